/** `aws ecr get-login`, which prints a `docker login` with the password in its arguments, when what it prints is run. */
import type { CommandFact, ScriptFacts } from "../../src/shell/facts.ts";
import { originsOf } from "../../src/shell/origins.ts";
import { sinksOf } from "../../src/shell/sinks.ts";
import type { Span } from "../../src/source/span.ts";
import { stdinRole } from "../data/interpreters.ts";
import { secretFetchOf } from "../data/tools/secret-fetchers.ts";

/** The places of those whose output is run: substituted as a command, given to `eval`, piped to a shell, or kept in a variable that is. */
export function ecrLoginsOf(facts: ScriptFacts): readonly Span[] {
  return facts.commands.flatMap((command) => {
    if (command.name !== "aws") return [];
    const fetch = secretFetchOf(command);
    return fetch?.what === "aws ecr get-login" && isRun(command, facts) ? [fetch.span] : [];
  });
}

function isRun(command: CommandFact, facts: ScriptFacts): boolean {
  return sinksOf(command.output).some((sink) => {
    if (sink.kind === "pipe")
      return sink.to.some((reader) => stdinRole(reader) === "runs" || (reader.name === "sed" && isRun(reader, facts)));
    if (sink.kind === "file") return true;
    if (sink.kind !== "captured" || sink.by === undefined) return false;
    if ("words" in sink.by) return sink.by.name === undefined || sink.by.name === "eval";
    const holder = sink.by;
    return facts.commands.some(
      (reader) => readsToRun(reader, holder.name) && originsOf(facts, holder.name, reader).assignments.includes(holder),
    );
  });
}

/** `$LOGIN` and `eval $LOGIN`. */
function readsToRun({ name, words }: CommandFact, variable: string): boolean {
  if (name !== undefined && name !== "eval") return false;
  return words.some(({ parts }) => parts.some((part) => part.kind === "variable" && part.name === variable));
}
