import { defineSettingsRule } from "../../src/rule/rule.ts";
import { valueOf } from "../../src/snapshot/fetched.ts";
import { sheetOf } from "../../src/snapshot/sheet.ts";
import { projectName } from "./wording.ts";

export const legacyAwsKeys = defineSettingsRule({
  meta: {
    id: "legacy-aws-keys",
    title: "The project's old AWS keys are set",
    summary: "The project holds an AWS key pair in a setting that the web app hardly shows any more.",
    rationale:
      "The pair comes from a page for AWS permissions that is long out of use, so it is years old, in no list of variables, and nobody's rotation finds it. " +
      "Every job gets it, and whoever reads it there has its rights in AWS until somebody deactivates it.",
    remediation:
      "Deactivate the key in AWS IAM, see that nothing breaks, and delete it there and in the project. Jobs that need AWS should assume a role with their OIDC token instead.",
    limits:
      "Only an undocumented endpoint tells, so this needs `--allow-private-api`. Whether AWS still accepts the key is not known.",
    severity: "high",
    confidence: "high",
    profile: "regular",
    data: "snapshot",
    tags: { owasp: ["CICD-SEC-6"], cwe: ["CWE-522", "CWE-324"] },
    references: [
      {
        title: "CircleCI: OpenID Connect tokens",
        url: "https://circleci.com/docs/guides/permissions-authentication/openid-connect-tokens/",
      },
      {
        title: "AWS: managing access keys",
        url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html",
      },
    ],
    since: "0.3.0",
  },
  *checkProject({ project }) {
    if (valueOf(project.legacyAwsKeys) !== true) return;
    yield {
      at: sheetOf(project).at("legacyAwsKeys"),
      message:
        `${projectName(project)} still holds a key pair of the old AWS permissions page: every job gets these long-lived keys, ` +
        "and they are in no list of variables that a rotation would go by.",
    };
  },
});
