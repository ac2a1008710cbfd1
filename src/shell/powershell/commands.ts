/** Single commands of PowerShell. */
import { draftCommand } from "../drafts.ts";
import type { Draft } from "../drafts.ts";
import type { CommandFact, Redirect, Sink, Word } from "../facts.ts";
import { skipBlanks } from "./blanks.ts";
import { countWord } from "./reading.ts";
import type { Frame, Reading } from "./reading.ts";
import { readBlock } from "./statements.ts";
import { readWord } from "./words.ts";

const ends = /[\n;|)}]/;
const redirectForm = /([0-9*])?>(>?)(?:&([0-9]))?/y;

/** Reads one command, up to a pipe or the end of the statement; undefined when there is none. */
export function readCommand(reading: Reading, frame: Frame): CommandFact | undefined {
  skipBlanks(reading, false);
  const called = /^[&.][ \t]/.test(reading.text.slice(reading.at, reading.at + 2));
  const start = reading.at;
  if (called) reading.at += 1;
  skipBlanks(reading, false);
  if (atEnd(reading)) return undefined;
  const command = draft(reading, frame, start);
  const { words, redirects } = readArguments(reading, frame, command);
  command.words = words;
  command.args = words.slice(1);
  command.redirects = redirects;
  command.name = nameOf(words[0], called);
  applyRedirects(command, redirects);
  takeEffect(command, reading);
  return command;
}

/** Reads words, redirections and script blocks, and sets where the command ends. */
function readArguments(
  reading: Reading,
  frame: Frame,
  command: Draft<CommandFact>,
): { readonly words: readonly Word[]; readonly redirects: readonly Redirect[] } {
  const words: Word[] = [];
  const redirects: Redirect[] = [];
  for (; !atEnd(reading); skipBlanks(reading, false)) {
    const before = reading.at;
    if (reading.text[before] === "{") readBlock(reading, { ...frame, conditional: true });
    else {
      const redirect = readRedirect(reading, frame, command);
      if (redirect === undefined) words.push(readWord(reading, frame, command));
      else redirects.push(redirect);
    }
    if (reading.at === before) reading.at += 1;
    command.span = { start: command.span.start, end: reading.at };
    countWord(reading);
  }
  return { words, redirects };
}

function atEnd({ text, at }: Reading): boolean {
  return at >= text.length || ends.test(text.charAt(at)) || text.startsWith("&&", at);
}

function draft(reading: Reading, frame: Frame, start: number): Draft<CommandFact> {
  const command = draftCommand(
    { start, end: start },
    {
      ...frame,
      errorOutput: { kind: "log" },
      options: reading.options,
      within: undefined,
      nestedIn: undefined,
      place: "job",
    },
  );
  reading.commands.push(command);
  frame.level.push(command);
  return command;
}

/** A string or variable by itself is an expression, unless `&` calls it. */
function nameOf(word: Word | undefined, called: boolean): string | undefined {
  if (word?.literal === undefined) return undefined;
  const [first] = word.parts;
  if (!called && (first?.kind !== "literal" || first.quote !== "none" || /^[\d[]/.test(word.literal))) return undefined;
  const name = word.literal.slice(Math.max(word.literal.lastIndexOf("/"), word.literal.lastIndexOf("\\")) + 1).toLowerCase();
  return name.replace(/\.exe$/, "") || undefined;
}

function readRedirect(reading: Reading, frame: Frame, by: CommandFact): Redirect | undefined {
  const start = reading.at;
  redirectForm.lastIndex = start;
  const match = redirectForm.exec(reading.text);
  if (match === null) return undefined;
  const [whole, fd, append, duplicate] = match;
  reading.at += whole.length;
  let target: Word | undefined;
  if (duplicate === undefined) {
    skipBlanks(reading, false);
    target = readWord(reading, frame, by);
  } else {
    const at = reading.at - 1;
    target = {
      span: { start: at, end: at + 1 },
      parts: [{ kind: "literal", span: { start: at, end: at + 1 }, text: duplicate, quote: "none" }],
      literal: duplicate,
    };
  }
  const operator = `${fd === "*" ? "*" : ""}>${append ?? ""}${duplicate === undefined ? "" : "&"}`;
  const descriptor = fd === undefined || fd === "*" ? undefined : Number(fd);
  return { span: { start, end: reading.at }, operator, fd: descriptor, variable: undefined, target };
}

function applyRedirects(command: Draft<CommandFact>, redirects: readonly Redirect[]): void {
  for (const { operator, fd, target } of redirects) {
    if (operator.endsWith("&")) {
      if (fd === 2) command.errorOutput = command.output;
      continue;
    }
    const sink = fileSink(target, operator.endsWith(">>"));
    if (fd === undefined || fd === 1) command.output = sink;
    if (fd === 2 || operator.startsWith("*")) command.errorOutput = sink;
  }
}

function fileSink(target: Word | undefined, append: boolean): Sink {
  const [only] = target?.parts ?? [];
  if (target === undefined || (only?.kind === "variable" && /^null$/i.test(only.name))) return { kind: "discarded" };
  return { kind: "file", target, append };
}

/** Cmdlets that keep what they read, and the switch of tracing. */
function takeEffect(command: Draft<CommandFact>, reading: Reading): void {
  switch (command.name) {
    case "out-null":
      command.output = { kind: "discarded" };
      return;
    case "out-file":
    case "set-content":
    case "add-content": {
      const target = fileArgument(command.args);
      const append = command.name === "add-content" || command.args.some(({ literal }) => /^-append$/i.test(literal ?? ""));
      if (target !== undefined) command.output = { kind: "file", target, append };
      return;
    }
    case "set-psdebug":
      return setTracing(command, reading);
    default:
  }
}

function fileArgument(args: readonly Word[]): Word | undefined {
  const named = args.findIndex(({ literal }) => /^-(?:FilePath|LiteralPath|Path)$/i.test(literal ?? ""));
  if (named !== -1) return args[named + 1];
  return args.find(
    ({ literal }, index) => literal?.startsWith("-") !== true && args[index - 1]?.literal?.startsWith("-") !== true,
  );
}

function setTracing({ args }: CommandFact, reading: Reading): void {
  const at = args.findIndex(({ literal }) => /^-Trace$/i.test(literal ?? ""));
  const level = args[at + 1]?.literal;
  if (at === -1 && !args.some(({ literal }) => /^-Off$/i.test(literal ?? ""))) return;
  const xtrace = at !== -1 && level !== "0";
  reading.options = { ...reading.options, xtrace };
  const option = args[at];
  if (xtrace && option !== undefined) reading.traceSwitches.push({ kind: "set", span: option.span });
}
