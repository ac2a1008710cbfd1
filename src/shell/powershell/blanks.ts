/** Blanks, comments and line breaks of PowerShell. */
import type { Reading } from "./reading.ts";

/** Moves over blanks, comments and continued lines, and over line breaks when `lines` says so. */
export function skipBlanks(reading: Reading, lines: boolean): void {
  const { text } = reading;
  for (;;) {
    const character = text.charAt(reading.at);
    if (character === " " || character === "\t" || character === "\r" || character === "\0") reading.at += 1;
    else if (lines && character === "\n") reading.at += 1;
    else if (character === "`" && /^\r?\n/.test(text.slice(reading.at + 1, reading.at + 3)))
      reading.at = text.indexOf("\n", reading.at) + 1;
    else if (text.startsWith("<#", reading.at)) reading.at = endOf(text, "#>", reading.at + 2, 2);
    else if (character === "#") reading.at = endOf(text, "\n", reading.at, 0);
    else return;
  }
}

function endOf(text: string, mark: string, from: number, past: number): number {
  const found = text.indexOf(mark, from);
  return found === -1 ? text.length : found + past;
}
