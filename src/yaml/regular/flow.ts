/** Flow collections. */
import type { YamlEntry, YamlItem, YamlMap, YamlSeq } from "../node.ts";
import { followAlias } from "../nodes/aliases.ts";
import { settleEntries } from "../nodes/entries.ts";
import { emptyScalar, noVia, openMap, openSeq, writtenSpan } from "../nodes/tree.ts";
import type { Key, OpenMap, OpenSeq, Parent } from "../nodes/tree.ts";
import { colon, decline, isBreakOrSpace, match, skipLines, skipSpaces, spend } from "./cursor.ts";
import type { Cursor } from "./cursor.ts";
import { plainInFlow, readWord } from "./word.ts";
import type { OpenScalar } from "./word.ts";

/** Deeper nesting is left to the library's reader, with its limit. */
const deepest = 32;
/** A key that comes near the 1024 characters that are allowed is for the library to judge. */
const longestKey = 1000;
const alias = /\*[^ \t\n,[\]{}]*[^ \t\n,[\]{}:](?=[ \n,\]}])/y;

/** A flow collection in a block collection at `column`, or undefined; the cursor moves past its bracket. */
export function readFlow(cursor: Cursor, column: number, parent: Parent, key: Key, depth: number): YamlMap | YamlSeq | undefined {
  return cursor.text[cursor.at] === "{"
    ? readFlowMap(cursor, column, parent, key, depth)
    : readFlowSeq(cursor, column, parent, key, depth);
}

function readFlowMap(cursor: Cursor, column: number, parent: Parent, key: Key, depth: number): YamlMap | undefined {
  const map = openMap(cursor.tree, cursor.at, parent, key);
  const written: YamlEntry[] = [];
  const isRead = readItems(cursor, column, depth, "}", () => {
    const keyNode = readWord(cursor, column, plainInFlow);
    const entry = keyNode && readPair(cursor, column, depth, map, keyNode);
    if (entry === undefined) return false;
    written.push(entry);
    return true;
  });
  if (!isRead) return undefined;
  map.entries = settleEntries(cursor.tree, written);
  map.span.end = cursor.at;
  return map;
}

function readFlowSeq(cursor: Cursor, column: number, parent: Parent, key: Key, depth: number): YamlSeq | undefined {
  const seq = openSeq(cursor.tree, cursor.at, parent, key);
  const isRead = readItems(cursor, column, depth, "]", () => {
    const item = readItem(cursor, column, depth, seq);
    if (item === undefined) return false;
    seq.items.push(item);
    return true;
  });
  if (!isRead) return undefined;
  seq.span.end = cursor.at;
  return seq;
}

/** Items with commas between and at will after them, up to past the bracket; false when something is not regular. */
function readItems(cursor: Cursor, column: number, depth: number, bracket: string, readOne: () => boolean): boolean {
  const { text } = cursor;
  do {
    spend(cursor);
    cursor.at += 1;
    if (!toNext(cursor, column, depth)) return false;
    if (text[cursor.at] === bracket) break;
    if (!readOne() || !toNext(cursor, column, depth)) return false;
  } while (text[cursor.at] === ",");
  if (text[cursor.at] !== bracket) return false;
  cursor.at += 1;
  return true;
}

/** To the next content. Further lines are indented more than the block collection, but for the last bracket. */
function toNext(cursor: Cursor, column: number, depth: number): boolean {
  if (depth > deepest) return false;
  if (!skipLines(cursor)) return true;
  return cursor.column > column || (depth === 0 && cursor.column === column && isBracket(cursor));
}

function isBracket({ text, at }: Cursor): boolean {
  return text[at] === "]" || text[at] === "}";
}

/** A value of a sequence, or a pair without braces, which is a map. */
function readItem(cursor: Cursor, column: number, depth: number, seq: OpenSeq): YamlItem | undefined {
  const { text, tree } = cursor;
  const key = seq.items.length;
  const collection = readCollectionOrAlias(cursor, column, depth, seq, key);
  const word = collection === undefined ? readWord(cursor, column, plainInFlow) : undefined;
  skipSpaces(cursor);
  const isPair = text.charCodeAt(cursor.at) === colon;
  if (word === undefined) return isPair ? undefined : collection;
  if (!isPair) return hung(word, seq, key);
  const { start, end } = word.span;
  if (cursor.at - start > longestKey || text.slice(start, end).includes("\n")) return undefined;
  const map = openMap(tree, start, seq, key);
  const entry = readPair(cursor, column, depth, map, word);
  if (entry === undefined) return undefined;
  map.entries = settleEntries(tree, [entry]);
  map.span.end = writtenSpan(entry).end;
  return { value: map, via: noVia };
}

/** A key with or without a value; the key is read. */
function readPair(cursor: Cursor, column: number, depth: number, map: OpenMap, keyNode: OpenScalar): YamlEntry | undefined {
  const { text, tree } = cursor;
  const key = keyNode.text;
  keyNode.parent = map;
  keyNode.key = key;
  skipSpaces(cursor);
  let after = keyNode.span.end;
  if (text.charCodeAt(cursor.at) === colon) {
    if (!isBreakOrSpace(text.charCodeAt(cursor.at + 1))) return undefined;
    cursor.at += 1;
    after = cursor.at;
    if (!toNext(cursor, column, depth)) return undefined;
    if (text[cursor.at] !== "," && !isBracket(cursor)) {
      const item = readNode(cursor, column, depth, map, key);
      return item && { key, keyNode, value: item.value, via: item.via };
    }
  }
  return { key, keyNode, value: emptyScalar(tree, after, map, key), via: noVia };
}

function readNode(cursor: Cursor, column: number, depth: number, parent: Parent, key: Key): YamlItem | undefined {
  const collection = readCollectionOrAlias(cursor, column, depth, parent, key);
  if (collection !== undefined) return collection;
  const word = readWord(cursor, column, plainInFlow);
  return word && hung(word, parent, key);
}

function hung(word: OpenScalar, parent: Parent, key: Key): YamlItem {
  word.parent = parent;
  word.key = key;
  return { value: word, via: noVia };
}

function readCollectionOrAlias(cursor: Cursor, column: number, depth: number, parent: Parent, key: Key): YamlItem | undefined {
  const { text, tree, at: start } = cursor;
  switch (text[start]) {
    case "[":
    case "{": {
      const value = readFlow(cursor, column, parent, key, depth + 1);
      return value === undefined ? decline(cursor) : { value, via: noVia };
    }
    case "*":
      if (match(cursor, alias) === undefined) return decline(cursor);
      return followAlias(tree, { start, end: cursor.at }, parent, key);
    default:
      return undefined;
  }
}
