/** Which stored variables a word carries into a command: directly, or decoded on the way. */
import { secretName } from "../secret-names.ts";
import type { CommandFact, ScriptFacts, Word } from "../../../src/shell/facts.ts";
import { originsOf, type Reader } from "../../../src/shell/origins.ts";
import { sourcesOf, type VariableSource } from "../../../src/shell/variables.ts";
import { wordSet } from "../options.ts";
import { readWords } from "./read-words.ts";
import { cloudVariable } from "./variables.ts";
import { isOidcToken } from "./federation.ts";

/** What only changes how a key is written; a key that another program gives back is not a stored one. */
const decoders = wordSet("echo printf cat base64 jq yq tr sed awk cut xargs head tail openssl gpg gpg2 gunzip envsubst tee");

export function isDecoder(program: string): boolean {
  return decoders.has(program);
}

/** A script in which keys are looked for. */
export interface KeyScript {
  readonly facts: ScriptFacts;
  /** How often the source of each variable was asked for. */
  readonly looks: Map<string, number>;
}

/** A script that mentions a variable more often than this has shown what it does with it. */
const mostLooks = 100;

const deepest = 4;

/** The variables of the job's environment whose values the word carries, each once. */
export function storedNamesIn(script: KeyScript, word: Word, reader: Reader): readonly string[] {
  const names = new Set<string>();
  addNames(names, script, word, reader, []);
  return [...names];
}

/** The same for a variable that a command or an assignment names. */
export function storedNamesOf(script: KeyScript, name: string, reader: Reader): readonly string[] {
  const names = new Set<string>();
  addSources(names, script, name, reader, []);
  return [...names];
}

function addNames(names: Set<string>, script: KeyScript, word: Word, reader: Reader, through: readonly CommandFact[]): void {
  for (const part of word.parts) {
    if (part.kind === "variable") {
      if (!part.elsewhere && (part.yields === "value" || part.yields === "part"))
        addSources(names, script, part.name, reader, through);
      if (part.alternative !== undefined) addNames(names, script, part.alternative, reader, through);
    } else if (part.kind === "substitution" && through.length < deepest) {
      for (const command of part.commands) {
        const inner = [...through, command];
        for (const read of readWords(command)) addNames(names, script, read, command, inner);
      }
    }
  }
}

function addSources(names: Set<string>, script: KeyScript, name: string, reader: Reader, through: readonly CommandFact[]): void {
  for (const source of storedSourcesOf(script, name, reader)) {
    const all = [...through, ...source.derivedThrough];
    if (all.length === 0 || (isSecret(source.name) && all.every((command) => isDecoder(command.name ?? "")))) {
      names.add(source.name);
    }
  }
}

/** The stored variables whose values a variable may hold. One that the script sets is none, even where a condition may skip that. */
function storedSourcesOf(script: KeyScript, name: string, reader: Reader): readonly VariableSource[] {
  const looks = (script.looks.get(name) ?? 0) + 1;
  if (looks > mostLooks) return [];
  script.looks.set(name, looks);
  return sourcesOf(script.facts, name, reader).filter((source) => {
    const { assignments } = originsOf(script.facts, source.name, source.path.at(-1) ?? reader);
    return isStoredName(source.name) && !assignments.some(({ value, from }) => value !== undefined && from !== "default");
  });
}

/** `$1` is whatever a function is called with, and CircleCI's own variables hold no keys of clouds. */
export function isStoredName(name: string): boolean {
  return /^[A-Za-z_]/u.test(name) && !isOidcToken(name) && !name.startsWith("CIRCLE_");
}

function isSecret(name: string): boolean {
  return cloudVariable(name)?.part === "secret" || secretName(name) !== undefined;
}
