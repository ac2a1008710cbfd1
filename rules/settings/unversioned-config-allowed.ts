import { defineSettingsRule } from "../../src/rule/rule.ts";
import { valueOf } from "../../src/snapshot/fetched.ts";
import { sheetOf } from "../../src/snapshot/sheet.ts";
import { organizationName, projectName } from "./wording.ts";

export const unversionedConfigAllowed = defineSettingsRule({
  meta: {
    id: "unversioned-config-allowed",
    title: "Unversioned configs are allowed",
    summary:
      "A pipeline may be started with a configuration that is not in version control; `low` where all audited projects forbid it.",
    rationale:
      "Whoever can trigger a pipeline then brings a configuration along, for any branch. It passes no review and leaves no commit, yet its jobs take the " +
      "same contexts, and their OIDC tokens claim the repository and the branch as if it stood there: a check for `main` in a cloud role's trust policy " +
      "does not hold it off.",
    remediation:
      "Turn off unversioned configuration under Organization Settings, Advanced. Where the organisation needs it, turn it off under Project Settings, Advanced, " +
      'of projects that deploy, and restrict their contexts with an expression that holds `not (pipeline.config_source starts-with "api")`.',
    limits: "Both the organisation and the project must allow it; where only one of them is known the finding is less sure.",
    severity: "medium",
    confidence: "high",
    profile: "regular",
    data: "snapshot",
    tags: { owasp: ["CICD-SEC-1", "CICD-SEC-4"], cwe: ["CWE-862", "CWE-494"] },
    references: [
      {
        title: "CircleCI: OpenID Connect tokens",
        url: "https://circleci.com/docs/guides/permissions-authentication/openid-connect-tokens/",
      },
      { title: "CircleCI: restricting a context", url: "https://circleci.com/docs/guides/security/contexts/#restrict-a-context" },
    ],
    since: "0.3.0",
  },
  *checkOrganization({ organization, projects }) {
    if (valueOf(organization.settings)?.allowsUnversionedConfig !== true) return;
    const said = projects.map((project) => valueOf(project.settings)?.allowsUnversionedConfig);
    const isOffEverywhere = said.length > 0 && said.every((allowed) => allowed === false);
    yield {
      at: sheetOf(organization).at("settings", "allowsUnversionedConfig"),
      severity: isOffEverywhere ? "low" : "medium",
      message:
        `Pipelines of ${organizationName(organization)} may run a configuration that is in no repository: whoever can trigger one gets the contexts and cloud roles ` +
        "of its jobs with commands that nobody reviewed" +
        (isOffEverywhere ? ". The audited projects have it off, but a new project starts with it on." : "."),
    };
  },
  /** Where the organisation's answer is known, the organisation is the place to speak of it. */
  *checkProject(audit) {
    const { project } = audit;
    if (valueOf(audit.organization?.settings)?.allowsUnversionedConfig !== undefined) return;
    if (valueOf(project.settings)?.allowsUnversionedConfig !== true) return;
    yield {
      at: sheetOf(project).at("settings", "allowsUnversionedConfig"),
      confidence: "medium",
      message:
        `Pipelines of ${projectName(project)} may run a configuration that is in no repository, unless the organisation forbids it, which is not known: ` +
        "whoever can trigger one gets the contexts and cloud roles of its jobs with commands that nobody reviewed.",
    };
  },
});
