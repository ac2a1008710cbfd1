/** What every part of the screen needs to know, and the forms that they share. */
import type { Location } from "../../finding/location.ts";
import { placeOf } from "../places.ts";
import { visibleLine } from "../plain-text.ts";
import { isOnSheet } from "../sheets.ts";
import type { Paint } from "./paint.ts";

export interface Screen {
  /** Columns of the terminal. */
  readonly width: number;
  readonly paint: Paint;
}

/** Everything below a headline stands under its place. */
export const inset = 5;

/** Longer lines are hard to read. */
const mostProse = 100;

/** Columns for paragraphs below a headline. */
export function proseWidth({ width }: Screen): number {
  return Math.min(width, mostProse) - inset;
}

/** The line above all that is said of a file. Terminals that open files on a click find the first place behind the name. */
export function fileHeader(first: Location, { paint }: Screen): readonly string[] {
  const { file, startLine, startColumn } = placeOf(first);
  const place = isOnSheet(first) ? "" : paint.hidden(`:${startLine}:${startColumn}`);
  return [`  ${paint.underline(visibleLine(file))}${place}`, ""];
}

/** Parts with an empty line between them; empty parts leave no trace. */
export function paragraphs(parts: readonly (readonly string[])[]): readonly string[] {
  return parts.filter((part) => part.length > 0).flatMap((part, at) => (at === 0 ? part : ["", ...part]));
}
