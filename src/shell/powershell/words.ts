/** Words of PowerShell: strings, variables, expressions in brackets. */
import type { CommandFact, Quote, VariablePart, Word, WordPart } from "../facts.ts";
import { addLiteral, literalOf } from "../literals.ts";
import { masksIn } from "../source.ts";
import { skipBlanks } from "./blanks.ts";
import { enter, leave } from "./reading.ts";
import type { Frame, Reading } from "./reading.ts";
import { readStatements } from "./statements.ts";

const variableForm = /\$(?:\{([^}\n]*)\}|((?:[A-Za-z]+:)?\w+)|([$?^]))/y;

/** Reads one word; its place has not moved when there is none. */
export function readWord(reading: Reading, frame: Frame, by: CommandFact | undefined): Word {
  const { text } = reading;
  const start = reading.at;
  const parts: WordPart[] = [];
  while (reading.at < text.length && !/[\s;|)}>&,]/.test(text.charAt(reading.at))) {
    const before = reading.at;
    readPart(reading, frame, by, parts);
    if (reading.at === before) break;
  }
  // A comma binds what stands on its sides into one list.
  if (text[reading.at] === "," && reading.at > start) addText(reading, parts, reading.at, (reading.at += 1), "none");
  return { span: { start, end: reading.at }, parts, literal: literalOf(parts) };
}

function readPart(reading: Reading, frame: Frame, by: CommandFact | undefined, parts: WordPart[]): void {
  const { text, at } = reading;
  const two = text.slice(at, at + 2);
  if (two === '@"' || two === "@'") return readHereString(reading, frame, by, parts);
  if (two === "$(" || two === "@(" || text[at] === "(")
    return readBrackets(reading, frame, by, parts, text[at] === "(" ? 1 : 2, "none");
  if (two === "@{") return readTable(reading, frame, by, parts);
  switch (text[at]) {
    case '"':
      return readExpanding(reading, frame, by, parts, at + 1, '"');
    case "'":
      return readVerbatim(reading, parts);
    case "$":
      return readVariable(reading, parts, "none");
    case "`":
      reading.at = Math.min(at + 2, text.length);
      return addLiteral(parts, reading.source, { pos: at, end: reading.at }, text.slice(at + 1, reading.at), "none", "single");
    case "{":
    case "<":
      return;
    default:
      return readBare(reading, parts);
  }
}

const bareForm = /[^\s;|()}>&,"'$`{]+/y;

function readBare(reading: Reading, parts: WordPart[]): void {
  bareForm.lastIndex = reading.at;
  const end = reading.at + (bareForm.exec(reading.text)?.[0].length ?? 0);
  addText(reading, parts, reading.at, end, "none");
  reading.at = end;
}

function addText(reading: Reading, parts: WordPart[], pos: number, end: number, quote: Quote): void {
  addLiteral(parts, reading.source, { pos, end }, reading.text.slice(pos, end), quote, "single");
}

/** `'…'`, in which `''` is one quote. */
function readVerbatim(reading: Reading, parts: WordPart[]): void {
  const { text } = reading;
  let end = reading.at + 1;
  while (end < text.length && (text[end] !== "'" || text[end + 1] === "'")) end += text[end] === "'" ? 2 : 1;
  const at = { pos: reading.at + 1, end: Math.min(end, text.length) };
  addLiteral(parts, reading.source, at, text.slice(at.pos, at.end).replaceAll("''", "'"), "single");
  reading.at = Math.min(end + 1, text.length);
}

/** `"…"` and the inside of `@"…"@`, up to the closing mark. */
function readExpanding(
  reading: Reading,
  frame: Frame,
  by: CommandFact | undefined,
  parts: WordPart[],
  start: number,
  closing: string,
): void {
  const { text } = reading;
  reading.at = start;
  let plain = start;
  const flush = (): void => {
    if (reading.at > plain || (reading.at === start && text.startsWith(closing, start)))
      addText(reading, parts, plain, reading.at, "double");
  };
  while (reading.at < text.length && !text.startsWith(closing, reading.at)) {
    const here = reading.at;
    if (text[here] === "`" || text.startsWith('""', here)) {
      flush();
      reading.at = plain = Math.min(here + 2, text.length);
      addLiteral(parts, reading.source, { pos: here, end: plain }, unescaped(text.charAt(here + 1)), "double", "single");
    } else if (text[here] === "$" && isExpansion(text, here)) {
      flush();
      if (text[here + 1] === "(") readBrackets(reading, frame, by, parts, 2, "double");
      else readVariable(reading, parts, "double");
      plain = reading.at;
    } else reading.at += 1;
  }
  flush();
  reading.at = Math.min(reading.at + closing.length, text.length);
}

const escapes: ReadonlyMap<string, string> = new Map([
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
]);

function unescaped(letter: string): string {
  return escapes.get(letter) ?? letter;
}

function isExpansion(text: string, at: number): boolean {
  return /[\w{($?^]/.test(text.charAt(at + 1));
}

function readHereString(reading: Reading, frame: Frame, by: CommandFact | undefined, parts: WordPart[]): void {
  const { text, at } = reading;
  const line = text.indexOf("\n", at);
  const start = line === -1 ? text.length : line + 1;
  if (text[at + 1] === '"') return readExpanding(reading, frame, by, parts, start, '\n"@');
  const end = text.indexOf("\n'@", start);
  const stop = end === -1 ? text.length : end;
  addText(reading, parts, start, stop, "single");
  reading.at = Math.min(stop + 3, text.length);
}

function readVariable(reading: Reading, parts: WordPart[], quote: Quote): void {
  variableForm.lastIndex = reading.at;
  const match = variableForm.exec(reading.text);
  const start = reading.at;
  if (match === null) {
    reading.at += 1;
    return addText(reading, parts, start, reading.at, quote);
  }
  reading.at += match[0].length;
  const written = match[1] ?? match[2] ?? match[3] ?? "";
  const masks = masksIn(reading.source, start, reading.at);
  parts.push({
    kind: "variable",
    span: { start, end: reading.at },
    name: masks.length > 0 ? "" : written.replace(/^(?:env|script|global|local|using|private):/i, ""),
    nameHole: masks[0]?.hole,
    elsewhere: false,
    quote,
    indirect: false,
    yields: quote === "none" ? yieldBehind(reading) : "value",
    alternative: undefined,
  });
}

/** `$x.Length` and `$x.Substring(0, 3)` yield something else than the value. */
function yieldBehind({ text, at }: Reading): VariablePart["yields"] {
  if (/^\.(?:Length|Count)\b/i.test(text.slice(at, at + 8))) return "length";
  return /^(?:\.[A-Za-z]|\[)/.test(text.slice(at, at + 2)) ? "part" : "value";
}

/** `( )`, `$( )` and `@( )`: commands whose output is used. */
function readBrackets(
  reading: Reading,
  frame: Frame,
  by: CommandFact | undefined,
  parts: WordPart[],
  opening: number,
  quote: Quote,
): void {
  const start = reading.at;
  const commands: CommandFact[] = [];
  reading.at += opening;
  if (enter(reading)) {
    const inner: Frame = { ...frame, output: { kind: "captured", by }, substitutedInto: by, role: "plain", level: commands };
    readStatements(reading, inner, ")");
    leave(reading);
  } else reading.at = reading.text.length;
  parts.push({ kind: "substitution", span: { start, end: reading.at }, form: "command", quote, commands });
}

/** `@{ A = "$env:B" }`: what its words are made of. */
function readTable(reading: Reading, frame: Frame, by: CommandFact | undefined, parts: WordPart[]): void {
  reading.at += 2;
  if (!enter(reading)) {
    reading.at = reading.text.length;
    return;
  }
  while (reading.at < reading.text.length && reading.text[reading.at] !== "}") {
    const before = reading.at;
    parts.push(...readWord(reading, frame, by).parts);
    skipBlanks(reading, true);
    if (reading.at === before) reading.at += 1;
  }
  leave(reading);
  reading.at = Math.min(reading.at + 1, reading.text.length);
}
