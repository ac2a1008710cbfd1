import type { Reported } from "../../src/rule/rule.ts";
import { defineTrustRule, type Check, type Told, type Trust, type TrustExpectation } from "../../src/rule/trust-policy.ts";
import { boundCondition } from "./judging/cures.ts";
import { claims, tokens, usual } from "./judging/meta.ts";
import { comparesLiterally, organizationPin, projectPin, subjectsOf } from "./judging/pins.ts";
import { shortened } from "./judging/wording.ts";

export const anyProjectTrusted = defineTrustRule({
  meta: {
    ...usual,
    id: "any-project-trusted",
    title: "Every project of the organisation is trusted",
    summary: "No claim names the project, or a wildcard fits them all; `critical` where no organisation is named either.",
    rationale:
      "All tokens of an organisation carry its issuer and, unless it was changed, its audience. Whoever can push a branch to any of its repositories, " +
      "a sandbox or a fork with secrets too, can then log in with the rights of this one. The root issuer signs for every customer of CircleCI, and the audience is free to choose.",
    remediation:
      "Compare the project's id, in the subject or in the claim `oidc.circleci.com/project-id`, without a wildcard in it.",
    limits: "Conditions that are not understood are taken to do what they are there for.",
    severity: "high",
    references: [tokens, claims],
  },
  *check(trust, expected) {
    if (trust.isIssuerOnly === true || projectPin(trust) !== "none" || comparesLiterally(trust)) return;
    yield trust.issuers.length > 0 || trust.provider !== "aws" ? reportOf(trust, expected) : openReport(trust, expected);
  },
});

function reportOf(trust: Trust, expected: TrustExpectation): Reported {
  const { owner, checks, unless } = trust;
  const loose = looseIn(checks);
  const hasOrganization =
    organizationPin(trust) !== "none" || trust.provider === "vault" || (unless !== undefined && trust.issuers.length === 0);
  const who = hasOrganization ? "every project of the organisation" : "every project of every customer of CircleCI";
  const doubt = unless === undefined ? "" : `, unless ${unless}`;
  return {
    at: loose?.value?.at ?? loose?.check.operator.at ?? trust.at,
    severity: hasOrganization ? "high" : "critical",
    ...(unless === undefined ? {} : { confidence: "medium" }),
    message: `${owner} ${causeOf(loose, checks, hasOrganization)}: ${who} can use it, on any branch${doubt}.`,
    replacement: boundCondition(trust, expected),
  };
}

interface Loose {
  readonly check: Check;
  /** The value that fits every project. */
  readonly value: Told | undefined;
}

function looseIn(checks: readonly Check[]): Loose | undefined {
  const check = checks.find(({ claim, test }) => (claim === "sub" || claim === "project-id") && test !== "differs");
  if (check === undefined) return undefined;
  const open = check.claim === "sub" ? subjectsOf(check)?.find(({ pins }) => pins.project === undefined)?.value : undefined;
  return { check, value: open ?? check.values[0] };
}

/** To follow the owner. */
function causeOf(loose: Loose | undefined, checks: readonly Check[], hasOrganization: boolean): string {
  if (loose?.value !== undefined) {
    const what = loose.check.claim === "sub" ? "the subject" : "the project";
    return `compares ${what} with ${shortened(loose.value.text)}, which fits all projects`;
  }
  if (checks.length === 0) return "checks nothing but who has signed the token";
  if (checks.every(({ claim }) => claim === "aud")) {
    return `checks the audience alone, which ${hasOrganization ? "all tokens of the organisation share" : "whoever asks for a token may choose"}`;
  }
  return checks.some(({ claim, test }) => claim === "" && test === "unclear")
    ? "does not compare the project in every alternative of its condition"
    : "never compares the project";
}

/** No issuer is named at all. */
function openReport(trust: Trust, expected: TrustExpectation): Reported {
  return {
    at: trust.at,
    severity: "critical",
    message: `${trust.owner} names no issuer and no project: tokens of anybody let in whoever has them.`,
    replacement: boundCondition(trust, expected),
  };
}
