/** The text that words hand to another shell, as a source for the parser: quoting undone, expansions of the outer shell masked. */
import type { LiteralPart, Word } from "./facts.ts";
import { appendMask, appendText, newSource } from "./source.ts";
import type { Source, SourceDraft } from "./source.ts";

/** Undefined when the words have no text of their own to read. */
export function scriptSource(words: readonly Word[], script: string): Source | undefined {
  const draft = newSource();
  let readable = false;
  for (const [index, word] of words.entries()) {
    const before = words[index - 1];
    if (before !== undefined) appendText(draft, " ", before.span.end);
    for (const part of word.parts) {
      if (part.kind === "literal") {
        appendLiteral(draft, part, script);
        readable ||= part.text.trim() !== "";
      } else {
        // The outer shell expands it whatever the quoting inside says.
        appendMask(draft, part.span, (quote) => ({ ...part, quote }), part.kind === "template" ? part.hole : undefined);
      }
    }
  }
  return readable ? draft : undefined;
}

/** Adds text whose escapes are undone, each character with its place. */
function appendLiteral(draft: SourceDraft, { span, text, quote }: LiteralPart, script: string): void {
  const raw = script.slice(span.start, span.end);
  if (raw === text) return appendText(draft, text, span.start);
  let at = 0;
  for (const character of text) {
    if (quote !== "ansi") {
      while (raw.startsWith("\\\n", at)) at += 2;
      // Within several layers of quoting there are several backslashes.
      if (character === "\\") at += raw[at + 1] === "\\" ? 1 : 0;
      else while (raw[at] === "\\") at += 1;
    }
    appendText(draft, character, span.start + Math.min(at, Math.max(0, raw.length - 1)));
    at += quote === "ansi" && raw[at] === "\\" ? 2 : character.length;
  }
}
