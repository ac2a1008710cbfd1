/** What a command is given to read. */
import type { CommandFact, Word } from "../../../src/shell/facts.ts";

/** Its arguments, and the text of a heredoc or here-string. */
export function readWords({ args, input }: CommandFact): readonly Word[] {
  return input.kind === "heredoc" || input.kind === "here-string" ? [...args, input.body] : args;
}
