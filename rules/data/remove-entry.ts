/** Takes an entry out of a map that is written in lines. */
import type { Edit } from "../../src/finding/fix.ts";
import { lineSpan, lineText, positionAt } from "../../src/source/source-file.ts";
import { pathOf, type YamlEntry, type YamlMap } from "../../src/yaml/node.ts";

/**
 * The edit that removes an entry with its own comments: the one behind it, and those on the lines right above it. Undefined for an entry
 * that shares its lines with others, or that does not stand in the map itself.
 */
export function removeEntry(map: YamlMap, entry: YamlEntry): Edit | undefined {
  const { keyNode, value } = entry;
  const { file } = map;
  const isOwn =
    entry.via.length === 0 && keyNode.parent === map && map.entries.every(({ via }) => via.every(({ kind }) => kind === "alias"));
  if (!isOwn) return undefined;
  const first = lineOf(entry);
  const start = lineSpan(file, first).start;
  const last = positionAt(file, Math.max(keyNode.span.end, value.span.end - 1)).line;
  const end = lineSpan(file, last).end;
  const valueEnd = Math.min(Math.max(keyNode.span.end + 1, value.span.end), end);
  if (file.text.slice(start, keyNode.span.start).trim() !== "" || !/^:?[ \t]*(?:#.*)?$/.test(file.text.slice(valueEnd, end)))
    return undefined;
  const from = takesComments(map, entry) ? lineSpan(file, firstComment(entry)).start : start;
  const rest = /^\r?\n/.exec(file.text.slice(end, end + 2))?.[0].length ?? 0;
  return { at: { file, span: { start: from, end: end + rest }, path: pathOf(value) }, text: "" };
}

function lineOf({ keyNode }: YamlEntry): number {
  return positionAt(keyNode.file, keyNode.span.start).line;
}

/** What stands above the first entry may be about all of them, unless the next one has comments of its own. */
function takesComments({ entries }: YamlMap, entry: YamlEntry): boolean {
  const [first, second] = entries;
  return first !== entry || second === undefined || firstComment(second) < lineOf(second);
}

/** The first of the comment lines right above an entry, else its own line. */
function firstComment(entry: YamlEntry): number {
  const { file } = entry.keyNode;
  const { column } = positionAt(file, entry.keyNode.span.start);
  let line = lineOf(entry);
  while (line > 1 && lineText(file, line - 1).search(/\S/) === column - 1 && lineText(file, line - 1).charAt(column - 1) === "#")
    line -= 1;
  return line;
}
