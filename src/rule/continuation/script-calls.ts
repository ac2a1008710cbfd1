/** Scripts that continue the pipeline by themselves, with a request to CircleCI's API. */
import type { ScriptRun } from "../audit.ts";
import type { CommandFact, ScriptFacts, Word } from "../../shell/facts.ts";
import { originsOf } from "../../shell/origins.ts";

export interface ScriptCall {
  readonly script: ScriptRun;
  readonly command: CommandFact;
  /** The word that holds the address. */
  readonly word: Word;
  /** Files whose text may go into the request, as the script names them. */
  readonly files: readonly Word[];
}

const route = "pipeline/continue";
const clients = new Set(["curl", "wget", "http", "https", "xh", "invoke-restmethod", "invoke-webrequest", "irm", "iwr"]);

/** The first such request of a script. */
export function scriptCallOf(script: ScriptRun): ScriptCall | undefined {
  const { facts } = script;
  // Nearly all scripts are done with here.
  if (!facts.text.includes(route)) return undefined;
  for (const command of facts.commands) {
    const word = continueAddress(command, facts);
    if (word !== undefined) return { script, command, word, files: configFilesIn(facts) };
  }
  return undefined;
}

/** The word that holds the address, when the command is a request to continue the pipeline. */
export function continueAddress(command: CommandFact, facts: ScriptFacts): Word | undefined {
  return isClient(command) ? command.args.find((arg) => saysRoute(arg, command, facts)) : undefined;
}

/** Programs that send requests. */
export function isClient({ name }: CommandFact): boolean {
  return name !== undefined && clients.has(name);
}

function saysRoute(word: Word, command: CommandFact, facts: ScriptFacts): boolean {
  return word.parts.some((part) => {
    if (part.kind === "literal") return part.text.includes(route);
    if (part.kind !== "variable") return false;
    const { assignments } = originsOf(facts, part.name, command);
    return assignments.some(({ value }) => value?.parts.some((piece) => piece.kind === "literal" && piece.text.includes(route)));
  });
}

/** What the script reads to put it into the request: `$(cat x.yml)`, `$(< x.yml)`, `jq --rawfile config x.yml`. */
function configFilesIn(facts: ScriptFacts): readonly Word[] {
  const found = new Map<string, Word>();
  for (const command of facts.commands) {
    const words = command.name === undefined ? [] : readers.has(command.name) ? command.args : [];
    const inputs = command.input.kind === "file" ? [command.input.source] : [];
    for (const word of [...words, ...inputs]) {
      if (/\.ya?ml$/.test(word.literal ?? "") && !found.has(word.literal ?? "")) found.set(word.literal ?? "", word);
    }
  }
  return [...found.values()];
}

const readers = new Set(["cat", "jq", "circleci"]);
