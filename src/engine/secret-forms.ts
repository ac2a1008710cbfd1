/** The forms in which a secret that stands in a file may turn up in a text. */
import type { Span } from "../source/span.ts";

/** Shorter texts are too common to be hidden wherever they occur. */
const shortest = 4;
/** A line of a secret of many lines; shorter ones say nothing. */
const shortestLine = 6;

/** The part of a scalar's source that is its content: without quotes, and without the `|` line of a block. */
export function contentSpan(source: string): Span {
  const header = /^[|>][-+0-9]{0,2}[ \t]*(?:#.*)?\r?\n\s*/.exec(source)?.[0].length ?? 0;
  if (header > 0) return { start: header, end: source.length };
  const isQuoted = source.length > 1 && /^["']/.test(source) && source.endsWith(source.charAt(0));
  return isQuoted ? { start: 1, end: source.length - 1 } : { start: 0, end: source.length };
}

/**
 * What to hide for a secret whose source is a scalar or a part of one: the text as written, what its escapes stand for, and each
 * of its lines, whose breaks may be real or written as `\n`.
 */
export function secretForms(source: string): readonly string[] {
  const { start, end } = contentSpan(source);
  const written = source.slice(start, end).trim();
  const forms = new Set([written, unescaped(written, source.charAt(0))]);
  const lines = written.split(/\r?\n|(?<!\\)\\{1,4}[nr]/).map((line) => line.trim());
  // The first and last line of a key are the same for all keys.
  const telling = lines.filter((line) => !line.startsWith("-----"));
  const least = telling.length > 1 ? shortestLine : shortest;
  for (const line of telling) if (line.length >= least) forms.add(line);
  return [...forms].filter((form) => form.length >= shortest);
}

function unescaped(written: string, quote: string): string {
  if (quote === "'") return written.replaceAll("''", "'");
  if (quote !== '"' || !written.includes("\\")) return written;
  try {
    return String(JSON.parse(`"${written}"`));
  } catch {
    return written;
  }
}
