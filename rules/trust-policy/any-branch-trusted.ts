import { defineTrustRule } from "../../src/rule/trust-policy.ts";
import { boundCondition } from "./judging/cures.ts";
import { claims, tokens, usual } from "./judging/meta.ts";
import { comparesLiterally, projectPin, refPin, subjectsOf } from "./judging/pins.ts";
import { isAnyRef } from "./judging/subject.ts";
import { shortened } from "./judging/wording.ts";

export const anyBranchTrusted = defineTrustRule({
  meta: {
    ...usual,
    id: "any-branch-trusted",
    title: "Every branch of the project is trusted",
    summary: "The project is compared and the branch is not, or a wildcard fits them all.",
    rationale:
      "A job of any branch has such a token, and whoever pushes a branch writes what its jobs run. Filters in the configuration keep nobody out: the branch brings its own configuration. " +
      "A role that deploys is then open to everybody who can push, and to whatever has stolen one of their tokens.",
    remediation:
      "Compare the ref: the end of the subject of `CIRCLE_OIDC_TOKEN_V2`, or the claim `oidc.circleci.com/vcs-ref`. Give branches that only test a role of their own that can read.",
    limits:
      "A role that every branch may have, because it can do no harm, is found too: what a role may do does not stand in its trust policy.",
    severity: "medium",
    references: [tokens, claims],
  },
  *check(trust, expected) {
    if (trust.isIssuerOnly === true || projectPin(trust) !== "firm" || refPin(trust) !== "none") return;
    if (comparesLiterally(trust)) return;
    const { owner, checks, unless } = trust;
    const ref = checks.find(({ claim, test }) => claim === "vcs-ref" && test !== "differs");
    const subject = checks.find(({ claim, test }) => claim === "sub" && test !== "differs");
    const open = subject && subjectsOf(subject)?.find(({ pins }) => pins.ref === undefined || isAnyRef(pins.ref))?.value;
    const value = ref?.values[0] ?? open;
    const cause = value === undefined ? "compares the project but not the branch" : `names no branch in ${shortened(value.text)}`;
    yield {
      at: value?.at ?? trust.at,
      ...(unless === undefined ? {} : { confidence: "medium" }),
      message: `${owner} ${cause}: whoever can push a branch to the project can use it${unless === undefined ? "" : `, unless ${unless}`}.`,
      replacement: boundCondition(trust, expected),
    };
  },
});
