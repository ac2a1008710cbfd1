/** What commands do to the shell that runs them: options, descriptors, variables, functions, scripts given as text. */
import type { AssignmentFact, CommandFact, Word } from "../facts.ts";
import { joinWords } from "../join-words.ts";
import { newAssignment, splitAssignment } from "./assignments.ts";
import { readNested } from "./nested.ts";
import { optionWord, readOptions, readShopt, withChanges } from "../options.ts";
import type { OptionChange } from "../options.ts";
import type { Draft } from "../drafts.ts";
import type { Frame, Io } from "./reading.ts";

type Declared = readonly Draft<AssignmentFact>[];

/** Lets a command take effect; `declared` are the assignments that its arguments already are. */
export function runBuiltin(command: CommandFact, frame: Frame, io: Io, declared: Declared): void {
  switch (command.name) {
    case undefined:
      return;
    case "set":
      return changeOptions(readOptions(command.args.map(optionWord)).changes, frame);
    case "shopt":
      return changeOptions(readShopt(command.args.map(optionWord)), frame);
    case "exec":
      // Without a program it redirects the rest of the script.
      frame.shell.io = io;
      return;
    case "export":
    case "declare":
    case "typeset":
    case "local":
    case "readonly":
      return declare(command, frame, declared);
    case "read":
      return setNames(command, operandsOf(command.args, "adinNptu", ["a"]), "read", frame);
    case "mapfile":
    case "readarray":
      return setNames(command, operandsOf(command.args, "dnOsucC", []), "read", frame);
    case "getopts":
      return setNames(command, command.args.slice(1, 2), "read", frame);
    case "printf":
      return printToVariable(command, frame);
    default:
      callFunction(command.name, frame);
      return readNested(command, frame, io);
  }
}

function changeOptions(changes: readonly OptionChange[], { reading, shell }: Frame): void {
  if (changes.length === 0) return;
  shell.options = withChanges(shell.options, changes);
  for (const { option, on, span } of changes) {
    shell.switched = { ...shell.switched, [option]: on };
    if (option === "xtrace" && on) reading.traceSwitches.push({ kind: "set", span });
  }
}

function callFunction(name: string, { reading, shell }: Frame): void {
  const effect = reading.functions.get(name)?.effect;
  if (effect === undefined) return;
  shell.options = { ...shell.options, ...effect };
  shell.switched = { ...shell.switched, ...effect };
}

/** `export X`, `export "X=$Y"`, `declare -x X=1`: assignment words are known already, names and quoted words are not. */
function declare(command: CommandFact, frame: Frame, declared: Declared): void {
  const flags = command.args.map((word) => (word.literal?.startsWith("-") === true ? word.literal : "")).join("");
  if (/[pfF]/.test(flags)) return;
  const exported = (command.name === "export" && !flags.includes("n")) || (command.name !== "export" && flags.includes("x"));
  const known = new Set<object>();
  for (const fact of declared) {
    fact.exported = exported;
    known.add(fact.span);
  }
  for (const word of command.args) {
    if (/^[-+]/.test(word.literal ?? "") || known.has(word.span)) continue;
    const split = splitAssignment(word);
    if (split !== undefined) newAssignment(frame, split, { value: split.value, append: split.append, exported });
    else declareName(word, exported, frame);
  }
}

const plainName = /^[A-Za-z_]\w*$/;

function declareName(word: Word, exported: boolean, frame: Frame): void {
  if (word.literal !== undefined && plainName.test(word.literal)) {
    newAssignment(frame, { span: word.span, name: word.literal, nameSpan: word.span }, { exported });
  }
}

/** The words that are no options. Options in `kept` have a value that is an operand itself (`read -a array`). */
function operandsOf(args: readonly Word[], valued: string, kept: readonly string[]): readonly Word[] {
  const operands: Word[] = [];
  for (let at = 0; at < args.length; at += 1) {
    const word = args[at];
    if (word === undefined) break;
    const option = operands.length === 0 && word.literal?.startsWith("-") === true ? word.literal.slice(1) : "";
    const letter = [...option].find((candidate) => valued.includes(candidate));
    if (option === "") operands.push(word);
    else if (letter !== undefined && option.endsWith(letter)) {
      at += 1;
      const value = args[at];
      if (kept.includes(letter) && value !== undefined) operands.push(value);
    }
  }
  return operands;
}

function setNames(command: CommandFact, words: readonly Word[], from: AssignmentFact["from"], frame: Frame): void {
  for (const { literal, span } of words) {
    if (literal !== undefined && plainName.test(literal)) {
      newAssignment(frame, { span: command.span, name: literal, nameSpan: span }, { from });
    }
  }
}

function printToVariable(command: CommandFact, frame: Frame): void {
  const [option, name, ...printed] = command.args;
  const [first] = printed;
  const last = printed.at(-1);
  if (option?.literal !== "-v" || name?.literal === undefined || first === undefined || last === undefined) return;
  const value = joinWords(printed, { start: first.span.start, end: last.span.end });
  newAssignment(
    frame,
    { span: command.span, name: name.literal.replace(/\[.*$/, ""), nameSpan: name.span },
    { from: "printf-v", value },
  );
}
