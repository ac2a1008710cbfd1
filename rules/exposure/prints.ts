/** All that a script prints of variables. */
import type { CommandFact, ScriptFacts } from "../../src/shell/facts.ts";
import { printedNames, printedWords } from "../data/printed-words.ts";
import type { PrintedName, PrintedWord } from "../data/printed-words.ts";
import { functionsOf, passedOn } from "./functions.ts";

export interface Prints {
  /** Words that are not all literal, each with the command that prints it. */
  readonly words: readonly (PrintedWord & { readonly command: CommandFact })[];
  /** The command is undefined for a script that is wholly in another language. */
  readonly names: readonly (PrintedName & { readonly command: CommandFact | undefined })[];
}

/** Functions that the script does not call are left out: where their output goes is not known. */
export function printsOf(facts: ScriptFacts): Prints {
  const words: Prints["words"][number][] = [];
  const names: Prints["names"][number][] = facts.environmentPrints.map((print) => ({ ...print, command: undefined }));
  const functions = functionsOf(facts);
  for (const command of facts.commands) {
    if (functions.isNeverCalled(command)) continue;
    for (const { word, as } of [...printedWords(command, facts), ...passedOn(command, functions)]) {
      if (word.literal === undefined) words.push({ word, as, command });
    }
    for (const { name, span } of printedNames(command, facts)) names.push({ name, span, command });
  }
  return { words, names };
}
