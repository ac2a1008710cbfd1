/** Literal text as word parts: quoting undone, masked stretches taken out. */
import type { Quote, WordPart } from "./facts.ts";
import { masksIn, outerSpan } from "./source.ts";
import type { Source } from "./source.ts";

/** What a backslash takes its meaning from, by quoting; before other characters it stands for itself. */
const escapable: Record<Quote, string | undefined> = {
  none: undefined,
  single: "",
  double: '$`"\\\n',
  ansi: "",
  heredoc: "$`\\\n",
};

const ansiEscape = /\\(x[0-9A-Fa-f]{1,2}|u[0-9A-Fa-f]{1,4}|[0-7]{1,3}|[^])/g;

const ansiLetters: ReadonlyMap<string, string> = new Map([
  ["n", "\n"],
  ["t", "\t"],
  ["r", "\r"],
  ["a", "\x07"],
  ["b", "\b"],
  ["e", "\x1b"],
  ["E", "\x1b"],
  ["f", "\f"],
  ["v", "\v"],
]);

/** What `\code` stands for in `$'…'`. */
function ansiCharacter(code: string): string {
  if (/^[xu]./.test(code)) return String.fromCharCode(Number.parseInt(code.slice(1), 16));
  if (/^[0-7]/.test(code)) return String.fromCharCode(Number.parseInt(code, 8));
  return ansiLetters.get(code) ?? code;
}

/** Text with its backslash escapes undone. */
export function unescape(raw: string, quote: Quote): string {
  if (quote === "ansi") return raw.replaceAll(ansiEscape, (_whole, code: string) => ansiCharacter(code));
  const special = escapable[quote];
  if (special === "" || !raw.includes("\\")) return raw;
  let text = "";
  let start = 0;
  for (let at = raw.indexOf("\\"); at !== -1 && at + 1 < raw.length; at = raw.indexOf("\\", at + 2)) {
    const next = raw.charAt(at + 1);
    if (special !== undefined && !special.includes(next)) continue;
    text += raw.slice(start, at);
    start = next === "\n" ? at + 2 : at + 1;
  }
  return text + raw.slice(start);
}

/**
 * Adds the literal text between two offsets of a source. `value` is the text as the parser undid its quoting; when a mask stands
 * inside, each side of it is undone by itself, by the rules of `escapes`.
 */
export function addLiteral(
  parts: WordPart[],
  source: Source,
  { pos: start, end }: { readonly pos: number; readonly end: number },
  value: string,
  quote: Quote,
  escapes: Quote = quote,
): void {
  const masks = masksIn(source, start, end);
  if (masks.length === 0) {
    pushLiteral(parts, source, start, end, value, quote);
    return;
  }
  let at = start;
  for (const mask of masks) {
    if (mask.start > at) pushLiteral(parts, source, at, mask.start, unescape(source.text.slice(at, mask.start), escapes), quote);
    parts.push(mask.part(quote, outerSpan(source, mask.start, mask.end)));
    at = mask.end;
  }
  if (at < end) pushLiteral(parts, source, at, end, unescape(source.text.slice(at, end), escapes), quote);
}

function pushLiteral(parts: WordPart[], source: Source, start: number, end: number, text: string, quote: Quote): void {
  const span = outerSpan(source, start, end);
  const last = parts.at(-1);
  if (last?.kind === "literal" && last.quote === quote && last.span.end === span.start) {
    parts[parts.length - 1] = { kind: "literal", span: { start: last.span.start, end: span.end }, text: last.text + text, quote };
    return;
  }
  parts.push({ kind: "literal", span, text, quote });
}

/** The text of a word whose parts are all literal. */
export function literalOf(parts: readonly WordPart[]): string | undefined {
  const [first] = parts;
  if (first === undefined) return "";
  if (parts.length === 1) return first.kind === "literal" ? first.text : undefined;
  let text = "";
  for (const part of parts) {
    if (part.kind !== "literal") return undefined;
    text += part.text;
  }
  return text;
}
