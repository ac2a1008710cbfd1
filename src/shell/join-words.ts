/** Several words as one, with blanks between: arrays, lists of loops. */
import type { Span } from "../source/span.ts";
import type { Word, WordPart } from "./facts.ts";

export function joinWords(words: readonly Word[], span: Span): Word {
  const [only] = words;
  if (only !== undefined && words.length === 1) return { span, parts: only.parts, literal: only.literal };
  const parts: WordPart[] = [];
  for (const [index, word] of words.entries()) {
    const before = words[index - 1];
    if (before !== undefined) {
      parts.push({ kind: "literal", span: { start: before.span.end, end: word.span.start }, text: " ", quote: "none" });
    }
    parts.push(...word.parts);
  }
  return { span, parts, literal: words.length === 0 ? "" : undefined };
}
