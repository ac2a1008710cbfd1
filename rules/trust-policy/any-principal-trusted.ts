import { defineTrustRule } from "../../src/rule/trust-policy.ts";
import { quote } from "../../src/source/quote.ts";
import { boundCondition } from "./judging/cures.ts";
import { usual } from "./judging/meta.ts";
import { projectPin } from "./judging/pins.ts";

export const anyPrincipalTrusted = defineTrustRule({
  meta: {
    ...usual,
    id: "any-principal-trusted",
    title: "The role trusts more than one issuer",
    summary:
      "The principal is `*`, every provider of the account, or everybody but some; `critical` where the project is not compared.",
    rationale:
      "Who may ask for the role is then decided by its conditions alone. Tokens of another issuer, and identities without any token, come as far as these, and a condition that passes when its key is missing lets them in.",
    remediation: "Name the one identity provider: `arn:aws:iam::<account-id>:oidc-provider/oidc.circleci.com/org/<org-id>`.",
    limits: "",
    severity: "high",
    references: [
      {
        title: "AWS: principals in policies",
        url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html",
      },
    ],
  },
  *check(trust, expected) {
    for (const { text, at } of trust.principals ?? []) {
      yield {
        at,
        severity: projectPin(trust) === "firm" && !trust.checks.some(({ passesAbsent }) => passesAbsent) ? "high" : "critical",
        message:
          text === "NotPrincipal"
            ? `${trust.owner} trusts everybody whom \`NotPrincipal\` does not name.`
            : `${trust.owner} trusts the principal ${quote(text)}: its conditions alone keep strangers out.`,
        replacement: boundCondition(trust, expected),
      };
    }
  },
});
