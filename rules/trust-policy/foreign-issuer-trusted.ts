import { defineTrustRule } from "../../src/rule/trust-policy.ts";
import { quote } from "../../src/source/quote.ts";
import { parseIssuer } from "./reading/issuer.ts";
import { tokens, usual } from "./judging/meta.ts";

export const foreignIssuerTrusted = defineTrustRule({
  meta: {
    ...usual,
    id: "foreign-issuer-trusted",
    title: "The issuer is not CircleCI's",
    summary:
      "The issuer looks like CircleCI's and has another host, scheme or path; `low` where it only keeps tokens from passing.",
    rationale:
      "Whoever owns the host of the issuer signs what tokens say: all claims that the policy compares are then theirs to choose.",
    remediation: "Name `https://oidc.circleci.com/org/<org-id>`; in AWS without the scheme.",
    limits: "A server installation of CircleCI signs under the name of its own host, which may be right.",
    severity: "high",
    references: [tokens],
  },
  *check({ owner, issuers }) {
    const seen = new Set<string>();
    for (const { text, at } of issuers) {
      const issuer = parseIssuer(text);
      if (issuer === undefined || seen.has(text)) continue;
      seen.add(text);
      if (!issuer.isCircleci) {
        yield {
          at,
          confidence: "medium",
          message: `${owner} trusts ${quote(text, 120)}, which is not \`oidc.circleci.com\`: whoever has that host can make tokens that say anything.`,
        };
      } else if (issuer.isOdd) {
        yield {
          at,
          severity: "low",
          message: `${owner} names the issuer ${quote(text, 120)}; tokens carry \`https://oidc.circleci.com/org/<org-id>\`, so none passes.`,
        };
      }
    }
  },
});
