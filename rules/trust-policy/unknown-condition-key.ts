import { defineTrustRule } from "../../src/rule/trust-policy.ts";
import { quote } from "../../src/source/quote.ts";
import { awsKeys, usual } from "./judging/meta.ts";

export const unknownConditionKey = defineTrustRule({
  meta: {
    ...usual,
    id: "unknown-condition-key",
    title: "AWS does not know the condition key",
    summary: "A condition looks at a claim for which AWS has no key; `high` where it passes because of that.",
    rationale:
      "AWS makes condition keys of a few claims only. A key that it does not make is never there: the condition keeps everybody out or, with `IfExists`, nobody.",
    remediation:
      "Compare `aud`, `sub` and `oidc.circleci.com/project-id`; branch, repository and person stand in the subject of `CIRCLE_OIDC_TOKEN_V2`.",
    limits: "AWS may have added keys since.",
    severity: "low",
    confidence: "medium",
    references: [awsKeys],
  },
  *check({ owner, provider, checks }) {
    for (const { claim, operator, passesAbsent } of provider === "aws" ? checks : []) {
      if (known.has(claim)) continue;
      const effect = passesAbsent
        ? "it is never there, and the condition lets everybody pass"
        : "it is never there, and nobody passes";
      yield {
        at: operator.at,
        ...(passesAbsent ? { severity: "high" } : {}),
        message: `${owner} looks at the claim ${quote(claim)}, for which AWS has no condition key: ${effect}.`,
      };
    }
  },
});

/** Source: AWS's IAM user guide, "Available keys for AWS OIDC federation". */
const known = new Set(["aud", "sub", "amr", "azp", "oaud", "email", "project-id"]);
