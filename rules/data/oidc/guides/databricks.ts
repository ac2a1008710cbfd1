/** Databricks: a federation policy of a service principal. Source: Databricks' pages on OAuth token federation. */
import type { MigrationStep } from "../../../../src/rule/migration.ts";
import { circleciDocs } from "../../credentials/credential.ts";
import { defineGuide, type Needs } from "./guide.ts";
import { expression, hclBlock, hclText } from "./hcl.ts";
import { exactRefs, exactSubjects } from "./subject.ts";
import { hclString, jsonText, slugOf } from "./texts.ts";

export const databricksGuide = defineGuide({
  provider: "databricks",
  service: "Databricks",
  effort: "medium",
  sshReruns: "cannot",
  refs: "exact",
  cautions: () => [
    "Databricks compares the subject as a whole, and CircleCI's names the person who starts the pipeline: it takes a policy for each of them, and a service principal has room for 20. A machine user that starts these pipelines keeps it to one.",
  ],
  create: (needs) => policySteps(needs),
  test: () => [
    {
      title: "See that the job acts as the service principal",
      text: "It prints the service principal's application id. With a person's name `DATABRICKS_TOKEN` is still set.",
      ways: [
        {
          title: "In the job, after the login",
          language: "sh",
          text: "databricks current-user me --output json | jq -r .userName\n",
        },
      ],
    },
  ],
  remove: ({ names }) => [
    {
      title: names.some((name) => /SECRET/iu.test(name)) ? "Delete the OAuth secret" : "Revoke the access token",
      text: "An OAuth secret stands on the page of the service principal in the account console, a personal access token under `Settings`, `Developer` of whoever made it.",
      ways: [
        { title: "Databricks CLI", language: "sh", text: "databricks tokens list\ndatabricks tokens delete '<token-id>'\n" },
      ],
    },
  ],
  adapt: (yaml, { binding }) =>
    exactRefs(binding) === undefined ? yaml : yaml.replaceAll(/\$CIRCLE_OIDC_TOKEN(?!_)/gu, "$CIRCLE_OIDC_TOKEN_V2"),
  placeholders: {
    workspace: "host of the workspace, such as `acme.cloud.databricks.com`",
    "service-principal-id": "application id of the service principal that the jobs act as",
    "principal-number": "its numeric id in the account: `databricks account service-principals list`",
    "user-id": "id of the person, or machine user, who starts the pipeline: the part behind `user/` of the token's `sub`",
    "token-id": "id of the stored token in the list before it",
  },
  references: [
    { title: "Databricks: OAuth token federation", url: "https://docs.databricks.com/aws/en/dev-tools/auth/oauth-federation" },
    { title: "CircleCI: OpenID Connect tokens", url: circleciDocs.oidc },
  ],
});

function policySteps(needs: Needs): readonly MigrationStep[] {
  const { issuer, audience } = needs.binding;
  const subjects = exactSubjects(needs.binding);
  const token = exactRefs(needs.binding) === undefined ? "CIRCLE_OIDC_TOKEN" : "CIRCLE_OIDC_TOKEN_V2";
  return subjects.map((subject, index) => {
    const number = subjects.length === 1 ? "" : `-${String(index + 1)}`;
    const id = `circleci-${slugOf(needs.slug, 40, "job")}${number}`;
    const policy = { issuer, audiences: [audience], subject };
    const oidc = `{\n    issuer    = ${hclString(issuer)}\n    audiences = [${hclString(audience)}]\n    subject   = ${hclString(subject)}\n  }`;
    const terraform = hclText(
      hclBlock(
        "resource",
        ["databricks_service_principal_federation_policy", id.replaceAll("-", "_")],
        [
          ["service_principal_id", "<principal-number>"],
          ["policy_id", id],
          ["oidc_policy", expression(oidc)],
        ],
      ),
    );
    return {
      title: `Add the federation policy \`${id}\` to the service principal`,
      text: `The subject is that of \`${token}\`. The service principal and its grants stay as they are, so that its rights do not change.`,
      ways: [
        { title: "Policy, `policy.json`", language: "json", text: jsonText({ oidc_policy: policy }) },
        {
          title: "Databricks CLI, with that file",
          language: "sh",
          text: `databricks account service-principal-federation-policy create '<principal-number>' --policy-id ${id} --json @policy.json\n`,
        },
        { title: "Terraform", language: "hcl", text: terraform },
      ],
    };
  });
}
