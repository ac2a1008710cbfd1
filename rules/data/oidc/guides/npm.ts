/** The public npm registry: a trusted publisher of the package. Source: CircleCI's deploy guide for npm. */
import type { MigrationStep } from "../../../../src/rule/migration.ts";
import { circleciDocs } from "../../credentials/credential.ts";
import { refsOf } from "./claims.ts";
import { defineGuide, type Needs } from "./guide.ts";
import { fieldsText } from "./texts.ts";

export const npmGuide = defineGuide({
  provider: "npm",
  service: "npm",
  effort: "small",
  sshReruns: "always",
  refs: "none",
  cautions: ({ binding }) => [
    "Each package has trusted publishers of its own and must exist already: do it for every package that the jobs publish, and publish a new one by hand once.",
    ...(refsOf(binding).kind === "none"
      ? []
      : [
          "A context that is restricted to the branch can stand in for it: give it to the publishing job alone, and name its id in the form.",
        ]),
  ],
  create: (needs) => [publisherStep(needs)],
  test: () => [
    {
      title: "Publish a prerelease",
      text: "Under a tag that nobody installs by default. `E404` or `ENEEDAUTH` says that the publisher does not fit, or that five minutes have passed since the token was made; a remaining `_authToken` goes before the token and hides both.",
      ways: [
        {
          title: "In the job, in the place of the publishing",
          language: "sh",
          text: "npm --version\nnpm version prerelease --preid=oidc --no-git-tag-version\nnpm publish --tag=oidc-test\n",
        },
      ],
    },
  ],
  remove: () => [
    {
      title: "Revoke the stored token",
      text: "Then set the package's publishing access to two-factor authentication and no tokens, under `Settings` of the package: no forgotten token can publish then.",
      ways: [{ title: "npm CLI", language: "sh", text: "npm token list\nnpm token revoke '<token-id>'\n" }],
    },
  ],
  placeholders: {
    "pipeline-definition-id":
      "id of the pipeline definition: `Project Settings`, `Pipelines`; also `oidc.circleci.com/pipeline-definition-id` in the token",
    "context-id":
      "id of the context that only the publishing job takes: the end of its address under `Organization Settings`, `Contexts`",
    "token-id": "id of the stored token in the list before it",
  },
  references: [{ title: "CircleCI: deploy to npm", url: circleciDocs.npm }],
});

function publisherStep({ binding }: Needs): MigrationStep {
  return {
    title: "Make the project a trusted publisher of the package",
    text: "On the package's page of the public npm registry: `Settings`, `Trusted Publisher`, CircleCI. A job that was rerun with SSH is always refused.",
    ways: [
      {
        title: "What the form asks",
        language: "text",
        text: fieldsText({
          "Organization ID": binding.organizationId,
          "Project ID": binding.projectId,
          "Pipeline definition ID": "<pipeline-definition-id>",
          "VCS origin": binding.vcsOrigin,
          "Context IDs (optional)": "<context-id>",
        }),
      },
    ],
  };
}
