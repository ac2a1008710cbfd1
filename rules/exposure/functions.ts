/** Functions of a script: which are called, and which print what they are given. */
import type { CommandFact, ScriptFacts } from "../../src/shell/facts.ts";
import { sourcesOf, readsOf } from "../../src/shell/variables.ts";
import { printedWords } from "../data/printed-words.ts";
import type { PrintedWord } from "../data/printed-words.ts";
import { handedOn } from "../data/text-filters.ts";
import { formsInLog } from "./way-to-log.ts";

export interface Functions {
  /** True for what stands in a function that its own script does not call. */
  isNeverCalled(command: CommandFact): boolean;
  /** By function, the positions of the arguments that it prints; `all` for `$@` and `$*`. */
  readonly prints: ReadonlyMap<string, ReadonlySet<number | "all">>;
}

const none: Functions = { isNeverCalled: () => false, prints: new Map() };

export function functionsOf(facts: ScriptFacts): Functions {
  const called = new Set<string>();
  const prints = new Map<string, Set<number | "all">>();
  if (facts.commands.every(({ functions }) => functions.length === 0)) return none;
  for (const command of facts.commands) {
    if (command.name !== undefined) called.add(command.name);
    const owner = command.functions.at(-1);
    if (owner === undefined) continue;
    for (const position of positionsPrintedBy(command, facts)) {
      const positions = prints.get(owner);
      if (positions === undefined) prints.set(owner, new Set([position]));
      else positions.add(position);
    }
  }
  const isNeverCalled = ({ functions: [outermost] }: CommandFact): boolean => outermost !== undefined && !called.has(outermost);
  return { isNeverCalled, prints };
}

/** The arguments of a call that the called function prints: those of `log "$TOKEN"` with `log() { echo "$1"; }`. */
export function passedOn({ name, args, wrappers }: CommandFact, { prints }: Functions): readonly PrintedWord[] {
  const printed = name === undefined || wrappers.length > 0 ? undefined : prints.get(name);
  if (printed === undefined) return [];
  return args.flatMap((word, index) => (printed.has("all") || printed.has(index + 1) ? [{ word, as: "kept" as const }] : []));
}

function* positionsPrintedBy(command: CommandFact, facts: ScriptFacts): Iterable<number | "all"> {
  for (const { word, as } of printedWords(command, facts)) {
    for (const part of readsOf(word)) {
      if (part.yields !== "value" || part.name === "") continue;
      for (const source of sourcesOf(facts, part.name, command)) {
        const position = source.name === "@" || source.name === "*" ? "all" : Number(source.name);
        if (position !== "all" && !(position > 0)) continue;
        if (as === "kept" && source.derivedThrough.length === 0 && formsInLog(command, as, facts, keptOnly).size > 0)
          yield position;
      }
    }
  }
}

function keptOnly(reader: CommandFact, form: "kept"): "kept" | undefined {
  return handedOn(reader) === "kept" ? form : undefined;
}
