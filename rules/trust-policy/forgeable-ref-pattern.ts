import { defineTrustRule } from "../../src/rule/trust-policy.ts";
import { quote } from "../../src/source/quote.ts";
import { shortened } from "./judging/wording.ts";
import { boundCondition } from "./judging/cures.ts";
import { awsOperators, tokens, usual } from "./judging/meta.ts";
import { projectPin, subjectsOf } from "./judging/pins.ts";
import { hasOpenStart, isAnyRef } from "./judging/subject.ts";

export const forgeableRefPattern = defineTrustRule({
  meta: {
    ...usual,
    id: "forgeable-ref-pattern",
    title: "A branch's name can pass for another",
    summary:
      "A `*` before the ref in a pattern for the subject, or at its start, fits slashes, so that the name of a branch can bring the wanted end.",
    rationale:
      "The subject ends in the full ref, and a branch may have slashes in its name. `…/user/*/vcs-origin/*/vcs-ref/refs/heads/main` fits the subject of the branch " +
      "`x/vcs-origin/y/vcs-ref/refs/heads/main` as well: whoever can push a branch gets what was meant for `main`.",
    remediation:
      "Write 36 `?` for the id of the person, which is a UUID, and the repository's address in full. Where the claim `oidc.circleci.com/vcs-ref` can be compared by itself, do that instead.",
    limits: "",
    severity: "medium",
    references: [tokens, awsOperators],
  },
  *check(trust, expected) {
    if (projectPin(trust) !== "firm") return;
    if (trust.checks.some(({ claim, test }) => claim === "vcs-ref" && test !== "differs" && test !== "unclear")) return;
    for (const check of trust.checks) {
      if (check.claim !== "sub" || (check.test !== "glob" && check.test !== "regex")) continue;
      for (const { value, pins } of subjectsOf(check) ?? []) {
        if (pins.ref === undefined || isAnyRef(pins.ref) || !(pins.isForgeable || hasOpenStart(pins.ref))) continue;
        const why = pins.isForgeable
          ? `in which a \`*\` stands before the ref: a branch whose name ends in ${quote(`/vcs-ref/${pins.ref}`, 80)} passes for the right one`
          : `in which the ref begins with a \`*\`: whoever can push a branch can give it a name that fits ${quote(pins.ref, 80)}`;
        yield {
          at: value.at,
          message: `${trust.owner} compares the subject with ${shortened(value.text)}, ${why}.`,
          replacement: boundCondition(trust, expected),
        };
      }
    }
  },
});
