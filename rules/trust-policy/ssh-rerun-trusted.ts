import { defineTrustRule } from "../../src/rule/trust-policy.ts";
import { boundCondition } from "./judging/cures.ts";
import { claims, usual } from "./judging/meta.ts";
import { projectPin, sshPin } from "./judging/pins.ts";

export const sshRerunTrusted = defineTrustRule({
  meta: {
    ...usual,
    id: "ssh-rerun-trusted",
    title: "Jobs rerun with SSH are trusted",
    summary: "The claim `oidc.circleci.com/ssh-rerun` is not compared, though the provider could.",
    rationale:
      "Whoever may rerun a job with SSH gets a shell in it, on the very branch that the policy asks for, with its token and an hour to use it. No review of the code stands before that.",
    remediation: "Ask for `oidc.circleci.com/ssh-rerun` to be `false`.",
    limits:
      "Only Google Cloud and Vault are asked: AWS has no condition key for the claim, and Azure compares the subject. There reruns with SSH are turned off in the project's settings. " +
      "In a role of Vault with `bound_claims_type` `glob` the claim, which is no text, cannot be compared.",
    severity: "low",
    references: [claims],
  },
  *check(trust, expected) {
    const { provider, checks, owner, unless, issuers } = trust;
    if (
      trust.isIssuerOnly === true ||
      (unless !== undefined && issuers.length === 0) ||
      (provider !== "gcp" && provider !== "vault")
    )
      return;
    if ((projectPin(trust) === "none" && unless === undefined) || sshPin(trust) !== "none") return;
    if (provider === "vault" && checks.some(({ test }) => test === "glob")) return;
    yield {
      at: trust.at,
      message: `${owner} does not refuse jobs that were rerun with SSH: whoever may do that gets a shell with a token that passes.`,
      replacement: boundCondition(trust, expected),
    };
  },
});
