/** PyPI: a trusted publisher of the project. Source: CircleCI's deploy guide for PyPI. */
import type { MigrationStep } from "../../../../src/rule/migration.ts";
import { circleciDocs } from "../../credentials/credential.ts";
import { defineGuide, type Needs } from "./guide.ts";
import { fieldsText } from "./texts.ts";

export const pypiGuide = defineGuide({
  provider: "pypi",
  service: "PyPI",
  effort: "small",
  sshReruns: "always",
  refs: "none",
  cautions: () => [
    "Trusted publishing from CircleCI is a preview of PyPI's: keep the token until a release has come through.",
    "A context that is restricted to the branch can stand in for it: give it to the publishing job alone, and name it in the form.",
  ],
  create: (needs) => [publisherStep(needs)],
  test: () => [
    {
      title: "Publish a release candidate",
      text: "A version such as `1.2.3rc1`, which pip does not install by default. `invalid-publisher` says that the claims of the token fit no publisher; with `TWINE_PASSWORD` still set twine does not ask for a token at all.",
      ways: [
        {
          title: "In the job, in the place of the publishing",
          language: "sh",
          text: "python -m twine --version\npython -m twine upload --verbose dist/*\n",
        },
      ],
    },
  ],
  remove: () => [
    {
      title: "Delete the API token",
      text: "On PyPI: `Account settings`, `API tokens`, of whoever made it; the list tells when each was last used. A stored password belongs to a person: change it.",
      ways: [],
    },
  ],
  placeholders: {
    "pipeline-definition-id":
      "id of the pipeline definition: `Project Settings`, `Pipelines`; also `oidc.circleci.com/pipeline-definition-id` in the token",
    "context-id":
      "id of the context that only the publishing job takes: the end of its address under `Organization Settings`, `Contexts`",
  },
  references: [{ title: "CircleCI: deploy to PyPI", url: circleciDocs.pypi }],
});

function publisherStep({ binding, names }: Needs): MigrationStep {
  const isTest = names.some((name) => /TEST_?PYPI/iu.test(name));
  return {
    title: `Make the project a trusted publisher${isTest ? " on PyPI and on TestPyPI" : ""}`,
    text: `On the project's page: \`Manage\`, \`Publishing\`, CircleCI; for a project that does not exist yet, a pending publisher under \`Your projects\`.${isTest ? " TestPyPI has its own accounts and publishers." : ""} A job that was rerun with SSH is always refused.`,
    ways: [
      {
        title: "What the form asks",
        language: "text",
        text: fieldsText({
          "Organization ID": binding.organizationId,
          "Project ID": binding.projectId,
          "Pipeline definition ID": "<pipeline-definition-id>",
          "Context ID (optional)": "<context-id>",
          "VCS origin, where it is asked": binding.vcsOrigin,
          ...(binding.refs?.[0] === undefined
            ? {}
            : { "VCS ref, where it is asked": binding.refs[0].exact ?? binding.refs[0].glob }),
        }),
      },
    ],
  };
}
