/** Every word of a script whose variables a shell fills in. */
import type { Word, ScriptFacts } from "../../src/shell/facts.ts";
import type { WordOwner } from "./secret-reads.ts";

/** Words with their owners; those of substituted commands belong to these commands. */
export function* wordsOfScript({ commands, assignments }: ScriptFacts): Iterable<readonly [Word, WordOwner]> {
  for (const command of commands) {
    for (const word of command.words) yield [word, command];
    for (const { target } of command.redirects) if (target !== undefined) yield [target, command];
    const { input } = command;
    if (input.kind === "here-string" || (input.kind === "heredoc" && input.expands)) yield [input.body, command];
  }
  for (const assignment of assignments) if (assignment.value !== undefined) yield [assignment.value, assignment];
}
