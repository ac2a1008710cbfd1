/** A place in a text that is read as regular YAML, and what can be read at any place: spaces, line ends, comments. */
import type { Span } from "../../source/span.ts";
import type { Tree } from "../nodes/tree.ts";

export interface Cursor {
  readonly text: string;
  readonly tree: Tree;
  readonly comments: Span[];
  at: number;
  /** Column of the first content of the line; -1 at the end of the text. */
  column: number;
  /** How many collections are open. */
  depth: number;
  /** How many values may still be read. */
  budget: number;
  /** False once something was met that is not regular; the cursor is at the end then. */
  isRegular: boolean;
}

const newline = 0x0a;
export const space = 0x20;
const hash = 0x23;
export const ampersand = 0x26;
export const dash = 0x2d;
const dot = 0x2e;
export const colon = 0x3a;

/** Gives the text up: all reading comes to its end. */
export function decline(cursor: Cursor): undefined {
  cursor.isRegular = false;
  cursor.at = cursor.text.length;
  cursor.column = -1;
}

/** Called for every value: very many of them are left to the library, with its limit. */
export function spend(cursor: Cursor): void {
  cursor.budget -= 1;
  if (cursor.budget < 0) decline(cursor);
}

/** True for a space, a line break and the end of the text. */
export function isBreakOrSpace(code: number): boolean {
  return code === space || code === newline || Number.isNaN(code);
}

export function skipSpaces(cursor: Cursor): void {
  while (cursor.text.charCodeAt(cursor.at) === space) cursor.at += 1;
}

/** From the start of a line to the next content; comments and blank lines are passed over. */
export function toContent(cursor: Cursor): void {
  const { text } = cursor;
  for (;;) {
    const lineStart = cursor.at;
    skipSpaces(cursor);
    const code = text.charCodeAt(cursor.at);
    if (code === hash) readComment(cursor);
    else if (code !== newline) {
      cursor.column = Number.isNaN(code) ? -1 : cursor.at - lineStart;
      if (cursor.column === 0 && (code === dash || code === dot) && isDocumentMark(text, cursor.at)) decline(cursor);
      return;
    }
    cursor.at += 1;
  }
}

function readComment(cursor: Cursor): void {
  const found = cursor.text.indexOf("\n", cursor.at);
  const end = found === -1 ? cursor.text.length : found;
  cursor.comments.push({ start: cursor.at, end });
  cursor.at = end;
}

function isDocumentMark(text: string, at: number): boolean {
  return (text.startsWith("---", at) || text.startsWith("...", at)) && isBreakOrSpace(text.charCodeAt(at + 3));
}

/** From the end of a value to the next content, if nothing but a comment follows on the line. */
export function endLine(cursor: Cursor): void {
  const { text } = cursor;
  skipSpaces(cursor);
  if (text.charCodeAt(cursor.at) === hash && text.charCodeAt(cursor.at - 1) === space) readComment(cursor);
  const code = text.charCodeAt(cursor.at);
  if (code !== newline && !Number.isNaN(code)) return decline(cursor);
  cursor.at += 1;
  toContent(cursor);
}

/** Passes white space, line breaks and comments; true when there was a line break. */
export function skipLines(cursor: Cursor): boolean {
  const { text } = cursor;
  skipSpaces(cursor);
  if (text.charCodeAt(cursor.at) === hash && text.charCodeAt(cursor.at - 1) === space) readComment(cursor);
  if (text.charCodeAt(cursor.at) !== newline) return false;
  cursor.at += 1;
  toContent(cursor);
  return true;
}

export function isAtEnd({ column }: Cursor): boolean {
  return column === -1;
}

export function isAtLineEnd({ text, at }: Cursor): boolean {
  const code = text.charCodeAt(at);
  return code === newline || code === hash || Number.isNaN(code);
}

/** The text at the cursor that a sticky pattern matches, or undefined; the cursor moves past it. */
export function match(cursor: Cursor, pattern: RegExp): string | undefined {
  pattern.lastIndex = cursor.at;
  const found = pattern.exec(cursor.text)?.[0];
  if (found !== undefined) cursor.at += found.length;
  return found;
}
