/** Assignments of cloud keys inside words: `-e NAME=$X`, `echo "export NAME=$X" >> file`, a credentials file in a heredoc. */
import type { LiteralPart, Word, WordPart } from "../../../src/shell/facts.ts";
import type { Span } from "../../../src/source/span.ts";
import { cloudVariable, type CloudVariable } from "./variables.ts";

export interface TextAssignment extends CloudVariable {
  readonly name: string;
  readonly nameSpan: Span;
  /** The part behind the sign, or the literal text that stands there. */
  readonly value: WordPart | string;
  readonly valueSpan: Span;
}

const worthALook = /aws|gcloud|google|gcp|azure|arm_|acr_|sa_key/iu;
/** A name is only tried at its beginning, so that long words cost no more than short ones; `\n` stands before it in `echo -e`. */
const assignment = /(?:(?<![\w\\])|(?<=\\[nt]))([A-Za-z_]\w*)["']?[ \t]*[=:][ \t]*["']?/gu;

export function* textAssignmentsIn({ parts }: Word): Iterable<TextAssignment> {
  for (const [index, part] of parts.entries()) {
    if (part.kind !== "literal" || !worthALook.test(part.text)) continue;
    for (const match of part.text.matchAll(assignment)) {
      const [whole, name = ""] = match;
      const known = name.length > 100 ? undefined : cloudVariable(name);
      if (known?.part !== "secret") continue;
      const nameSpan = spanOf(part, match.index, name.length);
      const start = match.index + whole.length;
      const next = start === part.text.length ? parts[index + 1] : undefined;
      const text = firstWord(part.text.slice(start));
      if (next !== undefined) yield { ...known, name, nameSpan, value: next, valueSpan: next.span };
      else if (text !== "") yield { ...known, name, nameSpan, value: text, valueSpan: spanOf(part, start, text.length) };
    }
  }
}

function firstWord(text: string): string {
  return /^[^\s"'\\]*/u.exec(text)?.[0] ?? "";
}

/** Exact where the text is written without escapes. */
function spanOf({ span, text }: LiteralPart, index: number, length: number): Span {
  if (span.end - span.start !== text.length) return span;
  return { start: span.start + index, end: span.start + index + length };
}
