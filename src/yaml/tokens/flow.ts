/** Flow collections. */
import type { CST } from "yaml";
import { colon, isBreakOrSpace, match, skipLines, skipSpaces, tokenAt } from "./cursor.ts";
import type { Cursor } from "./cursor.ts";
import { plainInFlow, readWord } from "./word.ts";

/** Deeper nesting is left to the library, with its limit. */
const deepest = 32;
/** A key that comes near the 1024 characters that are allowed is for the library to judge. */
const longestKey = 1000;
const alias = /\*[^ \t\n,[\]{}]*[^ \t\n,[\]{}:](?=[ \n,\]}])/y;

/** A flow collection in a block collection at `column`, or undefined; the cursor moves past its bracket. */
export function readFlow(cursor: Cursor, column: number, depth = 0): CST.FlowCollection | undefined {
  const { text, at: offset } = cursor;
  const isMap = text[offset] === "{";
  const bracket = isMap ? "}" : "]";
  const items: CST.CollectionItem[] = [];
  let before: CST.SourceToken[] = [];
  do {
    cursor.at += 1;
    if (!toNext(cursor, column, depth)) return undefined;
    if (text[cursor.at] === bracket) {
      if (before.length > 0) items.push({ start: before });
      break;
    }
    const item = readItem(cursor, column, depth, isMap, before);
    if (item === undefined || !toNext(cursor, column, depth)) return undefined;
    items.push(item);
    before = [tokenAt("comma", cursor.at, column, ",")];
  } while (text[cursor.at] === ",");
  if (text[cursor.at] !== bracket) return undefined;
  const start = tokenAt(isMap ? "flow-map-start" : "flow-seq-start", offset, column, isMap ? "{" : "[");
  const end = [tokenAt(isMap ? "flow-map-end" : "flow-seq-end", cursor.at, column, bracket)];
  cursor.at += 1;
  return { type: "flow-collection", offset, indent: column, start, items, end };
}

/** To the next content. Further lines are indented more than the block collection, but for the last bracket. */
function toNext(cursor: Cursor, column: number, depth: number): boolean {
  if (depth > deepest) return false;
  if (!skipLines(cursor)) return true;
  const isLastBracket = depth === 0 && cursor.column === column && isBracket(cursor);
  return cursor.column > column || isLastBracket;
}

function isBracket({ text, at }: Cursor): boolean {
  return text[at] === "]" || text[at] === "}";
}

/** A value, or a key with or without one: in a sequence that is a map of one pair. */
function readItem(
  cursor: Cursor,
  column: number,
  depth: number,
  isMap: boolean,
  start: CST.SourceToken[],
): CST.CollectionItem | undefined {
  const key = readNode(cursor, column, depth);
  skipSpaces(cursor);
  const { text, at } = cursor;
  const isPair = text.charCodeAt(at) === colon;
  if (key === undefined || (!isMap && !isPair)) return key && { start, value: key };
  if (key.type === "alias" || key.type === "flow-collection") return undefined;
  if (!isPair) return { start, key, sep: [] };
  const isSimple = at - key.offset < longestKey && !key.source.includes("\n");
  if (!isSimple || !isBreakOrSpace(text.charCodeAt(at + 1))) return undefined;
  cursor.at += 1;
  if (!toNext(cursor, column, depth)) return undefined;
  const sep = [tokenAt("map-value-ind", at, column, ":")];
  if (text[cursor.at] === "," || isBracket(cursor)) return { start, key, sep };
  const value = readNode(cursor, column, depth);
  return value && { start, key, sep, value };
}

function readNode(cursor: Cursor, column: number, depth: number): CST.FlowScalar | CST.FlowCollection | undefined {
  const { text, at: offset } = cursor;
  switch (text[offset]) {
    case "[":
    case "{":
      return readFlow(cursor, column, depth + 1);
    case "*": {
      const source = match(cursor, alias);
      return source === undefined ? undefined : { type: "alias", offset, indent: column, source };
    }
    default:
      return readWord(cursor, column, plainInFlow);
  }
}
