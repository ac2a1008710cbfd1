/** Edits of one text: put in, and where they end up. */
import type { Edit } from "../finding/fix.ts";
import type { Span } from "../source/span.ts";

/** `edits` in the order of the text, none over another. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  let result = "";
  let done = 0;
  for (const { at, text: replacement } of edits) {
    result += text.slice(done, at.span.start) + replacement;
    done = at.span.end;
  }
  return result + text.slice(done);
}

export function inOrder(edits: readonly Edit[]): readonly Edit[] {
  return edits.toSorted((a, b) => a.at.span.start - b.at.span.start || a.at.span.end - b.at.span.end);
}

/** Edits that meet cannot both be applied. Those that only touch may when both take something out: else nobody knows which goes first. */
export function meet({ at: { span: a }, text }: Edit, { at: { span: b }, text: other }: Edit): boolean {
  const isOver = a.start < b.end && b.start < a.end;
  return isOver || (a.start <= b.end && b.start <= a.end && (text !== "" || other !== ""));
}

/** The places of ordered edits in the text that they give. */
export function spansAfter(edits: readonly Edit[]): readonly Span[] {
  let shift = 0;
  return edits.map(({ at: { span }, text }) => {
    const start = span.start + shift;
    shift += text.length - (span.end - span.start);
    return { start, end: start + text.length };
  });
}
