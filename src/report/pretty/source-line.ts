/** One line of source as the terminal shows it: tabs and unseen characters made visible, long lines cut around what matters. */
import { visibleLine } from "../plain-text.ts";
import { cellsOf } from "./display-width.ts";

const tab = "    ";

/** The part of a line that is shown. */
export interface Window {
  /** UTF-16 offset in the line at which it starts. */
  readonly from: number;
  readonly columns: number;
}

export interface ShownLine {
  readonly text: string;
  /** First column of the marked part, from 0. */
  readonly markStart: number;
  /** At least one column. */
  readonly markWidth: number;
}

function columnsOf(raw: string): number {
  return cellsOf(showTabs(raw)).reduce((sum, { width }) => sum + width, 0);
}

/** The usual case, told apart without the costly test. */
function isPlain(character: string): boolean {
  return character.length === 1 && character >= " " && character <= "~";
}

function showTabs(raw: string): string {
  return visibleLine(raw.replaceAll("\t", tab));
}

/**
 * Where to start so that `mark` can be seen: at the start of the line when the mark's end fits, else some characters before the mark.
 * Only characters near the mark are looked at, so a long line costs no more than a short one.
 */
export function windowOn(line: string, mark: { readonly start: number; readonly end: number }, columns: number): Window {
  const fits = line.length <= columns * 4 && columnsOf(line) <= columns;
  if (fits || (mark.end <= columns && columnsOf(line.slice(0, mark.end)) < columns)) return { from: 0, columns };
  const before = Math.min(20, Math.floor(columns / 4));
  return { from: wholeCharacter(line, Math.max(0, mark.start - before)), columns };
}

/** Not in the middle of a surrogate pair. */
function wholeCharacter(line: string, offset: number): number {
  const isLowHalf = /[\udc00-\udfff]/.test(line.charAt(offset)) && /[\ud800-\udbff]/.test(line.charAt(offset - 1));
  return isLowHalf ? offset - 1 : offset;
}

/** Shows a line through a window. `mark` counts in UTF-16 units of the line. */
export function showLine(line: string, mark: { readonly start: number; readonly end: number }, window: Window): ShownLine {
  const { from, columns } = window;
  const reach = from + columns * 4;
  const pieces = cellsOf(line.slice(from, reach)).map(({ text, width, length }) => {
    const shown = isPlain(text) ? text : showTabs(text);
    return { shown, width: shown === text ? width : columnsOf(text), length };
  });
  const lead = from > 0 ? "…" : "";
  const all = pieces.reduce((sum, { width }) => sum + width, lead.length);
  const isCut = reach < line.length || all > columns;
  const limit = isCut ? columns - 1 : columns;
  let text = lead;
  let used = lead.length;
  let offset = from;
  let markStart: number | undefined;
  let markEnd = used;
  for (const { shown, width, length } of pieces) {
    if (used + width > limit) break;
    if (offset + length > mark.start) markStart ??= used;
    text += shown;
    used += width;
    if (offset < mark.end) markEnd = used;
    offset += length;
  }
  const start = markStart ?? used;
  return { text: isCut ? `${text}…` : text, markStart: start, markWidth: Math.max(1, markEnd - start) };
}
