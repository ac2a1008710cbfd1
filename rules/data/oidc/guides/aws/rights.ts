/** What a role needs to be allowed, as far as the configuration shows it. Source: Amazon ECR's user guide on pulling and pushing. */
import type { MigrationStep, Snippet } from "../../../../../src/rule/migration.ts";
import { ecrParts, parseImage } from "../../../images.ts";
import type { CredentialUse } from "../../use.ts";
import type { Needs } from "../guide.ts";
import { jsonText } from "../texts.ts";
import { roleName } from "./trust.ts";

const pull = ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"];
const push = [
  ...["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:CompleteLayerUpload", "ecr:GetDownloadUrlForLayer"],
  ...["ecr:InitiateLayerUpload", "ecr:PutImage", "ecr:UploadLayerPart"],
];

export function rightsStep(needs: Needs): MigrationStep {
  const { uses } = needs;
  const images = uses.flatMap((use) => (use.via === "image-pull" ? [use.image] : []));
  if (images.length === uses.length) return given(needs, "pull these images", policy(pull, images.map(repositoryArn)));
  if (uses.every((use) => pushesImages(use) || use.via === "image-pull")) {
    return given(
      needs,
      "push images to one repository and pull them",
      policy(push, ["arn:aws:ecr:<region>:<account-id>:repository/<repository>"]),
    );
  }
  return found(needs);
}

function pushesImages(use: CredentialUse): boolean {
  return use.via === "orb" && use.orb === "circleci/aws-ecr";
}

/** Of an image whose registry says where it is. */
function repositoryArn(image: string): string {
  const parsed = parseImage(image);
  const { account = "<account-id>", region = "<region>" } = parsed?.registry === undefined ? {} : ecrParts(parsed.registry);
  const name = parsed?.name ?? "";
  const isSafe = [account, region].every((part) => /^[\w<>-]+$/u.test(part)) && /^[a-z0-9._/-]+$/u.test(name);
  return isSafe
    ? `arn:aws:ecr:${region}:${account}:repository/${name}`
    : "arn:aws:ecr:<region>:<account-id>:repository/<repository>";
}

function policy(actions: readonly string[], repositories: readonly string[]): unknown {
  return {
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Action: "ecr:GetAuthorizationToken", Resource: "*" },
      { Effect: "Allow", Action: actions, Resource: [...new Set(repositories)].sort() },
    ],
  };
}

function given(needs: Needs, what: string, document: unknown): MigrationStep {
  return {
    title: "Give the role its rights",
    text: `As far as the configuration shows, it needs to ${what}, and no more.`,
    ways: [
      { title: "IAM policy, `permissions.json`", language: "json", text: jsonText(document) },
      attach(needs, "permissions.json"),
    ],
  };
}

function attach(needs: Needs, file: string): Snippet {
  const name = roleName(needs);
  return {
    title: "AWS CLI, with that file",
    language: "sh",
    text: `aws iam put-role-policy \\\n  --role-name ${name} \\\n  --policy-name ${name} \\\n  --policy-document file://${file}\n`,
  };
}

const usersRights = `aws iam list-attached-user-policies --user-name '<iam-user>'
aws iam list-user-policies --user-name '<iam-user>'
aws iam list-groups-for-user --user-name '<iam-user>'
`;

const lastUses = `aws iam generate-service-last-accessed-details \\
  --arn 'arn:aws:iam::<account-id>:user/<iam-user>' \\
  --granularity ACTION_LEVEL
aws iam get-service-last-accessed-details --job-id '<report-id>'
`;

function found(needs: Needs): MigrationStep {
  return {
    title: "Give the role its rights",
    text: "What the jobs do in AWS is only partly in the configuration. See what the key's user may do and which services it has called of late, and give the role those rights alone; IAM Access Analyzer can write the policy from CloudTrail.",
    ways: [
      { title: "What the user may do", language: "sh", text: usersRights },
      { title: "What it has used", language: "sh", text: lastUses },
      {
        title: "Attach a managed policy to the role",
        language: "sh",
        text: `aws iam attach-role-policy \\\n  --role-name ${roleName(needs)} \\\n  --policy-arn '<policy-arn>'\n`,
      },
    ],
  };
}
