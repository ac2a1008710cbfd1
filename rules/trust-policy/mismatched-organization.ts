import { defineTrustRule } from "../../src/rule/trust-policy.ts";
import { quote } from "../../src/source/quote.ts";
import { organizationsIn } from "./judging/pins.ts";
import { tokens, usual } from "./judging/meta.ts";

export const mismatchedOrganization = defineTrustRule({
  meta: {
    ...usual,
    id: "mismatched-organization",
    title: "The policy names more than one organisation",
    summary: "The issuer, the keys of conditions, the audience or the subject name different organisations of CircleCI.",
    rationale:
      "A token names one organisation in all these places, so either no token passes or, where a condition passes without its key, the condition means nothing. " +
      "It is mostly a copy of somebody else's policy, whose organisation is trusted now.",
    remediation: "Write the id of your organisation everywhere: `circleci run oidc get` in a job shows it as audience.",
    limits: "",
    severity: "medium",
    references: [tokens],
  },
  *check(trust) {
    const [first, ...others] = organizationsIn(trust);
    if (first === undefined) return;
    const other = others.find(({ text }) => text.toLowerCase() !== first.text.toLowerCase());
    if (other === undefined) return;
    const isOpen = trust.checks.some(({ passesAbsent }) => passesAbsent);
    yield {
      at: other.at,
      severity: isOpen ? "high" : "medium",
      message: `${trust.owner} trusts the organisation ${quote(first.text)} and compares with ${quote(other.text)} here: ${isOpen ? "what is compared is never there, and that passes" : "no token passes both"}.`,
      related: [{ ...first.at, label: "the organisation that is trusted" }],
    };
  },
});
