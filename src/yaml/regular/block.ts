/** Block maps and block sequences, and whatever stands in them. */
import type { YamlEntry, YamlItem, YamlMap, YamlNode, YamlSeq } from "../node.ts";
import { followAlias } from "../nodes/aliases.ts";
import { settleEntries } from "../nodes/entries.ts";
import { addAnchor, emptyScalar, noVia, openMap, openSeq, writtenSpan } from "../nodes/tree.ts";
import type { Key, Parent } from "../nodes/tree.ts";
import { readBlockScalar } from "./block-scalar.ts";
import { ampersand, colon, dash, decline, endLine, isAtLineEnd, isBreakOrSpace, match, skipSpaces, spend } from "./cursor.ts";
import type { Cursor } from "./cursor.ts";
import { readFlow } from "./flow.ts";
import { plainInBlock, readMoreLines, readWord } from "./word.ts";
import type { OpenScalar } from "./word.ts";

/** A place for a value in a block collection. */
export interface Slot {
  readonly parent: Parent;
  readonly key: Key;
  /** Of the collection; -1 for the root's place. */
  readonly column: number;
  /** Where a map may begin on the line, if it may. */
  readonly mapColumn: number | undefined;
  readonly isAnchored: boolean;
  /** Past the indicator or anchor, where null stands if nothing does. */
  readonly after: number;
}

/** Deeper nesting is left to the library's reader, with its limit. */
const deepest = 64;
/** A key that comes near the 1024 characters that are allowed is for the library to judge. */
const longestKey = 1000;
const anchor = /&[^ \t\n,[\]{}]*[^ \t\n,[\]{}:](?=[ \n]|$)/y;
const alias = /\*[^ \t\n,[\]{}]*[^ \t\n,[\]{}:](?=[ \n]|$)/y;

/** A value that begins on a line of its own. */
export function readBlock(cursor: Cursor, slot: Slot): YamlItem | undefined {
  if (!isAtDash(cursor)) return readValue(cursor, { ...slot, mapColumn: cursor.column });
  return { value: readSeq(cursor, cursor.column, slot.parent, slot.key), via: noVia };
}

function readSeq(cursor: Cursor, column: number, parent: Parent, key: Key): YamlSeq {
  const seq = openSeq(cursor.tree, cursor.at, parent, key);
  enter(cursor);
  do {
    spend(cursor);
    const lineStart = cursor.at - column;
    cursor.at += 1;
    const after = cursor.at;
    skipSpaces(cursor);
    const mapColumn = cursor.at - lineStart;
    const index = seq.items.length;
    const item = isAtDash(cursor)
      ? { value: readSeq(cursor, mapColumn, seq, index), via: noVia }
      : readValue(cursor, { parent: seq, key: index, column, mapColumn, isAnchored: false, after });
    if (item === undefined) break;
    seq.items.push(item);
    seq.span.end = writtenSpan(item).end;
  } while (cursor.column === column && isAtDash(cursor));
  leave(cursor, column);
  return seq;
}

/** A map whose first key is read; the cursor is at the colon. */
function readMap(cursor: Cursor, column: number, parent: Parent, key: Key, first: OpenScalar): YamlMap {
  const map = openMap(cursor.tree, first.span.start, parent, key);
  const written: YamlEntry[] = [];
  enter(cursor);
  for (let keyNode: OpenScalar | undefined = first; keyNode !== undefined; keyNode = readNextKey(cursor, column)) {
    spend(cursor);
    const { text } = keyNode;
    keyNode.parent = map;
    keyNode.key = text;
    cursor.at += 1;
    const after = cursor.at;
    skipSpaces(cursor);
    const item = readValue(cursor, { parent: map, key: text, column, mapColumn: undefined, isAnchored: false, after });
    if (item === undefined) break;
    written.push({ key: text, keyNode, value: item.value, via: item.via });
    map.span.end = writtenSpan(item).end;
  }
  leave(cursor, column);
  map.entries = settleEntries(cursor.tree, written);
  return map;
}

function readNextKey(cursor: Cursor, column: number): OpenScalar | undefined {
  if (cursor.column !== column || isAtDash(cursor)) return undefined;
  const key = readWord(cursor, column, plainInBlock);
  return key !== undefined && isAtColon(cursor, key) ? key : decline(cursor);
}

function readValue(cursor: Cursor, slot: Slot): YamlItem | undefined {
  const { text, tree, at } = cursor;
  if (text.charCodeAt(at) !== ampersand) return readUnanchored(cursor, slot);
  const name = match(cursor, anchor)?.slice(1);
  if (name === undefined || slot.isAnchored) return decline(cursor);
  const after = cursor.at;
  skipSpaces(cursor);
  const anchored = addAnchor(tree, name);
  const item = readUnanchored(cursor, { ...slot, mapColumn: undefined, isAnchored: true, after });
  anchored.node = item?.value;
  return item;
}

function readUnanchored(cursor: Cursor, slot: Slot): YamlItem | undefined {
  if (isAtLineEnd(cursor)) return readBelow(cursor, slot);
  const { parent, key, column } = slot;
  switch (cursor.text[cursor.at]) {
    case "*":
      return slot.isAnchored ? decline(cursor) : readAlias(cursor, parent, key);
    case "|":
    case ">":
      return itemOf(readBlockScalar(cursor, column, parent, key));
    case "[":
    case "{": {
      const flow = readFlow(cursor, column, parent, key, 0);
      if (flow === undefined) return decline(cursor);
      endLine(cursor);
      return itemOf(flow);
    }
    default:
      return readWordOrMap(cursor, slot);
  }
}

function readAlias(cursor: Cursor, parent: Parent, key: Key): YamlItem | undefined {
  const start = cursor.at;
  if (match(cursor, alias) === undefined) return decline(cursor);
  const item = followAlias(cursor.tree, { start, end: cursor.at }, parent, key);
  endLine(cursor);
  return item;
}

function readWordOrMap(cursor: Cursor, { parent, key, column, mapColumn }: Slot): YamlItem | undefined {
  const word = readWord(cursor, column, plainInBlock);
  if (word === undefined) return decline(cursor);
  if (isAtColon(cursor, word)) {
    return mapColumn === undefined ? decline(cursor) : itemOf(readMap(cursor, mapColumn, parent, key, word));
  }
  const comments = cursor.comments.length;
  endLine(cursor);
  // What was taken for the end of a plain value is not when the next line is inside the collection.
  const isContinued = cursor.column > column && word.style === "plain";
  if (isContinued) cursor.comments.length = comments;
  const whole = isContinued ? readMoreLines(cursor, word, column) : word;
  whole.parent = parent;
  whole.key = key;
  return itemOf(whole);
}

/** What stands below an indicator that ends its line: only a map may have a sequence at its own column. */
function readBelow(cursor: Cursor, slot: Slot): YamlItem | undefined {
  const { parent, key, column, after } = slot;
  endLine(cursor);
  const isSameColumn = cursor.column === column && parent?.kind === "map" && isAtDash(cursor);
  if (cursor.column > column || isSameColumn) return readBlock(cursor, slot);
  return itemOf(emptyScalar(cursor.tree, after, parent, key));
}

function itemOf(value: YamlNode | undefined): YamlItem | undefined {
  return value && { value, via: noVia };
}

function isAtDash({ text, at }: Cursor): boolean {
  return text.charCodeAt(at) === dash && isBreakOrSpace(text.charCodeAt(at + 1));
}

/** True when a colon follows that makes a key of what was just read; the cursor moves to it. */
function isAtColon(cursor: Cursor, { span }: OpenScalar): boolean {
  const { text, at } = cursor;
  skipSpaces(cursor);
  if (text.charCodeAt(cursor.at) !== colon || !isBreakOrSpace(text.charCodeAt(cursor.at + 1))) {
    cursor.at = at;
    return false;
  }
  if (cursor.at - span.start > longestKey || text.slice(span.start, span.end).includes("\n")) decline(cursor);
  return cursor.isRegular;
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
