/** Whether a script looks at a value before it uses it. */
import type { CommandFact, ScriptFacts } from "../../src/shell/facts.ts";
import { readsOf } from "../../src/shell/variables.ts";
import type { UntrustedRead } from "../data/untrusted/reads.ts";

const tests = new Set(["[[", "[", "test", "case"]);

/**
 * True when an earlier test compares the value and decides whether the command runs: `if [ "$X" = main ]; then …`,
 * `[[ $X =~ ^v[0-9.]+$ ]] || exit 1`. What the test lets through is not worked out.
 */
export function isTestedBefore({ origin, source }: UntrustedRead, user: CommandFact, { commands }: ScriptFacts): boolean {
  const names = new Set([origin.variable, source.name, ...origin.path.map(({ name }) => name)]);
  return commands.some((command) => {
    if (command.span.start >= user.span.start || command.name === undefined || !tests.has(command.name)) return false;
    const ends = /^(?:exit|return|circleci-agent|circleci|halt|die|fail)$/u.test(command.onFailure?.name ?? "");
    if (!user.conditional && !ends) return false;
    const compares = command.name === "case" || command.words.some(({ literal }) => /^(?:==?|=~)$/u.test(literal?.trim() ?? ""));
    return compares && command.words.some((word) => [...readsOf(word)].some(({ name }) => names.has(name)));
  });
}

/** What a finding then says. */
export const testedFirst = " A test before it may rule that out.";
