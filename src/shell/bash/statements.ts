/** Statements, and-or lists and pipelines: what runs when, in which shell, into which pipe. */
import type { AndOr, CommandNode, Pipeline, PipelineNode, Statement } from "unbash";
import { enter, leave, spend } from "./budget.ts";
import { readCommand } from "./commands.ts";
import { readCompound, subshell } from "./compounds.ts";
import { alsoAllowedBy } from "./conditions.ts";
import { openPipe } from "./io.ts";
import type { Draft } from "../drafts.ts";
import type { Frame, Pipe } from "./reading.ts";
import type { CommandFact } from "../facts.ts";

export function readStatements(statements: readonly Statement[], frame: Frame): void {
  const last = statements.length - 1;
  for (const [index, { command, background }] of statements.entries()) {
    if (!spend(frame.reading)) return;
    // Only the last statement decides what a list comes to.
    let inner = index === last || frame.failing === undefined ? frame : { ...frame, failing: undefined };
    if (background === true) inner = subshell(inner, command);
    if (command.type === "AndOr") readAndOr(command, inner);
    else readPipeline(command, inner);
  }
}

/**
 * `a && b || c`: all but the last are conditions of what follows. What stands before `||` is excused from failing, and the first
 * command behind it is what runs then.
 */
function readAndOr({ commands, operators }: AndOr, frame: Frame): void {
  const { reading } = frame;
  const lastRescue = operators.lastIndexOf("||");
  let failing: Draft<CommandFact>[] = [];
  let { allowedBy } = frame;
  for (const [index, command] of commands.entries()) {
    const rescued = operators[index - 1] === "||" ? failing : [];
    if (operators[index - 1] === "||") [failing, allowedBy] = [[], frame.allowedBy];
    const first = reading.commands.length;
    const ownRole = index <= lastRescue ? "excused" : index < commands.length - 1 ? "condition" : "plain";
    readPipeline(command, {
      ...frame,
      conditional: frame.conditional || index > 0,
      allowedBy,
      role: frame.role === "plain" ? ownRole : frame.role,
      failing: index <= lastRescue ? failing : frame.failing,
    });
    allowedBy = alsoAllowedBy(allowedBy, reading.commands.slice(first));
    for (const waiting of rescued) waiting.onFailure = reading.commands[first];
  }
}

function readPipeline(node: PipelineNode, frame: Frame): void {
  if (node.type !== "Pipeline") return readNode(node, frame);
  const negated = node.prefixes.some((prefix) => prefix.type === "Negation");
  readElements(node, negated && frame.role === "plain" ? { ...frame, role: "excused" } : frame);
}

function readElements({ commands, operators }: Pipeline, frame: Frame): void {
  const last = commands.length - 1;
  let before: Pipe | undefined;
  for (const [index, command] of commands.entries()) {
    const inner = last === 0 ? frame : subshell(frame, command);
    if (before !== undefined) inner.shell.io = { ...inner.shell.io, input: before.input };
    const after: Pipe | undefined = index < last ? openPipe(frame) : undefined;
    if (after !== undefined) {
      const error = operators[index] === "|&" ? after.sink : inner.shell.io.error;
      inner.shell.io = { ...inner.shell.io, output: after.sink, error };
    }
    const counts = index === last || frame.shell.options.pipefail;
    readNode(command, counts || frame.failing === undefined ? inner : { ...inner, failing: undefined });
    before = after;
  }
}

function readNode(node: CommandNode, frame: Frame): void {
  if (node.type === "Command") return readCommand(node, frame);
  if (!enter(frame.reading)) return;
  readCompound(node, frame);
  leave(frame.reading);
}
