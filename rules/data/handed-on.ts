/** What is left of a value after commands have worked on it. */
import type { CommandFact, ScriptFacts } from "../../src/shell/facts.ts";
import { printedWords } from "./printed-words.ts";
import { handedOn } from "./text-filters.ts";
import type { HandedOn } from "./text-filters.ts";

/** One step after the other: what was cut stays cut. */
export function combined(first: HandedOn, second: HandedOn): HandedOn {
  if (first === "cut" || second === "cut") return "cut";
  return first === "kept" ? second : first;
}

/**
 * The form in which a value comes out of the commands of `$( )` that it went through (`derivedThrough` of `sourcesOf`); undefined when
 * one of them keeps it: `$(curl -H "$TOKEN" …)` yields an answer, `$(echo "$TOKEN" | wc -c)` a number.
 */
export function formAfter(commands: readonly CommandFact[], facts: ScriptFacts): HandedOn | undefined {
  let form: HandedOn = "kept";
  for (const command of commands) {
    const { input } = command;
    const isPiped = input.kind === "pipe" && input.from.some((writer) => commands.includes(writer));
    const next = isPiped ? handedOn(command) : printedWords(command, facts)[0]?.as;
    if (next === undefined) return undefined;
    form = combined(form, next);
  }
  return form;
}
