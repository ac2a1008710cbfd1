/** Compound commands: groups, branches, loops, coprocesses. */
import type { ArithmeticFor, CommandNode, CompoundList, Coproc, For, If, Redirected, Select } from "unbash";
import { readExpression } from "./arithmetic.ts";
import { newAssignment, readList } from "./assignments.ts";
import { readCommand } from "./commands.ts";
import { alsoAllowedBy, readArithmeticCommand, readCase, readTest } from "./conditions.ts";
import { readFunction } from "./functions.ts";
import { openPipe } from "./io.ts";
import type { Frame } from "./reading.ts";
import { applyRedirects, readRedirect } from "./redirects.ts";
import { masksIn, outerSpan } from "../source.ts";

export type Compound = Exclude<CommandNode, { type: "Command" }> | CompoundList;

export function readCompound(node: Compound, frame: Frame): void {
  switch (node.type) {
    case "Redirected":
      return readRedirected(node, frame);
    case "CompoundList":
      return readBody(node, frame);
    case "BraceGroup":
      return readBody(node.body, frame);
    case "Subshell":
      return readBody(node.body, subshell(frame, node));
    case "If":
      return readIf(node, frame);
    case "While":
      return readBody(
        node.body,
        behind(node.clause, { ...frame, role: "condition", failing: undefined }, { ...frame, conditional: true }),
      );
    case "For":
    case "Select":
      return readFor(node, frame);
    case "ArithmeticFor":
      return readArithmeticFor(node, frame);
    case "Case":
      return readCase(node, frame);
    case "TestCommand":
      return readTest(node, frame);
    case "ArithmeticCommand":
      return readArithmeticCommand(node, frame);
    case "Function":
      return readFunction(node, frame);
    case "Coproc":
      return readCoproc(node, frame);
  }
}

/** The frame of commands whose changes to the shell are lost. */
export function subshell(frame: Frame, node: { readonly pos: number; readonly end: number }): Frame {
  return { ...frame, shell: { ...frame.shell }, within: outerSpan(frame.source, node.pos, node.end) };
}

function readBody(list: CompoundList, frame: Frame): void {
  frame.reading.readStatements(list.commands, frame);
}

function readRedirected({ command, redirects }: Redirected, frame: Frame): void {
  const { shell } = frame;
  const before = shell.io;
  const read = redirects.map((redirect) => readRedirect(redirect, frame, undefined));
  shell.io = applyRedirects(read, frame);
  readCompound(command, frame);
  shell.io = before;
}

function readIf(node: If, frame: Frame): void {
  const condition: Frame = { ...frame, role: "condition", failing: undefined };
  const branch: Frame = { ...frame, conditional: true };
  readBody(node.then, behind(node.clause, condition, branch));
  for (const { clause, then } of node.elif) readBody(then, behind(clause, { ...condition, conditional: true }, branch));
  if (node.else !== undefined) readBody(node.else, branch);
}

/** Reads a clause; the frame of what runs when it comes out true. */
function behind(clause: CompoundList, condition: Frame, branch: Frame): Frame {
  const { commands } = condition.reading;
  const first = commands.length;
  readBody(clause, condition);
  return { ...branch, allowedBy: alsoAllowedBy(branch.allowedBy, commands.slice(first)) };
}

function readFor(node: For | Select, frame: Frame): void {
  const { name, wordlist } = node;
  const nameSpan = outerSpan(frame.source, name.pos, name.end);
  const last = wordlist?.at(-1);
  const span = outerSpan(frame.source, name.pos, last?.end ?? name.end);
  const masked = masksIn(frame.source, name.pos, name.end).length > 0;
  const fact = newAssignment(frame, { span, name: masked ? "" : name.text, nameSpan }, { from: "for" });
  const [first] = wordlist ?? [];
  if (wordlist !== undefined && first !== undefined && last !== undefined) {
    fact.value = readList(wordlist, frame, fact, { pos: first.pos, end: last.end });
  }
  readBody(node.body, { ...frame, conditional: true });
}

function readArithmeticFor(node: ArithmeticFor, frame: Frame): void {
  const reader = { frame, consumer: { by: undefined, redirect: false } };
  for (const expression of [node.initialize, node.test, node.update]) readExpression(expression, reader);
  readBody(node.body, { ...frame, conditional: true });
}

/** A coprocess talks to the script through pipes, so nothing of it reaches the log by itself. */
function readCoproc({ body, ...node }: Coproc, frame: Frame): void {
  const inner = subshell(frame, node);
  inner.shell.io = { ...inner.shell.io, input: openPipe(frame).input, output: openPipe(frame).sink };
  if (body.type === "Command") readCommand(body, inner);
  else readCompound(body, inner);
}
