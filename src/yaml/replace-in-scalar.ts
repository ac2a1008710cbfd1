/** Writes text into a scalar as its style wants it: quoted, escaped, indented. */
import type { Edit } from "../finding/fix.ts";
import type { Span } from "../source/span.ts";
import { pathOf } from "./node.ts";
import type { YamlScalar } from "./node.ts";
import { plainValue } from "./nodes/core-schema.ts";
import { sourceOffset, sourceSpan } from "./source-map.ts";

/**
 * The edit that puts `text` in the place of a span of `scalar.text`. Undefined when the style cannot hold it there: a plain scalar no
 * `: `, a folded one no line break. Spans that begin or end with a line break are refused too.
 */
export function replaceInScalar(scalar: YamlScalar, span: Span, text: string): Edit | undefined {
  if (isBreak(scalar.text, span.start, span) || isBreak(scalar.text, span.end - 1, span)) return undefined;
  const at = writtenSpan(scalar, span);
  const whole = scalar.text.slice(0, span.start) + text + scalar.text.slice(span.end);
  // What CircleCI substitutes stays what it is.
  if (openings(whole) !== openings(scalar.text)) return undefined;
  const written = encoded({ scalar, span, at, text, whole });
  if (written === undefined) return undefined;
  return { at: { file: scalar.file, span: at, path: pathOf(scalar) }, text: written, content: { span, text } };
}

interface Replacement {
  readonly scalar: YamlScalar;
  /** In the content. */
  readonly span: Span;
  /** In the file. */
  readonly at: Span;
  readonly text: string;
  /** The content as it will be. */
  readonly whole: string;
}

function isBreak(text: string, at: number, { start, end }: Span): boolean {
  return end > start && text[at] === "\n";
}

function openings(text: string): number {
  return text.split("<<").length;
}

/** What is put in stands behind the character before it, which a line break in the file may follow. */
function writtenSpan(scalar: YamlScalar, span: Span): Span {
  if (span.end > span.start) return sourceSpan(scalar, span);
  const { end } = sourceSpan(scalar, { start: span.start - 1, end: span.start });
  const isFirst = span.start === 0 || scalar.file.text[end - 1] === "\n";
  const at = isFirst ? sourceOffset(scalar, span.start) : end;
  return { start: at, end: at };
}

// oxlint-disable-next-line no-control-regex
const control = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff]/;

function encoded(replacement: Replacement): string | undefined {
  const { scalar, text } = replacement;
  if (scalar.style === "double") return foldsAway(replacement) ? undefined : escaped(text);
  const isBlock = scalar.style === "literal" || scalar.style === "folded";
  if (control.test(text)) return undefined;
  // Line breaks at the end of a block are kept or not as its header says.
  if (isBlock && (scalar.text.trim() === "" || breaksAtEnd(scalar.text) !== breaksAtEnd(replacement.whole))) return undefined;
  if (scalar.style === "literal") return inLiteral(replacement);
  if (text.includes("\n") || foldsAway(replacement)) return undefined;
  switch (scalar.style) {
    case "single":
      return text.replaceAll("'", "''");
    case "plain":
      return isPlain(replacement) ? text : undefined;
    case "folded":
      // A line break that is content stands where lines are blank or indented more: those around it would be read anew.
      return scalar.text.slice(replacement.span.start, replacement.span.end).includes("\n") ? undefined : text;
    default:
      return undefined;
  }
}

function breaksAtEnd(text: string): number {
  let count = 0;
  while (text[text.length - 1 - count] === "\n") count += 1;
  return count;
}

/** Space at the start or end of a line of the file is no part of what these styles hold, and a blank line has no indentation. */
function foldsAway({ scalar: { file, span, text: content }, span: { start }, at, text, whole }: Replacement): boolean {
  if (at.start > span.start && file.text[at.start - 1] === "\n") return true;
  if (at.end > at.start && (/[\r\n]/.test(file.text.charAt(at.start)) || file.text[at.end - 1] === "\n")) return true;
  // A place in a blank line may stand between the two characters of its line break.
  const before = /(?:^|\n)[ \t]*\r?$/.test(file.text.slice(Math.max(0, file.text.lastIndexOf("\n", at.start - 1)), at.start));
  const isLast = /^[ \t]*\r?(?:\n|$)/.test(file.text.slice(at.end, endOfLine(file.text, at.end)));
  // A line that is indented more is not folded.
  if (before && /\s/.test(content.charAt(start) + whole.charAt(start))) return true;
  return (before && text === "") || (isLast && (text === "" || /\s$/.test(text)));
}

function endOfLine(text: string, from: number): number {
  const found = text.indexOf("\n", from);
  return found === -1 ? text.length : found + 1;
}

const escapes: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t", '"': '\\"', "\\": "\\\\" };

function escaped(text: string): string {
  return text
    .replace(/["\\]/g, (character) => escapes[character] ?? character)
    .replace(/[\p{Cc}\u2028\u2029\ufeff]/gu, (character) => {
      return escapes[character] ?? `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`;
    });
}

/** Further lines get the indentation of the block. */
function inLiteral({ scalar, span, at, text, whole }: Replacement): string | undefined {
  const { file } = scalar;
  const lineStart = scalar.text.slice(0, span.start).lastIndexOf("\n") + 1;
  const isBlank = scalar.text[lineStart] === "\n" || lineStart === scalar.text.length;
  // A blank line has no indentation, and the first line decides on that of all.
  if (isBlank || /^\n*[ \t]/.test(whole) || whole.trim() === "") return undefined;
  if (!text.includes("\n")) return text;
  const first = sourceOffset(scalar, lineStart);
  const indentation = file.text.slice(file.text.lastIndexOf("\n", first - 1) + 1, first);
  const lineBreak = file.text.slice(scalar.span.start, at.start).includes("\r\n") ? "\r\n" : "\n";
  return text.replaceAll("\n", (_, offset: number) => {
    const next = whole[span.start + offset + 1] ?? "\n";
    return lineBreak + (next === "\n" ? "" : indentation);
  });
}

/** Whether the content can stand without quotes and still be read as text. */
function isPlain({ scalar, text, whole }: Replacement): boolean {
  if (whole === "" || whole !== whole.trim() || whole.includes("\t")) return false;
  if (/^[,[\]{}#&*!|>'"%@`]|^[-?:](?:\s|$)|^(?:---|\.\.\.)/.test(whole) || /:(?:\s|$)|\s#/.test(whole)) return false;
  if (isInFlow(scalar) && /[,[\]{}:]/.test(text)) return false;
  return typeof plainValue(whole) === typeof scalar.value;
}

function isInFlow({ file, parent }: YamlScalar): boolean {
  for (let node = parent; node !== undefined; node = node.parent) if (/[[{]/.test(file.text.charAt(node.span.start))) return true;
  return false;
}
