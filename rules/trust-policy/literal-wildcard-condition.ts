import { defineTrustRule } from "../../src/rule/trust-policy.ts";
import { quote } from "../../src/source/quote.ts";
import { shortened } from "./judging/wording.ts";
import { awsOperators, usual } from "./judging/meta.ts";

export const literalWildcardCondition = defineTrustRule({
  meta: {
    ...usual,
    id: "literal-wildcard-condition",
    title: "A wildcard is compared literally",
    summary: "A value with `*` stands where values are compared as they are, so that no token passes.",
    rationale:
      "The login fails, and the quick way out is a condition that is too wide, or none. Whoever reads the policy believes in a restriction that was never tried.",
    remediation: "Use `StringLike` in AWS and `bound_claims_type` `glob` in Vault, or write the whole value.",
    limits: "",
    severity: "low",
    references: [awsOperators],
  },
  *check({ owner, checks }) {
    for (const { test, values, claim, operator } of checks) {
      if (test !== "equals") continue;
      for (const { text, at } of values) {
        if (!text.includes("*") || (claim === "aud" && text === "*")) continue;
        yield {
          at,
          message: `${owner} compares the claim ${quote(claim)} with ${shortened(text)} by ${quote(operator.text)}, which takes the \`*\` as it stands: no token passes.`,
        };
      }
    }
  },
});
