/** What one-liners in Python, JavaScript, Ruby and Perl print of the environment. */
import type { Span } from "../source/span.ts";
import { bindingsIn, boundAt } from "./embedded/bindings.ts";
import { environmentReadAt } from "./embedded/environment-reads.ts";
import type { EnvironmentRead } from "./embedded/environment-reads.ts";
import { printsIn } from "./embedded/prints.ts";
import type { Printed } from "./embedded/prints.ts";
import { tokenize } from "./embedded/tokens.ts";
import type { EmbeddedLanguage, Token } from "./embedded/tokens.ts";
import type { EnvironmentPrint } from "./facts.ts";

export type { EmbeddedLanguage };

/**
 * The environment variables that code prints to standard output or error; spans are offsets into the code. With `printsValue` the
 * value of the code itself is printed, as `node -p` does. Values are followed through plain variables, not through functions.
 */
export function environmentPrints(language: EmbeddedLanguage, code: string, printsValue = false): readonly EnvironmentPrint[] {
  const tokens = tokenize(language, code);
  const reads = readsIn(language, tokens);
  if (reads.size === 0) return [];
  const bindings = bindingsIn(tokens, reads);
  const prints: EnvironmentPrint[] = [];
  for (const { first, end } of printed(language, tokens, printsValue)) {
    for (let at = first; at < end && prints.length < printLimit; at += 1) {
      const direct = reads.get(at);
      if (direct !== undefined) {
        prints.push(toPrint(tokens, direct));
        at = direct.end - 1;
      } else
        for (const bound of boundAt(tokens, at, bindings)) prints.push(toPrint(tokens, { ...bound, first: at, end: at + 1 }));
    }
  }
  return prints;
}

/** More prints than this say nothing new. */
const printLimit = 1000;

/** The stretches of code whose values are printed. */
export function printedSpans(language: EmbeddedLanguage, code: string, printsValue = false): readonly Span[] {
  const tokens = tokenize(language, code);
  return [...printed(language, tokens, printsValue)].map(
    ({ first, end }) => toPrint(tokens, { name: undefined, first, end }).span,
  );
}

function printed(language: EmbeddedLanguage, tokens: readonly Token[], printsValue: boolean): Iterable<Printed> {
  return printsValue ? [lastStatement(tokens)] : printsIn(language, tokens);
}

function readsIn(language: EmbeddedLanguage, tokens: readonly Token[]): ReadonlyMap<number, EnvironmentRead> {
  const reads = new Map<number, EnvironmentRead>();
  for (let at = 0; at < tokens.length; at += 1) {
    const read = environmentReadAt(language, tokens, at);
    if (read === undefined) continue;
    reads.set(at, read);
    at = read.end - 1;
  }
  return reads;
}

function toPrint(tokens: readonly Token[], { name, first, end }: EnvironmentRead): EnvironmentPrint {
  return { name, span: { start: tokens[first]?.span.start ?? 0, end: tokens[Math.min(end, tokens.length) - 1]?.span.end ?? 0 } };
}

function lastStatement(tokens: readonly Token[]): Printed {
  let end = tokens.length;
  while (end > 0 && tokens[end - 1]?.kind === "break") end -= 1;
  const before = tokens.slice(0, end).findLastIndex(({ kind }) => kind === "break");
  return { first: before + 1, end };
}
