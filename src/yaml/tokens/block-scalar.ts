/** Literal and folded scalars whose indentation is that of their first line. */
import type { CST } from "yaml";
import { decline, match, space, toContent, tokenAt } from "./cursor.ts";
import type { Cursor } from "./cursor.ts";

const header = /[|>][+-]?(?=[ \n])/y;
const spaces = / +/y;
const comment = /#[^\n]*/y;
const newline = /\n/y;

/** A block scalar in a collection at `column`; the cursor moves to the next content. */
export function readBlockScalar(cursor: Cursor, column: number): CST.BlockScalar | undefined {
  const { text, at: offset } = cursor;
  const props = readHeader(cursor, column);
  const start = cursor.at;
  const indentation = indentationAt(text, start);
  if (props === undefined || indentation <= column) return decline(cursor);
  const { end, next } = contentAt(text, start, " ".repeat(indentation));
  cursor.at = next;
  toContent(cursor);
  const source = text.slice(start, props[0].source.endsWith("+") ? next : end);
  return { type: "block-scalar", offset, indent: column, props, source };
}

/** The `|` or `>` and what follows it on its line. */
function readHeader(cursor: Cursor, indent: number): [CST.SourceToken, ...CST.SourceToken[]] | undefined {
  const read = (type: CST.SourceToken["type"], pattern: RegExp): CST.SourceToken | undefined => {
    const offset = cursor.at;
    const source = match(cursor, pattern);
    return source === undefined ? undefined : tokenAt(type, offset, indent, source);
  };
  const first = read("block-scalar-header", header);
  if (first === undefined) return undefined;
  const rest = [read("space", spaces), read("comment", comment), read("newline", newline)];
  const note = rest[1];
  if (note !== undefined) cursor.comments.push({ start: note.offset, end: note.offset + note.source.length });
  return rest[2] === undefined ? undefined : [first, ...rest.filter((token) => token !== undefined)];
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

/** `end` is past the last line with content, `next` past the blank lines after it. Spaces beyond the indentation are content. */
function contentAt(text: string, start: number, indentation: string): { readonly end: number; readonly next: number } {
  let end = start;
  let lineStart = start;
  while (lineStart < text.length) {
    const found = text.indexOf("\n", lineStart);
    const lineEnd = found === -1 ? text.length : found;
    if (lineEnd > lineStart + indentation.length && text.startsWith(indentation, lineStart)) {
      end = Math.min(lineEnd + 1, text.length);
    } else if (afterSpaces(text, lineStart) < lineEnd) break;
    lineStart = lineEnd + 1;
  }
  return { end, next: Math.min(lineStart, text.length) };
}

function afterSpaces(text: string, start: number): number {
  let at = start;
  while (text.charCodeAt(at) === space) at += 1;
  return at;
}
