/** A text under audit and its line table. */
import type { Position, Span } from "./span.ts";

/** One file as read: `path` is relative to the repository root, with `/` and no `./`. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  /** Written by this tool from what APIs say: nobody can open it, edit it or put a comment into it. */
  readonly isSheet?: true;
}

const lineStarts = new WeakMap<SourceFile, readonly number[]>();

function lineStartsOf(file: SourceFile): readonly number[] {
  let starts = lineStarts.get(file);
  if (starts === undefined) {
    const found = [0];
    for (let at = file.text.indexOf("\n"); at !== -1; at = file.text.indexOf("\n", at + 1)) found.push(at + 1);
    lineStarts.set(file, (starts = found));
  }
  return starts;
}

/** How many lines the file has; a final line break does not start another one. */
export function lineCount(file: SourceFile): number {
  const starts = lineStartsOf(file);
  return starts.length > 1 && starts.at(-1) === file.text.length ? starts.length - 1 : starts.length;
}

/** The place of an offset; offsets outside the text are moved to its nearest end. */
export function positionAt(file: SourceFile, offset: number): Position {
  const starts = lineStartsOf(file);
  const wanted = Math.max(0, Math.min(offset, file.text.length));
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= wanted) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: wanted - (starts[low] ?? 0) + 1 };
}

/** The text of one line (from 1) without its line break; empty when there is no such line. */
export function lineText(file: SourceFile, line: number): string {
  const span = lineSpan(file, line);
  return file.text.slice(span.start, span.end);
}

/** The span of one line (from 1) without its line break; empty at the end of the file when there is no such line. */
export function lineSpan(file: SourceFile, line: number): Span {
  const starts = lineStartsOf(file);
  const start = starts[line - 1] ?? file.text.length;
  let end = (starts[line] ?? file.text.length + 1) - 1;
  if (end > start && file.text[end - 1] === "\r") end -= 1;
  return { start, end: Math.max(start, end) };
}
