/** What scripts write to `$BASH_ENV`, the file that CircleCI sources before every later step of the job. */
import type { CommandFact, ScriptFacts, Word, WordPart } from "../../../src/shell/facts.ts";
import { pipelineAfter, sinksOf } from "../../../src/shell/sinks.ts";
import { printedWords } from "../printed-words.ts";
import { isHarmlessOutput } from "./harmless.ts";

export interface BashEnvWrite {
  /** The command whose output is written. */
  readonly command: CommandFact;
  /** What it prints; the output of other commands is not known. */
  readonly words: readonly Word[];
}

const written = new WeakMap<ScriptFacts, readonly BashEnvWrite[]>();

export function bashEnvWritesOf(facts: ScriptFacts): readonly BashEnvWrite[] {
  if (!mentions(facts.text)) return [];
  let writes = written.get(facts);
  if (writes === undefined) {
    writes = facts.commands.flatMap((command) =>
      command.place === "job" && endsInBashEnv(command)
        ? [{ command, words: printedWords(command, facts).map(({ word }) => word) }]
        : [],
    );
    written.set(facts, writes);
  }
  return writes;
}

function mentions(text: string): boolean {
  return text.includes("BASH_ENV") || text.includes("CIRCLE_SHELL_ENV");
}

function endsInBashEnv(command: CommandFact): boolean {
  return [command, ...pipelineAfter(command)].some(
    ({ name, args, output }) =>
      (name === "tee" && args.some(isBashEnv)) || sinksOf(output).some((sink) => sink.kind === "file" && isBashEnv(sink.target)),
  );
}

/** `$BASH_ENV`, `"${BASH_ENV}"`, `${BASH_ENV:-/dev/null}`. */
function isBashEnv({ parts }: Word): boolean {
  return parts.length === 1 && parts[0]?.kind === "variable" && /^(?:BASH_ENV|CIRCLE_SHELL_ENV)$/u.test(parts[0].name);
}

/** A variable that a later step finds set. */
export interface Exported {
  readonly name: string;
  /** What is expanded while it is written. */
  readonly parts: readonly WordPart[];
  /** Variables whose names are written, to be expanded when the file is sourced. */
  readonly names: readonly string[];
  readonly command: CommandFact;
  /** Every filter on the way leaves plain characters only. */
  readonly isHarmless: boolean;
}

/** The `NAME=value` that a write holds. */
export function exportsOf({ command, words }: BashEnvWrite): readonly Exported[] {
  const found: { name: string; parts: WordPart[]; names: string[] }[] = [];
  let current: (typeof found)[number] | undefined;
  const isHarmless = [command, ...pipelineAfter(command)].some(isHarmlessOutput);
  for (const part of words.flatMap(({ parts }) => parts)) {
    if (part.kind !== "literal") {
      current?.parts.push(part);
      continue;
    }
    for (const [text, name, read] of part.text.matchAll(/\b([A-Za-z_]\w*)=|\$\{?([A-Za-z_]\w*)|\n/gu)) {
      if (name !== undefined) found.push((current = { name, parts: [], names: [] }));
      else if (read !== undefined) current?.names.push(read);
      else if (text === "\n") current = undefined;
    }
  }
  return found.map((entry) => ({ ...entry, command, isHarmless }));
}
