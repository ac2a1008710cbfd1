/** The runs of plain and quoted scalars: escapes, doubled quotes and folded lines. */
import type { YamlScalar } from "../node.ts";
import { addRun, addVerbatim } from "./runs.ts";
import type { RunList } from "./runs.ts";

const fold = String.raw`\r?\n(?:[ \t]|\r?\n)*`;
const escape = String.raw`\\(?:\r?\n[ \t]*|x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|[0abefnrtvNLP_ "/\\\t])`;
/** What is not written as it is read. */
const special = {
  plain: new RegExp(fold, "g"),
  single: new RegExp(`''|${fold}`, "g"),
  double: new RegExp(`${escape}|${fold}`, "g"),
};

export function flowRuns({ file, span, style }: YamlScalar): RunList {
  const isQuoted = style === "single" || style === "double";
  const start = span.start + (isQuoted ? 1 : 0);
  const source = file.text.slice(start, span.end - (isQuoted ? 1 : 0));
  const list: RunList = { values: [], length: 0 };
  let from = 0;
  for (const match of source.matchAll(special[isQuoted ? style : "plain"])) {
    const [written] = match;
    const isFold = /^\r?\n/.test(written);
    const until = isFold ? trimmedEnd(source, from, match.index) : match.index;
    addVerbatim(list, start + from, start + until);
    if (isFold) addFold(list, start + match.index, written);
    else addEscape(list, start + match.index, written);
    from = match.index + written.length;
  }
  addVerbatim(list, start + from, start + source.length);
  return list;
}

/** White space before a folded line break is no part of the text. */
function trimmedEnd(source: string, from: number, end: number): number {
  let at = end;
  while (at > from && (source[at - 1] === " " || source[at - 1] === "\t")) at -= 1;
  return at;
}

/** One line break is read as a space; of several the first is dropped. */
function addFold(list: RunList, start: number, written: string): void {
  const breaks: number[] = [];
  for (let at = written.indexOf("\n"); at !== -1; at = written.indexOf("\n", at + 1)) breaks.push(start + at);
  for (const at of breaks.length === 1 ? breaks : breaks.slice(1)) addRun(list, 1, at, at + 1);
}

function addEscape(list: RunList, start: number, written: string): void {
  const end = start + written.length;
  // An escaped line break is read as nothing.
  if (/[\r\n]/.test(written)) return;
  addRun(list, 1, start, end);
  const isPair = written.startsWith("\\U") && Number.parseInt(written.slice(2), 16) > 0xffff;
  if (isPair) addRun(list, 1, start, end);
}
