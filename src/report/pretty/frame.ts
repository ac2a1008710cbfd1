/** Code frames: the lines in question with exactly the marked characters underlined, and the line they belong to above them. */
import type { Location } from "../../finding/location.ts";
import { lineText } from "../../source/source-file.ts";
import { lastLineOf, placeOf, reference } from "../places.ts";
import type { Place } from "../places.ts";
import { visibleLine } from "../plain-text.ts";
import { displayWidth } from "./display-width.ts";
import type { Paint } from "./paint.ts";
import { wrapProse } from "./prose.ts";
import { showLine, windowOn } from "./source-line.ts";

/** One marked stretch of source. */
export interface Mark {
  readonly location: Location;
  /** Said beside the underline. */
  readonly label?: string;
  /** Drawn under the marked characters. */
  readonly sign: "^" | "-";
  readonly paint: (text: string) => string;
}

interface Layout {
  /** Columns for the source, without the gutter. */
  readonly columns: number;
  readonly digits: number;
  readonly paint: Paint;
}

/** How far up the line is looked for under which the marked one stands. */
const reachUp = 60;

/** How far into a line anything is looked for: hostile lines are megabytes of spaces. */
const reachAlong = 1000;

/** All of a long stretch is not needed to see what is meant. */
const mostLines = 6;

/** The marks in the order given; lines that do not follow on each other are parted by `⋮`. Lines are at most `width` columns wide. */
export function renderFrame(marks: readonly Mark[], width: number, paint: Paint): readonly string[] {
  const places = marks.map(({ location }) => placeOf(location));
  const numbers = places.map((place, at) => lineNumber(marks[at]?.location, lastLineOf(place)).length);
  const digits = Math.max(...numbers);
  const layout: Layout = { columns: Math.max(20, width - digits - 3), digits, paint };
  const lines: string[] = [];
  let file = places[0]?.file;
  let shown: number | undefined;
  marks.forEach((mark, at) => {
    const place = places[at];
    if (place === undefined) return;
    if (place.file !== file) {
      lines.push(gap(layout, visibleLine(reference(mark.location))));
      file = place.file;
      shown = undefined;
    } else if (shown !== undefined && place.startLine !== shown && place.startLine !== shown + 1) lines.push(gap(layout));
    if (at === 0) lines.push(...linesAbove(mark.location, place, layout));
    lines.push(...markedLines(mark, place, place.startLine === shown, layout));
    shown = lastLineOf(place);
  });
  return lines;
}

function gap({ digits, paint }: Layout, text = ""): string {
  return paint.dim(`${" ".repeat(digits)} ⋮ ${text}`.trimEnd());
}

/** None for the lines of a sheet, which nobody can look up. */
function lineNumber(location: Location | undefined, line: number): string {
  return location?.file.isSheet === true ? "" : String(line);
}

function numbered(number: string, text: string, { digits, paint }: Layout): string {
  return `${paint.dim(`${number.padStart(digits)} │`)} ${text}`.trimEnd();
}

function below(text: string, { digits, paint }: Layout): string {
  return `${paint.dim(`${" ".repeat(digits)} │`)} ${text}`;
}

/**
 * The nearest line above that is indented less: the key, list entry or command that the marked line belongs to. Above an empty line
 * the last one that is not.
 */
function linesAbove(location: Location, { startLine }: Place, layout: Layout): readonly string[] {
  const { file } = location;
  const marked = lineText(file, startLine);
  const own = marked === "" ? Number.POSITIVE_INFINITY : indentOf(marked);
  if (own === 0) return [];
  for (let line = startLine - 1; line >= Math.max(1, startLine - reachUp); line -= 1) {
    const text = lineText(file, line).slice(0, reachAlong);
    if (!/^\s*[^\s#]/.test(text) || indentOf(text) >= own) continue;
    const shown = showLine(text, { start: 0, end: 0 }, { from: 0, columns: layout.columns });
    return [
      numbered(lineNumber(location, line), layout.paint.dim(shown.text), layout),
      ...(line < startLine - 1 ? [gap(layout)] : []),
    ];
  }
  return [];
}

function indentOf(line: string): number {
  const start = line.slice(0, reachAlong);
  return start.length - start.trimStart().length;
}

function markedLines(mark: Mark, place: Place, isShown: boolean, layout: Layout): readonly string[] {
  const last = lastLineOf(place);
  return last === place.startLine ? oneLine(mark, place, isShown, layout) : severalLines(mark, place, last, layout);
}

/** `isShown`: the line stands above already, and only the underline is missing. */
function oneLine(mark: Mark, place: Place, isShown: boolean, layout: Layout): readonly string[] {
  const line = lineText(mark.location.file, place.startLine);
  const end = place.endLine > place.startLine ? line.length : place.endColumn - 1;
  const span = { start: place.startColumn - 1, end };
  const { text, markStart, markWidth } = showLine(line, span, windowOn(line, span, layout.columns));
  const underline = " ".repeat(markStart) + mark.paint(mark.sign.repeat(markWidth));
  const lines = isShown ? [] : [numbered(lineNumber(mark.location, place.startLine), text, layout)];
  return [...lines, ...underlined(mark, underline, markStart, markStart + markWidth, layout)];
}

/** The label goes beside the underline when it fits there, else below it. */
function underlined(mark: Mark, underline: string, start: number, end: number, layout: Layout): readonly string[] {
  const { columns, paint } = layout;
  if (mark.label === undefined) return [below(underline, layout)];
  const beside = wrapProse(mark.label, columns - end - 1, paint);
  if (columns - end > 12 && beside.length === 1) return [below(`${underline} ${beside.join("")}`, layout)];
  // Under the start of the underline, or as far left of it as one line needs.
  const left = Math.max(0, Math.min(start, columns - displayWidth(mark.label)));
  const lines = wrapProse(mark.label, columns - left, paint);
  return [below(underline, layout), ...lines.map((line) => below(" ".repeat(left) + line, layout))];
}

/** A bracket beside the lines. */
function severalLines(mark: Mark, place: Place, last: number, layout: Layout): readonly string[] {
  const inner: Layout = { ...layout, columns: layout.columns - 2 };
  const whole = last - place.startLine + 1;
  const atStart = whole <= mostLines ? whole - 1 : mostLines - 2;
  const lines: string[] = [];
  for (let line = place.startLine; line < place.startLine + atStart; line += 1)
    lines.push(...bracketed(line, mark, place, last, inner));
  const hidden = whole - atStart - 1;
  if (hidden > 0) lines.push(gap(layout, `${mark.paint("│")} ${layout.paint.dim(`${hidden} more lines`)}`));
  lines.push(...bracketed(last, mark, place, last, inner));
  const label = mark.label === undefined ? [] : wrapProse(mark.label, inner.columns, layout.paint);
  return [...lines, ...label.map((text) => below(`  ${text}`, layout))];
}

/** Underlined only where the stretch does not begin or end with its line. */
function bracketed(line: number, mark: Mark, place: Place, last: number, layout: Layout): readonly string[] {
  const raw = lineText(mark.location.file, line);
  const span = partOf(raw, line, place);
  const { text, markStart, markWidth } = showLine(raw, span, { from: 0, columns: layout.columns });
  const bracket = mark.paint(line === place.startLine ? "╭" : line === last ? "╰" : "│");
  const lines = [numbered(lineNumber(mark.location, line), `${bracket} ${text}`, layout)];
  const isPart = [raw.slice(0, span.start), raw.slice(span.end)].some((rest) => /\S/.test(rest.slice(0, reachAlong)));
  if (!isPart) return lines;
  const side = line === last ? " " : mark.paint("│");
  return [...lines, below(`${side} ${" ".repeat(markStart)}${mark.paint(mark.sign.repeat(markWidth))}`, layout)];
}

/** The marked part of one of several lines, without the indentation. */
function partOf(
  raw: string,
  line: number,
  { startLine, startColumn, endLine, endColumn }: Place,
): { start: number; end: number } {
  const start = line === startLine ? startColumn - 1 : indentOf(raw);
  return { start, end: line === endLine ? endColumn - 1 : raw.length };
}
