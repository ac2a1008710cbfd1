/** Locations as reports print them: lines and columns from 1, and the source text that goes with them. */
import type { Location, RelatedLocation } from "../finding/location.ts";
import { formatPath } from "../finding/location.ts";
import { lineSpan, lineText, positionAt } from "../source/source-file.ts";
import { isOnSheet, settingOf } from "./sheets.ts";

/** Columns count UTF-16 units; the end is exclusive. */
export interface Place {
  readonly file: string;
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export function placeOf({ file, span }: Location): Place {
  const start = positionAt(file, span.start);
  const end = positionAt(file, Math.max(span.start, span.end));
  return { file: file.path, startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
}

/** The last line that holds a character of the place; a span that ends with a line break does not reach into the next line. */
export function lastLineOf({ startLine, endLine, endColumn }: Place): number {
  return endColumn === 1 && endLine > startLine ? endLine - 1 : endLine;
}

const snippetLines = 5;
const snippetWidth = 200;

/** The source lines of a location: at most five, each at most 200 characters, with `…` where something was cut. */
export function snippetOf(location: Location): string {
  const place = placeOf(location);
  const last = lastLineOf(place);
  const lines: string[] = [];
  for (let line = place.startLine; line <= Math.min(last, place.startLine + snippetLines - 1); line += 1) {
    const around = line === place.startLine ? place.startColumn - 1 : 0;
    lines.push(cut(lineText(location.file, line), around));
  }
  if (last - place.startLine >= snippetLines) lines.push("…");
  return lines.join("\n");
}

/** A long line is cut so that `around`, an offset in it, is near the start of what is left. */
function cut(line: string, around: number): string {
  if (line.length <= snippetWidth) return line;
  const start = around < snippetWidth / 2 ? 0 : around - 40;
  const end = start + snippetWidth;
  return `${start > 0 ? "…" : ""}${line.slice(start, end)}${end < line.length ? "…" : ""}`;
}

/** The whole lines of a location, exactly; undefined when they are too long to repeat. */
export function linesOf(location: Location): string | undefined {
  const { startLine, endLine } = placeOf(location);
  const { start } = lineSpan(location.file, startLine);
  const { end } = lineSpan(location.file, endLine);
  return end - start > snippetLines * snippetWidth ? undefined : location.file.text.slice(start, end);
}

/** `config.yml:12:5`, `circleci:gh/acme/app settings.disableSsh`; the file is left out when it is `here`. */
export function reference(location: Location, here?: string): string {
  if (isOnSheet(location)) return (location.file.path === here && formatPath(location.path)) || settingOf(location);
  const { file, startLine, startColumn } = placeOf(location);
  return file === here ? `${startLine}:${startColumn}` : `${file}:${startLine}:${startColumn}`;
}

/** The place and what it is. */
export function labelledReference(place: RelatedLocation, here?: string): string {
  return `${reference(place, here)}${isOnSheet(place) ? ":" : ""} ${place.label}`;
}
