import type { Location, RelatedLocation } from "../../src/finding/location.ts";
import { defineRule } from "../../src/rule/rule.ts";
import { quote } from "../../src/source/quote.ts";
import { secretUsesOf, type SecretUse } from "./secret-uses.ts";

export const unexpectedSecret = defineRule({
  meta: {
    id: "unexpected-secret",
    title: "A secret that nobody expects is read",
    summary:
      "A script, an orb's argument or an image's credentials read a secret that `secretNames.expected` of the settings does not list.",
    rationale:
      "Contexts hand a job all of their secrets, needed or not. Whoever changes a script to read one more of them, by mistake or on purpose, gets it " +
      "without anybody granting anything; a list of the secrets that are meant to be read makes that a visible change.",
    remediation:
      "Add the name to `secretNames.expected` in the settings file when the secret is meant to be read here, or remove the use.",
    limits:
      "Variables are told to be secret by their names. What programs, files and orbs without their source read by themselves is not seen, and neither is a " +
      "variable whose name is put together while the script runs.",
    severity: "medium",
    confidence: "medium",
    profile: "regular",
    data: "config",
    tags: { owasp: ["CICD-SEC-6"], cwe: ["CWE-522"] },
    references: [{ title: "CircleCI: environment variables", url: "https://circleci.com/docs/guides/security/env-vars/" }],
    since: "0.2.0",
  },
  *check(audit) {
    const { policy } = audit;
    if (policy.isExpectedSecret("") === undefined) return;
    for (const [name, uses] of unexpectedByName(secretUsesOf(audit), policy.isExpectedSecret)) {
      const [first, ...others] = uses.toSorted((a, b) => a.at.span.start - b.at.span.start);
      if (first === undefined) continue;
      yield {
        at: first.at,
        ...(uses.every(({ assumed }) => assumed) ? { confidence: "low" } : {}),
        message: `${quote(name)} is read here, and \`secretNames.expected\` of the settings does not list it: nobody has said that this secret is needed.`,
        related: others.map(({ at }): RelatedLocation => ({ ...at, label: `${quote(name)} is read here too` })),
      };
    }
  },
});

/** Each place once, by name. */
function unexpectedByName(
  uses: Iterable<SecretUse>,
  isExpected: (name: string) => boolean | undefined,
): ReadonlyMap<string, readonly SecretUse[]> {
  const byName = new Map<string, Map<string, SecretUse>>();
  for (const use of uses) {
    if (isExpected(use.name) === true) continue;
    const known = byName.get(use.name) ?? new Map<string, SecretUse>();
    byName.set(use.name, known);
    const key = keyOf(use.at);
    if (known.get(key)?.assumed !== false) known.set(key, use);
  }
  return new Map([...byName].map(([name, places]) => [name, [...places.values()]]));
}

function keyOf({ file, span }: Location): string {
  return `${file.path} ${String(span.start)} ${String(span.end)}`;
}
