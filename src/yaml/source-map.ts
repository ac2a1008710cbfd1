/** From offsets in a scalar's text to offsets in its file, through quotes, escapes, folding and indentation. */
import type { Span } from "../source/span.ts";
import { blockRuns } from "./source-map/block.ts";
import { flowRuns } from "./source-map/flow.ts";
import type { YamlScalar } from "./node.ts";
import { endOfCharacter, startOfCharacter, toArray } from "./source-map/runs.ts";

const cache = new WeakMap<YamlScalar, Int32Array>();

/**
 * The span in the file of a span in `scalar.text`: from its first character to past its last one, without the quotes, line
 * breaks and indentation around them. Offsets outside the text are moved to its nearest end.
 */
export function sourceSpan(scalar: YamlScalar, span: Span): Span {
  const start = sourceOffset(scalar, span.start);
  return { start, end: span.end > span.start ? Math.max(start, sourceEnd(scalar, span.end)) : start };
}

/** Where the character at `offset` of `scalar.text` stands; past the last character for the end of the text. */
export function sourceOffset(scalar: YamlScalar, offset: number): number {
  const at = Math.max(0, offset);
  if (at >= scalar.text.length) return sourceEnd(scalar, at);
  const verbatim = verbatimStart(scalar);
  return verbatim === undefined ? startOfCharacter(runsOf(scalar), at) : verbatim + at;
}

/** Where the character before `end` of `scalar.text` ends. */
function sourceEnd(scalar: YamlScalar, end: number): number {
  const at = Math.max(0, Math.min(end, scalar.text.length));
  const verbatim = verbatimStart(scalar);
  if (verbatim !== undefined) return verbatim + at;
  // A block scalar at the end of a file may have a line break that is not there.
  return at === 0 ? scalar.span.start : Math.min(endOfCharacter(runsOf(scalar), at - 1), scalar.span.end);
}

/**
 * Where the text begins when it stands in the file character by character. No style makes a text longer than its source, so
 * equal length is proof enough.
 */
function verbatimStart({ text, span, style }: YamlScalar): number | undefined {
  const quote = style === "single" || style === "double" ? 1 : 0;
  return text.length === span.end - span.start - 2 * quote ? span.start + quote : undefined;
}

function runsOf(scalar: YamlScalar): Int32Array {
  let runs = cache.get(scalar);
  if (runs === undefined) {
    const isBlock = scalar.style === "literal" || scalar.style === "folded";
    runs = toArray(isBlock ? blockRuns(scalar) : flowRuns(scalar), scalar.span.end);
    cache.set(scalar, runs);
  }
  return runs;
}
