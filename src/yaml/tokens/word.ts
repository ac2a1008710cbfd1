/** Plain and quoted scalars. */
import type { CST } from "yaml";
import { endLine, match } from "./cursor.ts";
import type { Cursor } from "./cursor.ts";

/**
 * Unquoted text: an indicator starts none unless a word follows it; `: `, ` #` and white space at its end are no part of it.
 */
export const plainInBlock =
  /(?:[^ \t\n\-?:,[\]{}#&*!|>'"%@`]|[-?:](?=[^ \t\n]))(?:[^ \t\n:#]|:(?=[^ \t\n])|(?<=[^ \t\n])#| +(?=[^ \t\n:#]|:[^ \t\n]))*/y;
/** In flow collections brackets and commas end it too. */
export const plainInFlow =
  /(?:[^ \t\n\-?:,[\]{}#&*!|>'"%@`]|[-?:](?=[^ \t\n,[\]{}]))(?:[^ \t\n:#,[\]{}]|:(?=[^ \t\n,[\]{}])|(?<=[^ \t\n])#| +(?=[^ \t\n:#,[\]{}]|:[^ \t\n,[\]{}]))*/y;
/** A further line of unquoted text may start with any indicator but `#`. */
const plainLine = /(?:[^ \t\n:#]|:(?=[^ \t\n])|(?<=[^ \t\n])#| +(?=[^ \t\n:#]|:[^ \t\n]))+/y;
const lineBreaks = /(?: *\n)+ */y;
const single = /'[^']*(?:''[^']*)*'/y;
const double = /"[^"\\]*(?:\\[^][^"\\]*)*"/y;

/** A scalar in a collection at `column`, or undefined where none can be read; `plain` says where an unquoted one ends. */
export function readWord(cursor: Cursor, column: number, plain: RegExp): CST.FlowScalar | undefined {
  const { text, at: offset } = cursor;
  const quote = text[offset];
  if (quote !== "'" && quote !== '"') {
    const source = match(cursor, plain);
    return source === undefined ? undefined : { type: "scalar", offset, indent: column, source };
  }
  const source = match(cursor, quote === "'" ? single : double);
  if (source === undefined || !isIndented(source, column)) return undefined;
  const type = quote === "'" ? "single-quoted-scalar" : "double-quoted-scalar";
  return { type, offset, indent: column, source };
}

/** True when every further line that is not blank is indented more than the collection. */
function isIndented(source: string, column: number): boolean {
  for (let found = source.indexOf("\n"); found !== -1; found = source.indexOf("\n", found + 1)) {
    let at = found + 1;
    while (source[at] === " ") at += 1;
    if (source[at] !== "\n" && at - found <= column + 1) return false;
  }
  return true;
}

/** An unquoted value with the lines that continue it, which are indented more than its collection. */
export function readMoreLines(cursor: Cursor, word: CST.FlowScalar, column: number): CST.FlowScalar {
  const { text } = cursor;
  cursor.at = word.offset + word.source.length;
  for (;;) {
    const end = cursor.at;
    const between = match(cursor, lineBreaks);
    const indentation = between === undefined ? 0 : between.length - between.lastIndexOf("\n") - 1;
    if (indentation > column && match(cursor, plainLine) !== undefined) continue;
    cursor.at = end;
    endLine(cursor);
    return { ...word, source: text.slice(word.offset, end) };
  }
}
