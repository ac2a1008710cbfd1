/** Ignores that nobody explains, or whose time is over. */
import { defineSuppressionRule } from "../../src/rule/rule.ts";

export const suppressionWithoutReason = defineSuppressionRule({
  meta: {
    id: "suppression-without-reason",
    title: "An ignore has no reason or has expired",
    summary: "An ignore comment or settings entry that gives no reason, or whose last day is past.",
    rationale:
      "Whoever reviews an ignore later cannot tell an accepted risk from a finding that was in the way. " +
      "An ignore past its last day is no longer applied: the decision that it postponed is due.",
    remediation:
      "Say behind the ignore why the finding is acceptable; fix an expired one, or decide anew and set another last day.",
    limits: "Whether a reason is a good one is for people to judge.",
    severity: "low",
    confidence: "high",
    profile: "regular",
    data: "config",
    tags: { owasp: ["CICD-SEC-10"], cwe: ["CWE-1116"] },
    references: [
      {
        title: "OWASP: insufficient logging and visibility",
        url: "https://owasp.org/www-project-top-10-ci-cd-security-risks/CICD-SEC-10-Insufficient-Logging-And-Visibility",
      },
    ],
    since: "0.1.0",
  },
  *checkSuppressions(uses) {
    for (const { state, ruleId, at, reason, until } of uses) {
      if (state === "expired") {
        yield { at, message: `The ignore of \`${ruleId}\` held until ${until ?? "an earlier day"} and is no longer applied.` };
      } else if (reason === "") {
        yield { at, message: `The ignore of \`${ruleId}\` gives no reason.`, profile: "pedantic" };
      }
    }
  },
});
