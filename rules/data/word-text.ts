/** Shell words as text and as pieces. */
import type { Word, WordPart } from "../../src/shell/facts.ts";

/**
 * The word with stand-ins for what is not known: `${NAME}` for variables, `$(…)` for substitutions and arithmetic, `<<…>>` for
 * templates. Quotes are removed. For messages and for reading hosts; not for comparing values.
 */
export function wordText(word: Word): string {
  return word.literal ?? word.parts.map(partText).join("");
}

function partText(part: WordPart): string {
  if (part.kind === "literal") return part.text;
  if (part.kind === "variable") return `\${${part.name === "" ? "…" : part.name}}`;
  return part.kind === "template" ? "<<…>>" : "$(…)";
}

/** The known text at the beginning of the word, before the first part that is not literal. */
export function leadingText(word: Word): string {
  if (word.literal !== undefined) return word.literal;
  let text = "";
  for (const part of word.parts) {
    if (part.kind !== "literal") break;
    text += part.text;
  }
  return text;
}

/**
 * The word without its first `count` known characters: the value in `--password=$X`, without its quotes. Its span begins at the
 * right character as long as that part of the script is written without escapes.
 */
export function wordFrom(word: Word, count: number): Word {
  const parts: WordPart[] = [];
  let skip = count;
  for (const part of word.parts) {
    if (skip > 0 && part.kind === "literal") {
      if (part.text.length > skip)
        parts.push({ ...part, text: part.text.slice(skip), span: { start: offsetIn(part, skip), end: part.span.end } });
      skip = Math.max(0, skip - part.text.length);
    } else {
      parts.push(part);
    }
  }
  const start = parts[0]?.span.start ?? word.span.end;
  return { span: { start, end: parts.at(-1)?.span.end ?? word.span.end }, parts, literal: word.literal?.slice(count) };
}

/** Where a character of a literal part stands in the script: exact without escapes, else the beginning of the part. */
function offsetIn(part: WordPart & { readonly kind: "literal" }, index: number): number {
  if (part.span.end - part.span.start === part.text.length) return part.span.start + index;
  return part.span.start;
}

/** The span of `length` known characters of the word from `index` on, as exact as `wordFrom`. */
export function spanIn(word: Word, index: number, length: number): { readonly start: number; readonly end: number } {
  const start = wordFrom(word, index).span.start;
  const contiguous = word.parts[0]?.kind === "literal" && index + length <= word.parts[0].text.length;
  return { start, end: contiguous ? Math.min(start + length, word.span.end) : word.span.end };
}
