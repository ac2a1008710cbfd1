/** Literal and folded scalars whose indentation is that of their first line. */
import type { YamlScalar } from "../node.ts";
import type { Key, Parent } from "../nodes/tree.ts";
import { decline, space, toContent } from "./cursor.ts";
import type { Cursor } from "./cursor.ts";
import { foldedText, literalText } from "./text.ts";

interface Content {
  /** Past the last line with content. Spaces beyond the indentation are content. */
  readonly end: number;
  /** Past the blank lines after it. */
  readonly next: number;
}

const header = /[|>][+-]?(?: +(#[^\n]*)?)?\n/y;

/** A block scalar in a collection at `column`; the cursor moves to the next content. */
export function readBlockScalar(cursor: Cursor, column: number, parent: Parent, key: Key): YamlScalar | undefined {
  const { text, tree, at: offset } = cursor;
  header.lastIndex = offset;
  const [opening, comment] = header.exec(text) ?? [];
  if (opening === undefined) return decline(cursor);
  const start = offset + opening.length;
  const width = indentationAt(text, start);
  if (width <= column) return decline(cursor);
  if (comment !== undefined) cursor.comments.push({ start: start - 1 - comment.length, end: start - 1 });
  const content = contentAt(text, start, " ".repeat(width));
  const chomping = opening.charAt(1);
  const source = text.slice(start, chomping === "+" ? content.next : content.end);
  const style = opening.startsWith("|") ? "literal" : "folded";
  const value = style === "literal" ? literalText(source, width, chomping) : foldedText(source, width, chomping);
  cursor.at = content.next;
  toContent(cursor);
  const isStripped = chomping === "-" && source.endsWith("\n");
  const span = { start: offset, end: start + source.length - (isStripped ? 1 : 0) };
  return { kind: "scalar", file: tree.file, span, parent, key, style, text: value, value };
}

/** The indentation of the first line with content; -1 when there is none, or when a blank line before is longer. */
function indentationAt(text: string, start: number): number {
  let longest = 0;
  for (let lineStart = start; ;) {
    const at = afterSpaces(text, lineStart);
    const indentation = at - lineStart;
    if (at === text.length) return -1;
    if (text[at] !== "\n") return indentation < longest ? -1 : indentation;
    longest = Math.max(longest, indentation);
    lineStart = at + 1;
  }
}

function contentAt(text: string, start: number, indentation: string): Content {
  let end = start;
  let lineStart = start;
  while (lineStart < text.length) {
    const found = text.indexOf("\n", lineStart);
    const lineEnd = found === -1 ? text.length : found;
    if (lineEnd > lineStart + indentation.length && text.startsWith(indentation, lineStart)) {
      end = Math.min(lineEnd + 1, text.length);
    } else if (afterSpaces(text, lineStart) < lineEnd) break;
    // Too few spaces at the end of the file are no line.
    else if (found === -1 && lineEnd < lineStart + indentation.length) break;
    lineStart = lineEnd + 1;
  }
  return { end, next: Math.min(lineStart, text.length) };
}

function afterSpaces(text: string, start: number): number {
  let at = start;
  while (text.charCodeAt(at) === space) at += 1;
  return at;
}
