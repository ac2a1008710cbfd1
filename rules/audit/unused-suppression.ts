/** Ignores that ignore nothing. */
import { defineSuppressionRule } from "../../src/rule/rule.ts";

export const unusedSuppression = defineSuppressionRule({
  meta: {
    id: "unused-suppression",
    title: "An ignore matches no finding",
    summary: "An ignore comment or settings entry whose rule ran and found nothing there.",
    rationale:
      "An ignore that outlives its finding stays in force: when the same fault comes back at that place, somebody's old decision hides it and nobody looks. " +
      "An ignore that never matched, because of a slip in its place, leaves its author believing that the finding was dealt with.",
    remediation: "Remove the ignore, or move it to the finding's first line or the line above.",
    limits:
      "Nothing is said of an ignore whose rule did not run, because of the profile, the settings or a failure; coverage names it.",
    severity: "info",
    confidence: "high",
    profile: "regular",
    data: "config",
    tags: { owasp: ["CICD-SEC-10"], cwe: ["CWE-1164"] },
    references: [
      {
        title: "OWASP: insufficient logging and visibility",
        url: "https://owasp.org/www-project-top-10-ci-cd-security-risks/CICD-SEC-10-Insufficient-Logging-And-Visibility",
      },
    ],
    since: "0.1.0",
  },
  *checkSuppressions(uses) {
    for (const { state, kind, ruleId, at } of uses) {
      if (state !== "unused") continue;
      const ignore = kind === "inSource" ? "This comment" : "This entry";
      yield { at, message: `${ignore} ignores \`${ruleId}\`, which finds nothing here.` };
    }
  },
});
