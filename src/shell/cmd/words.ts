/** Words of cmd.exe: `%NAME%`, `!NAME!`, `"…"`, `^` escapes. */
import type { Quote, VariablePart, Word, WordPart } from "../facts.ts";
import { addLiteral, literalOf } from "../literals.ts";
import { masksIn } from "../source.ts";
import type { Source } from "../source.ts";

const variableForm = /%([^%\s=:]+)(:[^%\n]*)?%|!([^!\s=:]+)(:[^!\n]*)?!|%%?~?\w*[A-Za-z]\b(?!%)|%[0-9*]/y;
const plainForm = /[^\s"%!^&|<>()]+/y;

export interface ReadWord {
  readonly word: Word;
  readonly end: number;
}

/** Reads the word that begins at an offset. Quotes stay out of its text. */
export function readWord(source: Source, start: number): ReadWord {
  const { text } = source;
  const parts: WordPart[] = [];
  let at = start;
  let quote: Quote = "none";
  while (at < text.length && text[at] !== "\n" && (quote === "double" || !/[\s&|<>()]/.test(text.charAt(at)))) {
    const before = at;
    const character = text.charAt(at);
    if (character === '"') {
      quote = quote === "double" ? "none" : "double";
      if (text[at + 1] === '"' && quote === "double")
        addLiteral(parts, source, { pos: at + 1, end: at + 1 }, "", quote, "single");
      at += 1;
    } else if (character === "%" || character === "!") at = readVariable(source, at, quote, parts);
    else if (character === "^" && quote === "none") {
      at = Math.min(at + 2, text.length);
      addLiteral(parts, source, { pos: before, end: at }, text.slice(before + 1, at), quote, "single");
    } else {
      at = plainEnd(text, at, quote);
      addLiteral(parts, source, { pos: before, end: at }, text.slice(before, at), quote, "single");
    }
  }
  return { word: { span: { start, end: at }, parts, literal: literalOf(parts) }, end: at };
}

function plainEnd(text: string, at: number, quote: Quote): number {
  if (quote === "double") {
    let end = at + 1;
    while (end < text.length && !/["%!\n]/.test(text.charAt(end))) end += 1;
    return end;
  }
  plainForm.lastIndex = at;
  return at + (plainForm.exec(text)?.[0].length ?? 1);
}

function readVariable(source: Source, start: number, quote: Quote, parts: WordPart[]): number {
  variableForm.lastIndex = start;
  const match = variableForm.exec(source.text);
  if (match === null) {
    addLiteral(parts, source, { pos: start, end: start + 1 }, source.text.charAt(start), quote, "single");
    return start + 1;
  }
  const end = start + match[0].length;
  const name = match[1] ?? match[3] ?? match[0].replace(/^%+~?/, "");
  const masks = masksIn(source, start, end);
  const part: VariablePart = {
    kind: "variable",
    span: { start, end },
    name: masks.length > 0 ? "" : name,
    nameHole: masks[0]?.hole,
    elsewhere: false,
    quote,
    indirect: false,
    yields: (match[2] ?? match[4]) === undefined ? "value" : "part",
    alternative: undefined,
  };
  parts.push(part);
  return end;
}
