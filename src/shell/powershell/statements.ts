/** Statements and pipelines of PowerShell. Keywords are only read as far as they tell which commands run, and whether for sure. */
import type { CommandFact, Input, Sink } from "../facts.ts";
import { readAssignment, readLoopVariable } from "./assignments.ts";
import { skipBlanks } from "./blanks.ts";
import { readCommand } from "./commands.ts";
import { enter, leave } from "./reading.ts";
import type { Frame, Reading } from "./reading.ts";
import { readWord } from "./words.ts";

/** Reads statements up to a closing bracket, which is passed over, or to the end. */
export function readStatements(reading: Reading, frame: Frame, closing: string | undefined): void {
  const { text } = reading;
  for (;;) {
    skipBlanks(reading, true);
    if (reading.at >= text.length) return;
    const character = text.charAt(reading.at);
    if (character === closing) {
      reading.at += 1;
      return;
    }
    const before = reading.at;
    readStatement(reading, frame);
    // A stray bracket or separator.
    if (reading.at === before) reading.at += 1;
  }
}

const keywordForm =
  /(if|elseif|else|foreach|for|while|do|until|switch|try|catch|finally|function|filter|param|begin|process|end|trap|return|throw)(?![\w-])/iy;

export function readStatement(reading: Reading, frame: Frame): void {
  if (reading.text[reading.at] === "{") return readBlock(reading, frame);
  keywordForm.lastIndex = reading.at;
  const keyword = keywordForm.exec(reading.text)?.[1]?.toLowerCase();
  if (keyword !== undefined) {
    reading.at += keyword.length;
    return readKeyword(keyword, reading, frame);
  }
  if (!readAssignment(reading, frame)) readPipeline(reading, frame);
}

export function readBlock(reading: Reading, frame: Frame): void {
  reading.at += 1;
  if (!enter(reading)) {
    reading.at = reading.text.length;
    return;
  }
  readStatements(reading, frame, "}");
  leave(reading);
}

const bodiless: ReadonlySet<string> = new Set(["return", "throw"]);
const unconditional: ReadonlySet<string> = new Set(["try", "finally", "begin", "process", "end", "do", "function", "filter"]);

function readKeyword(keyword: string, reading: Reading, frame: Frame): void {
  if (bodiless.has(keyword)) return;
  skipBlanks(reading, true);
  let inner: Frame = unconditional.has(keyword) ? frame : { ...frame, conditional: true };
  if (keyword === "function" || keyword === "filter") {
    const name = readWord(reading, frame, undefined).literal ?? "";
    inner = { ...frame, functions: [...frame.functions, name.toLowerCase()] };
    skipBlanks(reading, true);
  }
  if (reading.text[reading.at] === "(") readCondition(keyword, reading, frame);
  // `catch [Type]` and `switch -regex (…)` are passed over to the block.
  skipBlanks(reading, true);
  while (reading.at < reading.text.length && reading.text[reading.at] === "[") readWord(reading, frame, undefined);
  skipBlanks(reading, true);
  if (reading.text[reading.at] === "{") readBlock(reading, inner);
}

function readCondition(keyword: string, reading: Reading, frame: Frame): void {
  reading.at += 1;
  const role = keyword === "param" || keyword === "function" || keyword.startsWith("for") ? "plain" : "condition";
  const by = keyword === "foreach" ? readLoopVariable(reading, frame) : undefined;
  const inner: Frame = { ...frame, output: { kind: "captured", by }, role, level: [] };
  if (enter(reading)) {
    readStatements(reading, inner, ")");
    leave(reading);
  } else reading.at = reading.text.length;
}

/** Reads commands joined by `|`, up to the end of the statement. */
export function readPipeline(reading: Reading, frame: Frame): void {
  let from: CommandFact | undefined;
  let into: CommandFact[] | undefined;
  for (;;) {
    // What stands behind the command decides where its output goes, but blocks among its words want to know before.
    const output: Sink = { kind: "log" };
    const input: Input = from === undefined ? frame.input : { kind: "pipe", from: [from] };
    const command = readCommand(reading, { ...frame, input, output });
    if (command !== undefined) into?.push(command);
    const piped = command !== undefined && /^\|(?!\|)/.test(reading.text.slice(reading.at, reading.at + 2));
    const to: CommandFact[] = [];
    reading.standIns.set(output, piped ? { kind: "pipe", to } : frame.output);
    if (!piped) break;
    from = command;
    into = to;
    reading.at += 1;
    skipBlanks(reading, true);
  }
  if (/^(?:&&|\|\|)/.test(reading.text.slice(reading.at, reading.at + 2))) reading.at += 2;
}
