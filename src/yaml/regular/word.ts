/** Plain and quoted scalars. */
import type { YamlScalar } from "../node.ts";
import { plainValue } from "../nodes/core-schema.ts";
import type { Key, Parent } from "../nodes/tree.ts";
import { endLine, match } from "./cursor.ts";
import type { Cursor } from "./cursor.ts";
import { foldLines, unescape } from "./text.ts";

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

/** A scalar that does not hang anywhere yet. */
export interface OpenScalar extends YamlScalar {
  parent: Parent;
  key: Key;
}

/** A scalar in a collection at `column`, or undefined where none can be read; `plain` says where an unquoted one ends. */
export function readWord(cursor: Cursor, column: number, plain: RegExp): OpenScalar | undefined {
  const { text, at } = cursor;
  const quote = text[at];
  if (quote === "'" || quote === '"') return readQuoted(cursor, column, quote);
  const source = match(cursor, plain);
  return source === undefined ? undefined : plainScalar(cursor, at, source);
}

function plainScalar({ tree, at }: Cursor, start: number, text: string): OpenScalar {
  const span = { start, end: at };
  const value = plainValue(text);
  return { kind: "scalar", file: tree.file, span, parent: undefined, key: undefined, style: "plain", text, value };
}

function readQuoted(cursor: Cursor, column: number, quote: "'" | '"'): OpenScalar | undefined {
  const { tree, at: start } = cursor;
  const isSingle = quote === "'";
  const source = match(cursor, isSingle ? single : double);
  if (source === undefined || !isIndented(source, column)) return undefined;
  const content = source.slice(1, -1);
  const text = isSingle ? foldLines(content).replaceAll("''", "'") : unescape(content);
  if (text === undefined) return undefined;
  const span = { start, end: cursor.at };
  const style = isSingle ? "single" : "double";
  return { kind: "scalar", file: tree.file, span, parent: undefined, key: undefined, style, text, value: text };
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
export function readMoreLines(cursor: Cursor, { span }: OpenScalar, column: number): OpenScalar {
  const { text } = cursor;
  cursor.at = span.end;
  for (;;) {
    const end = cursor.at;
    const between = match(cursor, lineBreaks);
    const indentation = between === undefined ? 0 : between.length - between.lastIndexOf("\n") - 1;
    if (indentation > column && match(cursor, plainLine) !== undefined) continue;
    cursor.at = end;
    const word = plainScalar(cursor, span.start, foldLines(text.slice(span.start, end)));
    endLine(cursor);
    return word;
  }
}
