/** The identity provider of an AWS account and the role that trusts it, as JSON, commands and Terraform. Source: AWS's IAM user guide, "OIDC federation". */
import type { MigrationStep } from "../../../../../src/rule/migration.ts";
import type { Needs } from "../guide.ts";
import { expression, hclBlock, hclText } from "../hcl.ts";
import { subjectPatterns } from "../subject.ts";
import { jsonText, shellWord, slugOf } from "../texts.ts";

/** IAM allows 64 characters. */
export function roleName({ slug }: Needs): string {
  return `circleci-${slugOf(slug, 50, "role")}`;
}

/** As conditions name the issuer: without its scheme. */
function issuerName({ binding }: Needs): string {
  return binding.issuer.replace(/^https:\/\//u, "");
}

export function providerStep(needs: Needs): MigrationStep {
  const { issuer, audience } = needs.binding;
  const terraform = hclText(
    hclBlock(
      "resource",
      ["aws_iam_openid_connect_provider", "circleci"],
      [
        ["url", issuer],
        ["client_id_list", [audience]],
      ],
    ),
  );
  return {
    title: "Create the identity provider",
    text: "Once in each AWS account: it makes the account trust the tokens that CircleCI signs for your organisation, and nobody else's. By itself it lets nobody in.",
    ways: [
      {
        title: "AWS CLI",
        language: "sh",
        text: `aws iam create-open-id-connect-provider \\\n  --url ${shellWord(issuer)} \\\n  --client-id-list ${shellWord(audience)}\n`,
      },
      { title: "Terraform", language: "hcl", text: terraform },
    ],
    once: "aws-identity-provider",
  };
}

export function roleStep(needs: Needs): MigrationStep {
  const name = roleName(needs);
  return {
    title: "Create a role",
    text: `\`${name}\`: ${roleText(needs)}`,
    ways: [
      { title: "IAM trust policy, `trust-policy.json`", language: "json", text: jsonText(trustPolicy(needs)) },
      {
        title: "AWS CLI, with that file",
        language: "sh",
        text: `aws iam create-role \\\n  --role-name ${name} \\\n  --assume-role-policy-document file://trust-policy.json \\\n  --max-session-duration 3600\n`,
      },
      { title: "Terraform", language: "hcl", text: roleInTerraform(needs) },
    ],
  };
}

function roleText({ binding: { refs }, uses }: Needs): string {
  if (refs === undefined && uses.every(({ via }) => via === "image-pull")) {
    return "only this project can assume it, from any branch, which is well for what can only read images.";
  }
  if (refs === undefined) {
    return "only this project can assume it, but from any branch: the part of the subject behind `user/` is left open. Bind it to a branch as soon as its jobs run on one only.";
  }
  return "only this project can assume it, and only from the refs named. The 36 question marks stand for the id of whoever starts the pipeline; a `*` there would let a branch with a name made for it pass for the right one.";
}

function trustPolicy(needs: Needs): unknown {
  const { audience } = needs.binding;
  const issuer = issuerName(needs);
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Federated: `arn:aws:iam::<account-id>:oidc-provider/${issuer}` },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: {
          StringEquals: { [`${issuer}:aud`]: audience },
          StringLike: { [`${issuer}:sub`]: oneOrMore(subjectPatterns(needs.binding)) },
        },
      },
    ],
  };
}

function oneOrMore(texts: readonly string[]): string | readonly string[] {
  const [only] = texts;
  return texts.length === 1 && only !== undefined ? only : texts;
}

function roleInTerraform(needs: Needs): string {
  const id = roleName(needs).replaceAll("-", "_");
  const issuer = issuerName(needs);
  const condition = (test: string, claim: string, values: readonly string[]): ReturnType<typeof hclBlock> =>
    hclBlock(
      "condition",
      [],
      [
        ["test", test],
        ["variable", `${issuer}:${claim}`],
        ["values", values],
      ],
    );
  const trust = hclBlock(
    "data",
    ["aws_iam_policy_document", id],
    [
      hclBlock(
        "statement",
        [],
        [
          ["actions", ["sts:AssumeRoleWithWebIdentity"]],
          hclBlock(
            "principals",
            [],
            [
              ["type", "Federated"],
              ["identifiers", [expression("aws_iam_openid_connect_provider.circleci.arn")]],
            ],
          ),
          condition("StringEquals", "aud", [needs.binding.audience]),
          condition("StringLike", "sub", subjectPatterns(needs.binding)),
        ],
      ),
    ],
  );
  const role = hclBlock(
    "resource",
    ["aws_iam_role", id],
    [
      ["name", roleName(needs)],
      ["assume_role_policy", expression(`data.aws_iam_policy_document.${id}.json`)],
      ["max_session_duration", 3600],
    ],
  );
  return hclText(trust, role);
}
