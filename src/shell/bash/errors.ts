/** The parser's errors as facts. */
import type { ParseError } from "unbash";
import type { Frame } from "./reading.ts";
import { outerSpan } from "../source.ts";

/** More than this many say nothing new about a script. */
const errorLimit = 50;

export function noteErrors(errors: readonly ParseError[] | undefined, { reading, source }: Frame): void {
  for (const { message, pos } of errors ?? []) {
    if (reading.errors.length >= errorLimit) return;
    const span = outerSpan(source, Math.min(pos, source.text.length), tokenEnd(source.text, pos));
    if (reading.errors.some((known) => known.span.start === span.start && known.message === message)) continue;
    reading.errors.push({ span, message });
  }
}

/** The end of the run of characters at an offset, at most the rest of its line. */
function tokenEnd(text: string, start: number): number {
  let end = Math.min(start + 1, text.length);
  while (end < text.length && end < start + 80 && !/\s/.test(text.charAt(end))) end += 1;
  return end;
}
