/** Whether a script looks at a value before it uses it. */
import type { CommandFact, ScriptFacts } from "../../src/shell/facts.ts";
import { readsOf } from "../../src/shell/variables.ts";
import type { UntrustedRead } from "../data/untrusted/reads.ts";

const tests = new Set(["[[", "[", "test", "case"]);

/**
 * True when an earlier test compares the value and decides whether the command runs: `if [ "$X" = main ]; then …`,
 * `[[ $X =~ ^v[0-9.]+$ ]] || exit 1`. What the test lets through is not worked out.
 */
export function isTestedBefore({ origin, source }: UntrustedRead, user: CommandFact, facts: ScriptFacts): boolean {
  const known = testsOf(facts);
  return [origin.variable ?? "", source.name, ...origin.path.map(({ name }) => name)].some((name) => {
    const first = known.get(name);
    return first !== undefined && (first.ends < user.span.start || (user.conditional && first.any < user.span.start));
  });
}

/** Where a variable is first compared, and where first so that the script ends otherwise. */
interface FirstTests {
  any: number;
  ends: number;
}

const byFacts = new WeakMap<ScriptFacts, ReadonlyMap<string, FirstTests>>();

function testsOf(facts: ScriptFacts): ReadonlyMap<string, FirstTests> {
  let known = byFacts.get(facts);
  if (known === undefined) byFacts.set(facts, (known = readTests(facts)));
  return known;
}

function readTests({ commands }: ScriptFacts): ReadonlyMap<string, FirstTests> {
  const found = new Map<string, FirstTests>();
  for (const { name, words, span, onFailure } of commands) {
    if (name === undefined || !tests.has(name)) continue;
    if (name !== "case" && !words.some(({ literal }) => /^(?:==?|=~)$/u.test(literal?.trim() ?? ""))) continue;
    const ends = /^(?:exit|return|circleci-agent|circleci|halt|die|fail)$/u.test(onFailure?.name ?? "");
    for (const { name: variable } of words.flatMap((word) => [...readsOf(word)])) {
      const first = found.get(variable) ?? { any: span.start, ends: Number.POSITIVE_INFINITY };
      if (ends) first.ends = Math.min(first.ends, span.start);
      found.set(variable, first);
    }
  }
  return found;
}

/** What a finding then says. */
export const testedFirst = " A test before it may rule that out.";
