/**
 * Reads regular YAML, the block collections, one-line values and block scalars of which nearly all configurations are made,
 * into the tokens that the library's parser makes of it, in a fraction of the time. Whatever is rare, odd or wrong is left to
 * the library: this reader gives up and never guesses.
 */
import type { CST } from "yaml";
import type { TokenStream } from "./library.ts";
import { readBlockScalar } from "./block-scalar.ts";
import {
  ampersand,
  colon,
  dash,
  decline,
  endLine,
  isAtEnd,
  isAtLineEnd,
  isBreakOrSpace,
  match,
  skipSpaces,
  toContent,
  tokenAt,
} from "./cursor.ts";
import type { Cursor } from "./cursor.ts";
import { readFlow } from "./flow.ts";
import { plainInBlock, readMoreLines, readWord } from "./word.ts";

/** Deeper nesting is left to the library, with its limit. */
const deepest = 64;
const anchor = /&[^ \t\n,[\]{}]*[^ \t\n,[\]{}:](?=[ \n]|$)/y;
const alias = /\*[^ \t\n,[\]{}]*[^ \t\n,[\]{}:](?=[ \n]|$)/y;
/** A key that comes near the 1024 characters that are allowed is for the library to judge. */
const longestKey = 1000;

/** The tokens of a text, or undefined when it is not regular. */
export function readRegular(text: string): TokenStream | undefined {
  if (text.includes("\r") || text.includes("\uFEFF")) return undefined;
  const cursor: Cursor = { text, comments: [], at: 0, column: -1, depth: 0, isRegular: true };
  const start: CST.SourceToken[] = [];
  if (text.startsWith("---\n")) {
    start.push(tokenAt("doc-start", 0, 0, "---"), tokenAt("newline", 3, 0, "\n"));
    cursor.at = 4;
  }
  toContent(cursor);
  if (cursor.column !== 0) return undefined;
  const value = readBlock(cursor, -1, start);
  const isCollection = value?.type === "block-map" || value?.type === "block-seq";
  if (!cursor.isRegular || !isAtEnd(cursor) || !isCollection) return undefined;
  const document: CST.Document = { type: "document", offset: 0, start, value };
  return { tokens: [document], document, comments: cursor.comments, faults: [], isDoubtful: false, stopped: undefined };
}

/** A value that begins on a line of its own, after the tokens in `before`, in a collection at `column`. */
function readBlock(cursor: Cursor, column: number, before: CST.SourceToken[]): CST.Token | undefined {
  return isAtDash(cursor) ? readSeq(cursor, cursor.column) : readInline(cursor, column, before, cursor.column);
}

function readSeq(cursor: Cursor, column: number): CST.BlockSequence {
  const seq: CST.BlockSequence = { type: "block-seq", offset: cursor.at, indent: column, items: [] };
  enter(cursor);
  do {
    const lineStart = cursor.at - column;
    const start = [tokenAt("seq-item-ind", cursor.at, column, "-")];
    cursor.at += 1;
    skipSpaces(cursor);
    const contentColumn = cursor.at - lineStart;
    const value = isAtDash(cursor) ? readSeq(cursor, contentColumn) : readInline(cursor, column, start, contentColumn);
    seq.items.push(value === undefined ? { start } : { start, value });
  } while (cursor.column === column && isAtDash(cursor));
  leave(cursor, column);
  return seq;
}

/** A map whose first key is read; the cursor is at the colon. */
function readMap(cursor: Cursor, column: number, first: CST.FlowScalar): CST.BlockMap {
  const map: CST.BlockMap = { type: "block-map", offset: first.offset, indent: column, items: [] };
  first.indent = column;
  enter(cursor);
  for (let key: CST.FlowScalar | undefined = first; key !== undefined; key = readNextKey(cursor, column)) {
    const sep = [tokenAt("map-value-ind", cursor.at, column, ":")];
    cursor.at += 1;
    skipSpaces(cursor);
    const value = readInline(cursor, column, sep, undefined);
    map.items.push(value === undefined ? { start: [], key, sep } : { start: [], key, sep, value });
  }
  leave(cursor, column);
  return map;
}

function readNextKey(cursor: Cursor, column: number): CST.FlowScalar | undefined {
  if (cursor.column !== column || isAtDash(cursor)) return undefined;
  const key = readWord(cursor, column, plainInBlock);
  if (key !== undefined && isAtColon(cursor, key)) return key;
  return decline(cursor);
}

/**
 * What follows an indicator, and an anchor, in a collection at `column`; undefined when nothing does. A sequence gives the
 * `contentColumn` at which a map may begin on its line.
 */
function readInline(
  cursor: Cursor,
  column: number,
  before: CST.SourceToken[],
  contentColumn: number | undefined,
): CST.Token | undefined {
  const isAnchored = cursor.text.charCodeAt(cursor.at) === ampersand;
  if (isAnchored) readAnchor(cursor, column, before);
  if (isAtLineEnd(cursor)) return readBelow(cursor, column, before, contentColumn !== undefined);
  switch (cursor.text[cursor.at]) {
    case "*":
      return ended(cursor, readAlias(cursor, column));
    case "|":
    case ">":
      return readBlockScalar(cursor, column);
    case "[":
    case "{":
      return ended(cursor, readFlow(cursor, column));
    default:
      return readWordOrMap(cursor, column, isAnchored ? undefined : contentColumn);
  }
}

function readWordOrMap(cursor: Cursor, column: number, mapColumn: number | undefined): CST.Token | undefined {
  const word = readWord(cursor, column, plainInBlock);
  if (word === undefined) return decline(cursor);
  if (isAtColon(cursor, word)) return mapColumn === undefined ? decline(cursor) : readMap(cursor, mapColumn, word);
  const comments = cursor.comments.length;
  endLine(cursor);
  if (cursor.column <= column || word.type !== "scalar") return word;
  // The next line is inside the collection: what was taken for the end of the value is not.
  cursor.comments.length = comments;
  return readMoreLines(cursor, word, column);
}

/** What stands below an indicator that ends its line: only a map may have a sequence at its own column. */
function readBelow(cursor: Cursor, column: number, before: CST.SourceToken[], inSeq: boolean): CST.Token | undefined {
  before.push(tokenAt("newline", cursor.at, column, "\n"));
  endLine(cursor);
  const isInside = cursor.column > column || (cursor.column === column && !inSeq && isAtDash(cursor));
  return isInside ? readBlock(cursor, column, before) : undefined;
}

function readAnchor(cursor: Cursor, column: number, before: CST.SourceToken[]): void {
  const offset = cursor.at;
  const source = match(cursor, anchor);
  if (source === undefined) return decline(cursor);
  before.push(tokenAt("anchor", offset, column, source), tokenAt("space", cursor.at, column, " "));
  skipSpaces(cursor);
}

function readAlias(cursor: Cursor, column: number): CST.FlowScalar | undefined {
  const offset = cursor.at;
  const source = match(cursor, alias);
  return source === undefined ? undefined : { type: "alias", offset, indent: column, source };
}

/** A value that must be the last thing on its line. */
function ended(cursor: Cursor, token: CST.Token | undefined): CST.Token | undefined {
  if (token === undefined) return decline(cursor);
  endLine(cursor);
  return token;
}

function isAtDash({ text, at }: Cursor): boolean {
  return text.charCodeAt(at) === dash && isBreakOrSpace(text.charCodeAt(at + 1));
}

/** True when a colon follows that makes a key of what was just read; the cursor moves to it. */
function isAtColon(cursor: Cursor, key: CST.FlowScalar): boolean {
  const { text, at } = cursor;
  skipSpaces(cursor);
  if (text.charCodeAt(cursor.at) === colon && isBreakOrSpace(text.charCodeAt(cursor.at + 1))) {
    if (cursor.at - key.offset > longestKey || key.source.includes("\n")) decline(cursor);
    return cursor.isRegular;
  }
  cursor.at = at;
  return false;
}

function enter(cursor: Cursor): void {
  cursor.depth += 1;
  if (cursor.depth > deepest) decline(cursor);
}

/** The end of a collection; what comes next may not be inside it. */
function leave(cursor: Cursor, column: number): void {
  cursor.depth -= 1;
  if (cursor.column > column) decline(cursor);
}
