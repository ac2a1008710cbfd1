import { defineTrustRule } from "../../src/rule/trust-policy.ts";
import { quote } from "../../src/source/quote.ts";
import { isUuid, parseIssuer } from "./reading/issuer.ts";
import { claims, usual } from "./judging/meta.ts";

export const unexpectedAudience = defineTrustRule({
  meta: {
    ...usual,
    id: "unexpected-audience",
    title: "The audience is not the organisation's id",
    summary:
      "The audience is a wildcard, or a text that tokens carry only when a job or the organisation asks for it; `info` then.",
    rationale:
      "The audience says for whom a token was made. A wildcard takes those that were made for other services too, which have seen them. Any other text fits no token unless it was asked for.",
    remediation:
      "Compare with the organisation's id, or with the audience that your jobs ask for with `circleci run oidc get --claims`.",
    limits: "Audiences that were set for the organisation or the project are known from a snapshot alone.",
    severity: "medium",
    references: [claims],
  },
  *check({ owner, checks, issuers }, { audiences = [] }) {
    const own = issuers.flatMap(({ text }) => parseIssuer(text)?.organization ?? []);
    for (const { claim, test, values } of checks) {
      if (claim !== "aud" || (test !== "equals" && test !== "glob")) continue;
      for (const { text, at } of values) {
        if (/^\*+$/u.test(text)) {
          yield { at, message: `${owner} takes tokens with any audience, those too that were made for another service.` };
        } else if (own.length > 0 && !own.includes(text) && !isUuid(text) && !audiences.includes(text)) {
          yield {
            at,
            severity: "info",
            confidence: "medium",
            message: `${owner} asks for the audience ${quote(text, 100)}: a token carries the organisation's id unless the job, the project or the organisation sets another.`,
          };
        }
      }
    }
  },
});
