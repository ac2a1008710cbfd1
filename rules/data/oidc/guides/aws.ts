/** AWS: an IAM role that the job's token may assume. */
import type { MigrationStep } from "../../../../src/rule/migration.ts";
import { circleciDocs } from "../../credentials/credential.ts";
import { rightsStep } from "./aws/rights.ts";
import { providerStep, roleName, roleStep } from "./aws/trust.ts";
import { defineGuide, type Needs } from "./guide.ts";

export const awsGuide = defineGuide({
  provider: "aws",
  service: "AWS",
  effort: "medium",
  sshReruns: "cannot",
  refs: "glob",
  cautions,
  create: (needs) => [providerStep(needs), roleStep(needs), rightsStep(needs)],
  test,
  remove,
  adapt: (yaml, needs) => yaml.replaceAll(":role/<role>", `:role/${roleName(needs)}`),
  placeholders: {
    "account-id": "number of the AWS account, 12 digits: `aws sts get-caller-identity --query Account`",
    region: "of the registry, such as `eu-west-1`",
    repository: "name of the repository in ECR",
    "iam-user": "the IAM user that the stored key belongs to: `aws sts get-caller-identity` with that key tells its ARN",
    "report-id": "the `JobId` that the command before it has answered",
    "policy-arn": "ARN of the policy with the rights that the jobs need",
    "access-key-id": "id of the stored key, which begins with `AKIA`",
  },
  references: [
    { title: "CircleCI: OpenID Connect tokens", url: circleciDocs.oidc },
    {
      title: "AWS: OIDC identity providers in IAM",
      url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html",
    },
    {
      title: "AWS: keys for OIDC federation in conditions",
      url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html",
    },
  ],
});

function cautions({ binding, uses }: Needs): readonly string[] {
  if (binding.refs === undefined) return [];
  const isPull = uses.some(({ via }) => via === "image-pull");
  const token =
    "Only `CIRCLE_OIDC_TOKEN_V2` names the branch in its subject: a login that still sends `CIRCLE_OIDC_TOKEN` is refused by this role. Then raise the orb, or use the step with `CIRCLE_OIDC_TOKEN_V2`.";
  const image =
    "If CircleCI is refused when it pulls the image, give the pulling a role of its own with the subject `org/…/project/…/user/*`: it can only read images.";
  return isPull ? [token, image] : [token];
}

function test(needs: Needs): readonly MigrationStep[] {
  const isPullOnly = needs.uses.every(({ via }) => via === "image-pull");
  if (isPullOnly) {
    return [
      {
        title: "See that the image comes by the role",
        text: "The step `Spin up environment` pulls the image; CloudTrail shows `AssumeRoleWithWebIdentity` for the role.",
        ways: [],
      },
    ];
  }
  return [
    {
      title: "See that the role is used and not the old key",
      text: "The ARN that it prints must be `assumed-role/…` with the role's name. With `user/…` the stored key is still in the environment, and AWS's tools prefer it to the token.",
      ways: [
        { title: "In the job, after the login", language: "sh", text: "aws sts get-caller-identity --query Arn --output text\n" },
      ],
    },
  ];
}

const findKey = `aws iam list-access-keys --user-name '<iam-user>'
aws iam get-access-key-last-used --access-key-id '<access-key-id>'
aws iam update-access-key --user-name '<iam-user>' --access-key-id '<access-key-id>' --status Inactive
`;

function remove(): readonly MigrationStep[] {
  return [
    {
      title: "Deactivate the key in IAM",
      text: "This can be taken back. Before, see when it was last used and where; wait a few days for whatever else uses it to fail.",
      ways: [{ title: "AWS CLI", language: "sh", text: findKey }],
    },
    {
      title: "Delete the key in IAM",
      text: "Delete the user too when it has no other key and no password, so that nobody makes a new key for it.",
      ways: [
        {
          title: "AWS CLI",
          language: "sh",
          text: "aws iam delete-access-key --user-name '<iam-user>' --access-key-id '<access-key-id>'\n",
        },
      ],
    },
  ];
}
