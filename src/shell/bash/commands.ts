/** Simple commands as facts. */
import type { Assignment, Command, CommandArgument, Redirection } from "unbash";
import type { Span } from "../../source/span.ts";
import { draftCommand } from "../drafts.ts";
import type { Draft } from "../drafts.ts";
import type { AssignmentFact, CommandFact, Word } from "../facts.ts";
import { assignmentWord, newAssignment, readAssignment, splitAssignment } from "./assignments.ts";
import { spend } from "./budget.ts";
import { runBuiltin } from "./builtins.ts";
import { joinPipes } from "./io.ts";
import type { Frame, Io } from "./reading.ts";
import { applyRedirects, readRedirect } from "./redirects.ts";
import type { ReadRedirect } from "./redirects.ts";
import { outerSpan } from "../source.ts";
import { baseName, peel } from "./wrappers.ts";
import { readWord } from "./words.ts";

/** Makes a command known, so that what is substituted into its words can name it. */
export function newCommand(frame: Frame, span: Span): Draft<CommandFact> {
  const { io, options } = frame.shell;
  const command = draftCommand(span, {
    input: io.input,
    output: io.output,
    errorOutput: io.error,
    options,
    functions: frame.functions,
    substitutedInto: frame.substitutedInto,
    role: frame.role,
    conditional: frame.conditional,
    within: frame.within,
    nestedIn: frame.nestedIn,
    place: frame.place,
  });
  command.allowedBy = frame.allowedBy;
  frame.reading.commands.push(command);
  frame.level.push(command);
  frame.failing?.push(command);
  return command;
}

export function readCommand(node: Command, frame: Frame): void {
  if (!spend(frame.reading)) return;
  if (node.name === undefined && node.prefix.some((item) => item.type === "Assignment")) return readAssignments(node, frame);
  const command = newCommand(frame, outerSpan(frame.source, node.pos, node.end));
  const environment: AssignmentFact[] = [];
  const redirects: ReadRedirect[] = [];
  const words: Word[] = [];
  const declared: Draft<AssignmentFact>[] = [];
  for (const item of node.prefix) {
    if (item.type === "Assignment") environment.push(readAssignment(item, frame, { scope: command, exported: true }));
    else redirects.push(readRedirect(item, frame, command));
  }
  if (node.name !== undefined) words.push(readWord(node.name, { frame, consumer: { by: command, redirect: false } }));
  for (const item of node.suffix) {
    if (isRedirection(item)) redirects.push(readRedirect(item, frame, command));
    else words.push(readArgument(item, frame, command, declared));
  }
  command.environment = environment;
  finishCommand(command, words, frame, applyRedirects(redirects, frame), declared);
  command.redirects = redirects.map(({ redirect }) => redirect);
}

/** Gives a command its words and descriptors and lets it take effect on the shell. */
export function finishCommand(
  command: Draft<CommandFact>,
  words: readonly Word[],
  frame: Frame,
  io: Io,
  declared: readonly Draft<AssignmentFact>[] = [],
): void {
  const peeled = peel(words);
  const [program] = peeled.words;
  command.name = program?.literal === undefined || program.literal === "" ? undefined : baseName(program.literal);
  command.words = peeled.words;
  command.args = peeled.words.slice(1);
  command.wrappers = peeled.wrappers;
  command.wrapperWords = words.slice(0, words.length - peeled.words.length);
  if (peeled.assignments.length > 0) {
    command.environment = [...command.environment, ...peeled.assignments.flatMap((word) => environmentOf(word, command, frame))];
  }
  command.input = io.input;
  command.output = io.output;
  command.errorOutput = io.error;
  joinPipes(command, frame);
  runBuiltin(command, frame, io, declared);
}

/** A line of assignments alone: they last, and there is no command. */
function readAssignments(node: Command, frame: Frame): void {
  for (const item of node.prefix) {
    if (item.type === "Assignment") readAssignment(item, frame);
    else readRedirect(item, frame, undefined);
  }
}

function readArgument(item: CommandArgument, frame: Frame, command: CommandFact, declared: Draft<AssignmentFact>[]): Word {
  if (item.type === "Word") return readWord(item, { frame, consumer: { by: command, redirect: false } });
  return readDeclaration(item, frame, declared);
}

function readDeclaration(item: Assignment, frame: Frame, declared: Draft<AssignmentFact>[]): Word {
  const fact = readAssignment(item, frame);
  declared.push(fact);
  return assignmentWord(item, fact, frame);
}

/** `env X=1 cmd`. */
function environmentOf(word: Word, command: CommandFact, frame: Frame): AssignmentFact[] {
  const split = splitAssignment(word);
  if (split === undefined) return [];
  const { value, append } = split;
  return [newAssignment(frame, split, { value, append, scope: command, exported: true })];
}

function isRedirection(item: CommandArgument | Redirection): item is Redirection {
  return item.type === "Redirect" || item.type === "HereDoc" || item.type === "HereString";
}
