/** Lines of cmd.exe up to the next operator: words and redirections, comments left out. */
import type { Redirect, Word } from "../facts.ts";
import type { Source } from "../source.ts";
import { readWord } from "./words.ts";

export interface Line {
  readonly words: readonly Word[];
  readonly redirects: readonly Redirect[];
  readonly end: number;
}

const redirectForm = /([0-9])?(>>|>|<)(?:&([0-9]))?/y;

/** Reads up to the next operator, bracket or line break, at most `limit` words and redirections. */
export function readLine(source: Source, start: number, limit: number): Line {
  const { text } = source;
  const words: Word[] = [];
  const redirects: Redirect[] = [];
  let at = start;
  while (at < text.length && words.length + redirects.length < limit) {
    const character = text.charAt(at);
    if (character === "(" && words.at(-1)?.literal?.toLowerCase() === "in") at += 1;
    else if (character === ")" && words[0]?.literal?.toLowerCase() === "for") at += 1;
    if (/[\n&|()]/.test(text.charAt(at))) break;
    if (character === "^" && /^\r?\n/.test(text.slice(at + 1, at + 3))) at = text.indexOf("\n", at) + 1;
    else if (/\s/.test(character) || (character === "@" && words.length === 0)) at += 1;
    else if (words.length === 0 && /^(?:::|rem(?![\w.]))/i.test(text.slice(at, at + 4))) at = endOfLine(text, at);
    else {
      redirectForm.lastIndex = at;
      const match = redirectForm.exec(text);
      const read = match === null ? readWord(source, at) : undefined;
      if (read !== undefined) {
        if (read.word.parts.length > 0 || read.end > at) words.push(read.word);
        at = Math.max(at + 1, read.end);
      } else if (match !== null) {
        const redirect = readRedirect(source, at, match);
        redirects.push(redirect);
        at = redirect.span.end;
      }
    }
  }
  return { words, redirects, end: at };
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end === -1 ? text.length : end;
}

function readRedirect(source: Source, start: number, [whole, fd, operator = "", duplicate]: RegExpExecArray): Redirect {
  const base = { fd: fd === undefined ? undefined : Number(fd), variable: undefined };
  const end = start + whole.length;
  if (duplicate !== undefined) {
    return { ...base, operator: `${operator}&`, span: { start, end }, target: readWord(source, end - 1).word };
  }
  let at = end;
  while (/[ \t]/.test(source.text.charAt(at))) at += 1;
  const read = readWord(source, at);
  return { ...base, operator, span: { start, end: Math.max(at, read.end) }, target: read.word };
}
