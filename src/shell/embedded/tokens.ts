/** Tokens of Python, JavaScript, Ruby and Perl, as far as finding calls and their arguments needs. */
import type { Span } from "../../source/span.ts";

export type EmbeddedLanguage = "python" | "node" | "ruby" | "perl";

export interface Token {
  /** `break` ends a statement: a line break or `;`. */
  readonly kind: "name" | "string" | "sign" | "break";
  /** The content of a string, without what is interpolated; else the token as written. */
  readonly text: string;
  readonly span: Span;
}

interface Grammar {
  readonly lineComment: string;
  readonly blockComment: readonly [string, string] | undefined;
  /** Opening quotes; longer ones first. */
  readonly quotes: readonly string[];
  /** A string with one of these quotes may go over several lines. */
  readonly multiline: readonly string[];
  /** What begins an interpolation in a string with this quote; it ends with `}`. */
  readonly interpolation: (quote: string, prefix: string) => string | undefined;
  /** Characters that may stand before a name as part of it. */
  readonly sigils: string;
}

const grammars: Record<EmbeddedLanguage, Grammar> = {
  python: {
    lineComment: "#",
    blockComment: undefined,
    quotes: ['"""', "'''", '"', "'"],
    multiline: ['"""', "'''"],
    interpolation: (_quote, prefix) => (/^(?:f|rf|fr)$/i.test(prefix) ? "{" : undefined),
    sigils: "",
  },
  node: {
    lineComment: "//",
    blockComment: ["/*", "*/"],
    quotes: ['"', "'", "`"],
    multiline: ["`"],
    interpolation: (quote) => (quote === "`" ? "${" : undefined),
    sigils: "$",
  },
  ruby: {
    lineComment: "#",
    blockComment: undefined,
    quotes: ['"', "'", "`"],
    multiline: ['"', "'", "`"],
    interpolation: (quote) => (quote === "'" ? undefined : "#{"),
    sigils: "$@",
  },
  perl: {
    lineComment: "#",
    blockComment: undefined,
    quotes: ['"', "'", "`"],
    multiline: ['"', "'", "`"],
    interpolation: (quote) => (quote === "'" ? undefined : "$"),
    sigils: "$%@",
  },
};

const nestingLimit = 8;

export function tokenize(language: EmbeddedLanguage, code: string): Token[] {
  const tokens: Token[] = [];
  read(grammars[language], { language, code, tokens }, 0, code.length, 0);
  return tokens;
}

interface Reading {
  readonly language: EmbeddedLanguage;
  readonly code: string;
  readonly tokens: Token[];
}

function read(grammar: Grammar, reading: Reading, start: number, end: number, depth: number): void {
  const { code, tokens } = reading;
  let at = start;
  while (at < end) {
    const character = code.charAt(at);
    const comment = commentEnd(grammar, code, at);
    const quote = grammar.quotes.find((candidate) => code.startsWith(candidate, at));
    if (comment !== undefined) at = comment;
    else if (quote !== undefined) at = readString(grammar, reading, { at, end, quote, depth });
    else if (character === "\n" || character === ";") at = push(tokens, "break", character, at);
    else if (/\s/.test(character)) at += 1;
    else if (startsName(grammar, code, at)) at = push(tokens, "name", nameAt(code, at), at);
    else at = push(tokens, "sign", character, at);
  }
}

function push(tokens: Token[], kind: Token["kind"], text: string, at: number): number {
  const end = at + text.length;
  tokens.push({ kind, text, span: { start: at, end } });
  return end;
}

function commentEnd({ lineComment, blockComment }: Grammar, code: string, at: number): number | undefined {
  // `$#array` of Perl is no comment.
  if (code.startsWith(lineComment, at) && code[at - 1] !== "$") {
    const end = code.indexOf("\n", at);
    return end === -1 ? code.length : end;
  }
  if (blockComment === undefined || !code.startsWith(blockComment[0], at)) return undefined;
  const end = code.indexOf(blockComment[1], at + 2);
  return end === -1 ? code.length : end + 2;
}

function startsName({ sigils }: Grammar, code: string, at: number): boolean {
  const sigil = sigils.includes(code.charAt(at));
  return /[A-Za-z_]/.test(code.charAt(sigil ? at + 1 : at));
}

const nameForm = /[$%@]?\w+/y;

function nameAt(code: string, at: number): string {
  nameForm.lastIndex = at;
  return nameForm.exec(code)?.[0] ?? code.charAt(at);
}

interface StringStart {
  readonly at: number;
  readonly end: number;
  readonly quote: string;
  readonly depth: number;
}

/** Reads a string, then the code interpolated into it, as if that followed in brackets. Returns where the string ends. */
function readString(grammar: Grammar, reading: Reading, { at, end, quote, depth }: StringStart): number {
  const { code, tokens } = reading;
  const prefix = takePrefix(reading, at);
  const opening = grammar.interpolation(quote, prefix);
  const inner: [number, number][] = [];
  let text = "";
  let stop = at + quote.length;
  const multiline = grammar.multiline.includes(quote);
  while (stop < end && !endsString(code, stop, quote, multiline)) {
    const expression =
      opening === undefined || !code.startsWith(opening, stop) ? stop : interpolationEnd(code, stop, end, opening);
    if (expression > stop) {
      inner.push([opening === "$" ? stop : stop + (opening?.length ?? 0), expression]);
      stop = expression;
    } else {
      const escaped = code[stop] === "\\" || (opening === "{" && code.startsWith("{{", stop));
      text += code.charAt(escaped ? stop + 1 : stop);
      stop += escaped ? 2 : 1;
    }
  }
  const close = Math.min(end, stop + quote.length);
  tokens.push({ kind: "string", text, span: { start: at, end: close } });
  if (depth < nestingLimit) for (const [from, to] of inner) read(grammar, reading, from, to, depth + 1);
  return close;
}

function endsString(code: string, at: number, quote: string, multiline: boolean): boolean {
  return code.startsWith(quote, at) || (!multiline && code[at] === "\n");
}

/** Takes the name before a string away when it is a prefix of it: `f"…"`, `rb'…'`. */
function takePrefix({ language, tokens }: Reading, at: number): string {
  const last = tokens.at(-1);
  if (language !== "python" || last?.kind !== "name" || last.span.end !== at || !/^[rbfu]{1,2}$/i.test(last.text)) return "";
  tokens.pop();
  return last.text;
}

/** The end of what is interpolated: past `$NAME{key}` in Perl, before the closing brace elsewhere; `start` when there is nothing. */
function interpolationEnd(code: string, start: number, end: number, opening: string): number {
  if (opening === "$") {
    perlVariable.lastIndex = start;
    return Math.min(end, start + (perlVariable.exec(code)?.[0].length ?? 0));
  }
  if (opening === "{" && code[start + 1] === "{") return start;
  let depth = 0;
  for (let at = start + opening.length - 1; at < end; at += 1) {
    if (code[at] === "{") depth += 1;
    else if (code[at] === "}") depth -= 1;
    if (depth === 0) return at;
  }
  return end;
}

const perlVariable = /\$\w+(?:\{[^}\n]{0,100}\})?/y;
