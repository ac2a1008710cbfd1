/** Commands whose failure stops nothing, although somebody runs them to be stopped. */
import type { CommandFact, ScriptFacts, Word } from "../../src/shell/facts.ts";
import { pipelineAfter } from "../../src/shell/sinks.ts";
import type { Span } from "../../src/source/span.ts";

export interface LostFailure {
  /** What loses it: `|| true`, `| tee`, `set +e`, or `errexit off` where the shell never had it. */
  readonly how: string;
  /** The command that excuses it or takes its place; undefined for a shell that is started without errexit. */
  readonly by: Span | undefined;
}

/** Undefined when the failure counts, or when it is not known whether it does: a function of the script may do anything. */
export function lostFailure(command: CommandFact, facts: ScriptFacts): LostFailure | undefined {
  if (command.onFailure !== undefined) return excusedBy(command.onFailure, facts);
  if (command.role !== "plain") return undefined;
  const last = pipelineAfter(command).at(-1);
  if (last !== undefined) return inPipeline(command, last);
  return command.options.errexit || command.substitutedInto !== undefined ? undefined : withoutErrexit(command, facts);
}

const saysOnly = new Set(["echo", "printf", "write-host", "write-output"]);
const passes = new Set(["true", ":"]);

/** `|| true`, `|| exit 0`, `|| echo "never mind"`. */
function excusedBy(other: CommandFact, facts: ScriptFacts): LostFailure | undefined {
  const { name = "", args, span } = other;
  const isPass = passes.has(name) || (isExit(other) && args[0]?.literal === "0");
  if (!isPass && !(saysOnly.has(name) && !failsSoonAfter(other, facts))) return undefined;
  const rest = isExit(other) ? " 0" : saysOnly.has(name) ? " …" : "";
  return { how: `|| ${name}${rest}`, by: span };
}

function isExit({ name }: CommandFact): boolean {
  return name === "exit" || name === "return";
}

/** `|| { echo "found something"; exit 1; }`: what follows inside the group runs only then, too. */
function failsSoonAfter(command: CommandFact, { commands }: ScriptFacts): boolean {
  for (const next of commands.slice(commands.indexOf(command) + 1)) {
    if (!next.conditional) return false;
    if ((isExit(next) && next.args[0]?.literal !== "0") || next.name === "false" || next.name === "kill") return true;
  }
  return false;
}

/** Commands that never fail for what they read, so that a pipeline that ends in one succeeds. */
const indifferent = new Set(["tee", "cat", "sed", "head", "tail", "sort", "uniq", "tr", "cut", "ts", "column", "less", "wc"]);

function inPipeline({ options }: CommandFact, last: CommandFact): LostFailure | undefined {
  return options.pipefail || !indifferent.has(last.name ?? "") ? undefined : { how: `| ${last.name ?? ""}`, by: last.span };
}

/** The next command's success hides the failure, unless something asks for `$?`. The last command still decides. */
function withoutErrexit(command: CommandFact, { commands, assignments }: ScriptFacts): LostFailure | undefined {
  const later = commands.filter(({ span }) => span.start >= command.span.end);
  const asks =
    later.some(({ words }) => words.some(readsStatus)) ||
    assignments.some(({ value }) => value !== undefined && readsStatus(value));
  if (later.length === 0 || asks) return undefined;
  const off = commands.findLast(
    ({ name, args, span }) => name === "set" && span.end <= command.span.start && args.some(switchesOff),
  );
  return { how: off === undefined ? "errexit off" : "set +e", by: off?.span };
}

function switchesOff({ literal }: Word, index: number, args: readonly Word[]): boolean {
  return literal !== undefined && (/^\+[a-z]*e/u.test(literal) || (literal === "errexit" && args[index - 1]?.literal === "+o"));
}

function readsStatus({ parts }: Word): boolean {
  return parts.some((part) => part.kind === "variable" && /^(?:\?|PIPESTATUS|LASTEXITCODE)$/u.test(part.name));
}
