import { defineSettingsRule } from "../../src/rule/rule.ts";
import { valueOf } from "../../src/snapshot/fetched.ts";
import { sheetOf } from "../../src/snapshot/sheet.ts";
import { repositoryPath } from "../data/api-call.ts";
import { counted, repositoryName } from "./wording.ts";

export const secretScanningDisabled = defineSettingsRule({
  meta: {
    id: "secret-scanning-disabled",
    title: "Secret scanning is off",
    summary: "Secret scanning or push protection is off for the repository.",
    rationale:
      "A key that is committed by mistake stays in the history, where everybody who may read the repository, a fork or an old clone finds it. " +
      "Push protection stops it before it gets there, and scanning tells you, and many providers, while nobody has used it yet.",
    remediation:
      "Turn on secret scanning and push protection under the repository's Settings, Code security, or for all repositories of the organisation there.",
    limits: "Private repositories need a licence for both. Whether another scanner watches the repository is not known.",
    severity: "low",
    confidence: "high",
    profile: "regular",
    data: "snapshot",
    tags: { owasp: ["CICD-SEC-6"], cwe: ["CWE-540", "CWE-798"] },
    references: [
      {
        title: "GitHub: about secret scanning",
        url: "https://docs.github.com/en/code-security/secret-scanning/introduction/about-secret-scanning",
      },
      {
        title: "GitHub: about push protection",
        url: "https://docs.github.com/en/code-security/secret-scanning/introduction/about-push-protection",
      },
    ],
    since: "0.3.0",
  },
  *checkProject(audit) {
    const { repository } = audit;
    const scanning = valueOf(repository?.secretScanning);
    if (repository === undefined || scanning === undefined || repository.isArchived) return;
    const { isEnabled, hasPushProtection, openAlerts = 0 } = scanning;
    if (isEnabled !== false && hasPushProtection !== false) return;
    const alerts = openAlerts === 0 ? "" : ` ${counted(openAlerts, "alert")} ${openAlerts === 1 ? "is" : "are"} open.`;
    yield {
      at: sheetOf(repository).at("secretScanning", isEnabled === false ? "isEnabled" : "hasPushProtection"),
      message:
        isEnabled === false
          ? `GitHub does not scan ${repositoryName(audit)} for secrets: a key that is committed by mistake stays there until somebody else finds it.`
          : `GitHub lets secrets be pushed to ${repositoryName(audit)} and only reports them afterwards: whoever fetches in between has them.${alerts}`,
      replacement: cure(repository.address),
    };
  },
});

/** `github.com/acme/app` → GitHub's call, with its body. */
function cure(address: string): string {
  const body = {
    security_and_analysis: { secret_scanning: { status: "enabled" }, secret_scanning_push_protection: { status: "enabled" } },
  };
  return `PATCH /repos/${repositoryPath(address)}\n${JSON.stringify(body)}\n`;
}
