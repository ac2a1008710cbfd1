/**
 * Reads regular YAML straight into nodes: collections, scalars, anchors, aliases and merges as nearly all configurations have
 * them. Whatever is rare, odd or wrong is left to the library: this reader gives up and never guesses.
 */
import type { SourceFile } from "../../source/source-file.ts";
import type { YamlDocument } from "../document.ts";
import { newTree } from "../nodes/tree.ts";
import { readBlock } from "./block.ts";
import { isAtEnd, toContent } from "./cursor.ts";
import type { Cursor } from "./cursor.ts";

/** Several times what 2 MB of real configuration hold; each costs some 300 bytes. */
const mostValues = 300_000;
/** The patterns of this reader remember every character of a value, and there is an end to what can be remembered. */
const longestText = 2_500_000;

/** What a text holds, or undefined when it is not regular. */
export function readRegular(file: SourceFile): YamlDocument | undefined {
  const { text } = file;
  if (text.length > longestText || text.includes("\r") || text.includes("\uFEFF")) return undefined;
  const tree = newTree(file);
  const cursor: Cursor = { text, tree, comments: [], at: 0, column: -1, depth: 0, budget: mostValues, isRegular: true };
  if (text.startsWith("---\n")) cursor.at = 4;
  toContent(cursor);
  if (cursor.column !== 0) return undefined;
  const root = readBlock(cursor, {
    parent: undefined,
    key: undefined,
    column: -1,
    mapColumn: 0,
    isAnchored: false,
    after: 0,
  })?.value;
  if (root === undefined || root.kind === "scalar" || !cursor.isRegular || !isAtEnd(cursor)) return undefined;
  return { root, problems: tree.problems, comments: cursor.comments };
}
