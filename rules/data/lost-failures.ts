/** Commands whose failure stops nothing, although somebody runs them to be stopped. */
import type { CommandFact, ScriptFacts } from "../../src/shell/facts.ts";
import { pipelineAfter } from "../../src/shell/sinks.ts";
import type { Span } from "../../src/source/span.ts";

export interface LostFailure {
  /** What loses it: `|| true`, `| tee`, `set +e`. */
  readonly how: string;
  /** The command that excuses it or takes its place; undefined for options of the shell. */
  readonly by: Span | undefined;
}

/** Commands that never fail for what they read, so that a pipeline that ends in one succeeds. */
const indifferent = new Set(["tee", "cat", "sed", "head", "tail", "sort", "uniq", "tr", "cut", "ts", "column", "less", "wc"]);

/** Commands that say something and succeed. */
const talk = new Set(["true", ":", "echo", "printf"]);

/** Commands that end the script or the function after all. */
const stops = new Set(["exit", "return", "false", "kill"]);

/** Undefined when the failure counts, or when it is not known whether it does: a function of the script may do anything. */
export function lostFailure(command: CommandFact, facts: ScriptFacts): LostFailure | undefined {
  if (command.role === "excused") return excusedBy(command, facts);
  if (command.role !== "plain") return undefined;
  const last = pipelineAfter(command).at(-1);
  const name = last?.name ?? "";
  if (last !== undefined && !command.options.pipefail && indifferent.has(name)) return { how: `| ${name}`, by: last.span };
  if (command.options.errexit || command.substitutedInto !== undefined || last !== undefined) return undefined;
  return isJudgedAfter(command, facts) ? undefined : { how: "errexit", by: undefined };
}

function excusedBy({ onFailure }: CommandFact, facts: ScriptFacts): LostFailure | undefined {
  const name = onFailure?.name ?? "";
  if (onFailure === undefined || !talk.has(name)) return undefined;
  // `|| { echo …; exit 1; }`: what follows inside the group runs only then, too.
  const from = facts.commands.indexOf(onFailure);
  for (const next of facts.commands.slice(from + 1)) {
    if (!next.conditional) break;
    if (next.name !== undefined && stops.has(next.name)) return undefined;
  }
  return { how: `|| ${name}`, by: onFailure.span };
}

/** Without errexit the last command still decides, and so does a test of `$?` or `$LASTEXITCODE`. */
function isJudgedAfter(command: CommandFact, { commands, assignments }: ScriptFacts): boolean {
  const next = commands.find((other) => other.span.start >= command.span.end);
  if (next === undefined) return true;
  const words = [
    ...next.words,
    ...assignments.flatMap(({ value, span }) => (value !== undefined && isBetween(span, command, next) ? [value] : [])),
  ];
  return words.some((word) =>
    word.parts.some((part) => part.kind === "variable" && (part.name === "?" || part.name === "LASTEXITCODE")),
  );
}

function isBetween(span: Span, before: CommandFact, after: CommandFact): boolean {
  return span.start >= before.span.end && span.start <= after.span.end;
}
