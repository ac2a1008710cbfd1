/** Scripts of cmd.exe: commands, pipes, redirections, `set`, and the commands behind `if` and `for`. */
import type { Span } from "../../source/span.ts";
import { draftCommand } from "../drafts.ts";
import type { Draft } from "../drafts.ts";
import type { AssignmentFact, CommandFact, ScriptFacts, ShellOptions, Sink, Word } from "../facts.ts";
import { tooLarge, wordLimit } from "../limits.ts";
import { masksOf } from "../source.ts";
import type { Source } from "../source.ts";
import { assignmentOf } from "./assignments.ts";
import { programWords } from "./keywords.ts";
import { readLine } from "./lines.ts";
import type { Line } from "./lines.ts";

interface Reading {
  readonly source: Source;
  readonly options: ShellOptions;
  readonly commands: Draft<CommandFact>[];
  readonly assignments: AssignmentFact[];
}

/** How the command before is joined to the next one. */
interface Joint {
  readonly operator: string;
  readonly before: Draft<CommandFact> | undefined;
}

export function readCmd(
  text: string,
  holes: readonly Span[],
  options: ShellOptions,
): Pick<ScriptFacts, "commands" | "assignments" | "notUnderstood"> {
  const source: Source = { text, stretches: undefined, masks: masksOf(text, holes) };
  const reading: Reading = { source, options, commands: [], assignments: [] };
  let joint: Joint = { operator: "\n", before: undefined };
  let left = wordLimit;
  for (let at = 0; at < text.length && left > 0;) {
    const line = readLine(source, at, left);
    left -= line.words.length + line.redirects.length;
    const command = line.words.length === 0 ? undefined : addCommand(reading, line, joint);
    const operator = /^(?:&&|\|\||[&|])/.exec(text.slice(line.end, line.end + 2))?.[0];
    joint = operator === undefined ? { operator: "\n", before: undefined } : { operator, before: command };
    at = Math.max(at + 1, line.end + (operator?.length ?? 1));
  }
  return { commands: reading.commands, assignments: reading.assignments, notUnderstood: left > 0 ? undefined : tooLarge };
}

function addCommand(
  reading: Reading,
  { words: all, redirects }: Line,
  { operator, before }: Joint,
): Draft<CommandFact> | undefined {
  const { words, conditional } = programWords(all);
  const [program] = words;
  const last = words.at(-1);
  if (program === undefined || last === undefined) return undefined;
  const span = { start: program.span.start, end: Math.max(last.span.end, redirects.at(-1)?.span.end ?? 0) };
  const command = draftCommand(span, {
    ...anywhere,
    input: operator === "|" && before !== undefined ? { kind: "pipe", from: [before] } : { kind: "inherited" },
    options: reading.options,
    conditional: conditional || operator === "&&" || operator === "||",
    within: undefined,
  });
  command.words = words;
  command.args = words.slice(1);
  command.name = nameOf(program);
  command.redirects = redirects;
  applyRedirects(command);
  join(command, operator, before);
  reading.commands.push(command);
  const assignment = command.name === "set" || command.name === "setx" ? assignmentOf(command, reading.source.text) : undefined;
  if (assignment !== undefined) reading.assignments.push(assignment);
  return command;
}

const anywhere = {
  output: { kind: "log" },
  errorOutput: { kind: "log" },
  functions: [],
  substitutedInto: undefined,
  role: "plain",
  nestedIn: undefined,
  place: "job",
} as const;

function nameOf({ literal }: Word): string | undefined {
  const name = literal?.slice(Math.max(literal.lastIndexOf("/"), literal.lastIndexOf("\\")) + 1).toLowerCase();
  return name?.replace(/\.(?:exe|cmd|bat)$/, "") || undefined;
}

function join(command: CommandFact, operator: string, before: Draft<CommandFact> | undefined): void {
  if (before === undefined) return;
  if (operator === "|" && before.output.kind === "log") before.output = { kind: "pipe", to: [command] };
  if (operator === "&&" && before.role === "plain") before.role = "condition";
  if (operator !== "||") return;
  before.role = "excused";
  before.onFailure = command;
}

function applyRedirects(command: Draft<CommandFact>): void {
  for (const { operator, fd, target } of command.redirects) {
    if (target === undefined) continue;
    if (operator === "<") command.input = { kind: "file", source: target };
    else if (operator === ">&") {
      if (fd === 2) command.errorOutput = command.output;
      else command.output = command.errorOutput;
    } else if (operator.startsWith(">")) {
      const sink: Sink =
        target.literal?.toLowerCase() === "nul" ? { kind: "discarded" } : { kind: "file", target, append: operator === ">>" };
      if (fd === 2) command.errorOutput = sink;
      else command.output = sink;
    }
  }
}
