import { defineTrustRule, type Check, type Trust } from "../../src/rule/trust-policy.ts";
import type { Severity } from "../../src/finding/severity.ts";
import { quote } from "../../src/source/quote.ts";
import { shortened } from "./judging/wording.ts";
import { awsOperators, usual } from "./judging/meta.ts";

export const conditionPassesAbsent = defineTrustRule({
  meta: {
    ...usual,
    id: "condition-passes-absent",
    title: "A condition passes without its claim",
    summary:
      "`…IfExists`, `ForAllValues:`, `Null` or an operator that only names what is refused: who brings no such claim, or another value, passes.",
    rationale:
      "A condition is there to keep out whoever cannot show the right claim. One that passes when the claim is missing does so only as long as every token has it: tokens of custom webhooks name no branch, those of other issuers nothing of CircleCI's. " +
      "One that lists what is refused lets in every project and branch that nobody has thought of.",
    remediation: "Use `StringEquals`, or `StringLike` where a pattern is needed, and name what is let in.",
    limits: "",
    severity: "medium",
    references: [awsOperators],
  },
  *check(trust) {
    for (const check of trust.checks) {
      const { operator, passesAbsent, test } = check;
      if (!passesAbsent && test !== "differs") continue;
      yield { at: operator.at, severity: severityOf(check, trust), message: `${trust.owner} ${causeOf(check)}.` };
    }
  },
});

/** In every token of CircleCI's. */
const everywhere = new Set(["aud", "sub", "project-id", "org-id", "ssh-rerun"]);

function severityOf({ claim, test }: Check, { principals = [] }: Trust): Severity {
  if (principals.length > 0) return "high";
  return test !== "differs" && everywhere.has(claim) ? "low" : "medium";
}

/** To follow the owner. */
function causeOf({ operator, test, claim, values }: Check): string {
  const about = `the claim ${quote(claim)}`;
  if (/^Null$/iu.test(operator.text)) return `asks by \`Null\` that ${about} be missing, so that tokens without it pass`;
  if (test === "differs") {
    return `names by ${quote(operator.text)} what ${about} may not be (${shortened(values[0]?.text ?? "")}): everything else passes`;
  }
  return `compares ${about} by ${quote(operator.text)}, which passes when the claim is missing`;
}
