/** Scripts given to a command as text: `bash -c '…'`, `eval`, `trap`, `ssh host '…'`, `docker exec c sh -c '…'`, `bash <<EOF`. */
import { parse } from "unbash";
import type { CommandFact, Input, Word } from "../facts.ts";
import { spend } from "./budget.ts";
import { readCommandLine } from "./command-lines.ts";
import { noteErrors } from "./errors.ts";
import { noOptions, optionWord, readOptions, withChanges } from "../options.ts";
import type { Frame, Io, ShellState } from "./reading.ts";
import { scriptSource } from "../script-source.ts";
import { isShell } from "./shells.ts";

const nestingLimit = 8;

/** Where and how a nested script runs, as far as it differs from the command that is given it. */
type Surroundings = Partial<Pick<Frame, "place" | "passed" | "conditional">> & { readonly shell: ShellState };

export function readNested(command: CommandFact, frame: Frame, io: Io): void {
  const { name, args } = command;
  if (name === undefined || frame.nesting >= nestingLimit) return;
  if (isShell(name)) return readShell(command, frame, io);
  switch (name) {
    case "eval":
      return readEval(command, frame, io);
    case "trap":
      // `trap - EXIT` takes a trap away, `trap -p` lists them.
      if (args.length > 1 && args[0]?.literal?.startsWith("-") !== true) {
        readText(args.slice(0, 1), command, frame, { shell: { ...frame.shell }, conditional: true });
      }
      return;
    case "ssh":
      return readRemote(command, frame, io);
    case "su":
      return readSwitchUser(command, frame, io);
    default:
      readCommandLine(command, frame, io);
  }
}

function readShell(command: CommandFact, frame: Frame, io: Io): void {
  const { changes, flags, rest } = readOptions(command.args.map(optionWord));
  for (const { option, on, span } of changes) {
    if (option === "xtrace" && on) frame.reading.traceSwitches.push({ kind: "nested-shell", span });
  }
  const surroundings = { shell: { io, options: withChanges(noOptions, changes), switched: {} } };
  if (flags.has("c")) return readText(command.args.slice(rest, rest + 1), command, frame, surroundings);
  const operand = command.args[rest];
  if (operand === undefined || flags.has("s") || operand.literal === "-" || operand.literal === "/dev/stdin") {
    readStandardInput(command, frame, surroundings);
  }
}

/** What `eval` runs changes this very shell. */
function readEval(command: CommandFact, frame: Frame, io: Io): void {
  const { shell } = frame;
  const before = shell.io;
  shell.io = io;
  readText(command.args, command, frame, { shell });
  if (shell.io === io) shell.io = before;
}

/** Options of ssh that take a value. */
const sshValued = "BbcDEeFIiJLlmOoPpQRSWw";

function readRemote(command: CommandFact, frame: Frame, io: Io): void {
  const { args } = command;
  let at = 0;
  for (let option = args[at]?.literal; option?.startsWith("-"); option = args[at]?.literal) {
    const valued = [...option].findIndex((letter, index) => index > 0 && sshValued.includes(letter));
    at += valued === option.length - 1 && valued > 0 ? 2 : 1;
  }
  const script = args.slice(at + 1);
  const surroundings: Surroundings = { shell: { io, options: noOptions, switched: {} }, place: "remote", passed: new Set() };
  if (script.length > 0) readText(script, command, frame, surroundings);
  else readStandardInput(command, frame, surroundings);
}

/** `su user -c 'script'`. */
function readSwitchUser(command: CommandFact, frame: Frame, io: Io): void {
  const at = command.args.findIndex(({ literal }) => literal === "-c" || literal === "--command" || literal === "-lc");
  const surroundings = { shell: { io, options: noOptions, switched: {} } };
  if (at !== -1) readText(command.args.slice(at + 1, at + 2), command, frame, surroundings);
  else readStandardInput(command, frame, surroundings);
}

/** The script on standard input, when its text is known. */
function readStandardInput(command: CommandFact, frame: Frame, surroundings: Surroundings): void {
  const words = wordsOf(command.input);
  const { io, options } = surroundings.shell;
  readText(words, command, frame, {
    ...surroundings,
    shell: { io: { ...io, input: { kind: "inherited" } }, options, switched: {} },
  });
}

function wordsOf(input: Input): readonly Word[] {
  switch (input.kind) {
    case "heredoc":
    case "here-string":
      return [input.body];
    case "pipe":
      return input.from.length === 1 ? printedBy(input.from[0]) : [];
    default:
      return [];
  }
}

/** What `cat <<EOF` and `echo '…'` hand on. */
function printedBy(command: CommandFact | undefined): readonly Word[] {
  if (command?.name === "cat" && command.args.length === 0 && command.input.kind !== "pipe") return wordsOf(command.input);
  if (command?.name !== "echo") return [];
  const first = command.args.findIndex(({ literal }) => literal === undefined || !/^-[neE]+$/.test(literal));
  return first === -1 ? [] : command.args.slice(first);
}

/** Reads the text that words make when they are joined with blanks. */
function readText(words: readonly Word[], command: CommandFact, frame: Frame, surroundings: Surroundings): void {
  const { reading } = frame;
  const [first] = words;
  const last = words.at(-1);
  if (first === undefined || last === undefined) return;
  const source = scriptSource(words, reading.text);
  if (source === undefined || !spend(reading, source.text.length)) return;
  const script = parse(source.text);
  const inner: Frame = {
    ...frame,
    ...surroundings,
    source,
    nestedIn: command,
    nesting: frame.nesting + 1,
    role: "plain",
    failing: undefined,
    within: surroundings.shell === frame.shell ? frame.within : { start: first.span.start, end: last.span.end },
    level: [],
  };
  // What a text with unknown pieces looks like to the shell that gets it, and what other hosts' shells understand, is not known.
  if (inner.place === "job" && source.masks.length === 0) noteErrors(script.errors, inner);
  reading.readStatements(script.commands, inner);
}
