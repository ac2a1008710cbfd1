/** The runs of block scalars: their lines without indentation, folded or not. */
import type { YamlScalar } from "../node.ts";
import { addRun } from "./runs.ts";
import type { RunList } from "./runs.ts";

/** A line in the file: `end` is before its line break, `lineBreak` the place of its `\n` or the end of the scalar. */
interface Line {
  readonly start: number;
  readonly end: number;
  readonly lineBreak: number;
  /** How many spaces it starts with. */
  readonly indent: number;
}

export function blockRuns(scalar: YamlScalar): RunList {
  const { text, style } = scalar;
  const list: RunList = { values: [], length: 0 };
  const lines = linesOf(scalar);
  const firstFolded = style === "folded" ? lines.findIndex(({ start, end, indent }) => indent < end - start) : -1;
  // Blank lines at the start of a folded scalar are not folded.
  const unfolded = firstFolded === -1 ? lines : lines.slice(0, firstFolded);
  for (const line of unfolded) addLine(list, text, line);
  if (firstFolded !== -1) addFolded(list, text, lines.slice(firstFolded));
  // A last line break is read even when the file ends without one.
  addRun(list, text.length - list.length, scalar.span.end, scalar.span.end);
  return list;
}

function linesOf({ file: { text }, span }: YamlScalar): readonly Line[] {
  const lines: Line[] = [];
  const header = text.indexOf("\n", span.start);
  for (let start = header + 1; start > 0 && start < span.end;) {
    const found = text.indexOf("\n", start);
    const lineBreak = found === -1 ? span.end : Math.min(found, span.end);
    const end = found !== -1 && lineBreak > start && text[lineBreak - 1] === "\r" ? lineBreak - 1 : lineBreak;
    lines.push({ start, end, lineBreak, indent: spacesAt(text, start, end) });
    start = lineBreak + 1;
  }
  return lines;
}

function spacesAt(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && text[at] === " ") at += 1;
  return at - start;
}

/** A line of the text is the end of a line of the file. */
function addLine(list: RunList, text: string, { start, end, lineBreak }: Line): void {
  const found = text.indexOf("\n", list.length);
  const length = (found === -1 ? text.length : found) - list.length;
  addRun(list, length, Math.max(start, end - length), end);
  if (found !== -1) addRun(list, 1, lineBreak, lineBreak + 1);
}

/**
 * Lines with content are in the text as they are; between two of them it has a space, or line breaks that stand for the last
 * ones between them in the file.
 */
function addFolded(list: RunList, text: string, lines: readonly Line[]): void {
  const indentation = (lines[0]?.indent ?? 0) - spacesAt(text, list.length, text.length);
  let breaks: number[] = [];
  for (const { start, end, indent, lineBreak } of lines) {
    const isEmpty = indent === end - start && indent <= indentation;
    if (!isEmpty) {
      const kept = breaksAt(text, list.length);
      const [space] = breaks;
      if (kept > 0) addBreaks(list, breaks.slice(-kept));
      else if (space !== undefined) addBreaks(list, [space]);
      const from = Math.min(start + indentation, end);
      addRun(list, end - from, from, end);
      breaks = [];
    }
    breaks.push(lineBreak);
  }
  addBreaks(list, breaks.slice(0, breaksAt(text, list.length)));
}

function breaksAt(text: string, start: number): number {
  let at = start;
  while (text[at] === "\n") at += 1;
  return at - start;
}

function addBreaks(list: RunList, breaks: readonly number[]): void {
  for (const at of breaks) addRun(list, 1, at, at + 1);
}
