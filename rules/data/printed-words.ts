/** Which of its words a command writes to its standard output. */
import type { CommandFact, ScriptFacts, Word } from "../../src/shell/facts.ts";
import { environmentPrintsOf } from "../../src/shell/one-liners.ts";
import type { Span } from "../../src/source/span.ts";
import { handedOn } from "./text-filters.ts";
import type { HandedOn } from "./text-filters.ts";

export interface PrintedWord {
  readonly word: Word;
  readonly as: HandedOn;
}

const echoes: ReadonlySet<string> = new Set([
  ...["echo", "gecho", "printf", "print", "write-host", "write-output", "write-warning", "write-error", "write-information"],
  ...["write", "out-host"],
]);

/**
 * The words whose text a command prints: those of `echo`, the text that `cat <<EOF` and `base64 <<<` read, what `jq --arg` takes in, a
 * PowerShell expression that stands alone.
 */
export function printedWords(command: CommandFact, { language, text }: ScriptFacts): readonly PrintedWord[] {
  const { name, args, words, input, span } = command;
  if (name === undefined) {
    return language === "powershell" ? expressionWords(words, text.charAt(span.start)) : [];
  }
  if (echoes.has(name)) return name === "printf" && args[0]?.literal === "-v" ? [] : asKept(args);
  if (name === "circleci" && args[0]?.literal === "env" && args[1]?.literal === "subst") return asKept(args.slice(2));
  const printed: PrintedWord[] = [];
  if (name === "jq" && args.some(({ literal }) => literal !== undefined && /^-[a-zA-Z]*n|^--null-input$/u.test(literal))) {
    printed.push(...asKept(args.filter((_, index) => /^--arg(?:json)?$/u.test(args[index - 2]?.literal ?? ""))));
  }
  if (name === "kubectl" && printsManifest(args)) printed.push(...args.map((word) => ({ word, as: "changed" as const })));
  if (input.kind === "heredoc" || input.kind === "here-string") {
    const as = handedOn(command);
    if (as !== undefined) printed.push({ word: input.body, as });
  }
  return printed;
}

/** `kubectl create secret … -o yaml`, which shows the values in base64. */
function printsManifest(args: readonly Word[]): boolean {
  const texts = args.map(({ literal }) => literal ?? "");
  if (texts[0] !== "create" || texts[1] !== "secret") return false;
  return texts.some((text, at) =>
    /^(?:-o|--output)=?(?:yaml|json)$/u.test(text + (/^(?:-o|--output)$/u.test(text) ? (texts[at + 1] ?? "") : "")),
  );
}

function asKept(words: readonly Word[]): readonly PrintedWord[] {
  return words.map((word) => ({ word, as: "kept" }));
}

/** `$env:X`, `"… $env:X"`, `"…" + $env:X` and `[Console]::WriteLine(…)`. `& $tool` and `$client.Send($env:X)` are calls. */
function expressionWords(words: readonly Word[], begins: string): readonly PrintedWord[] {
  const [first, operator] = words;
  const [part, ...more] = first?.parts ?? [];
  if (first === undefined || part === undefined || begins === "&" || begins === ".") return [];
  if (part.kind === "literal" && part.quote === "none") {
    return /^\[(?:System\.)?Console\]::(?:Error\.|Out\.)?Write/iu.test(part.text) ? asKept(words) : [];
  }
  if (operator !== undefined) return operator.literal === "+" || operator.literal === "-f" ? asKept(words) : [];
  // What a method makes of a variable; what it is given in brackets goes elsewhere.
  if (part.kind === "variable" && part.yields === "part") return asKept([{ ...first, parts: [part] }]);
  return more.length === 0 || first.parts.every(({ quote }) => quote === "double") ? asKept(words) : [];
}

/** A variable that a command prints by its name. */
export interface PrintedName {
  /** Undefined for the whole environment. */
  readonly name: string | undefined;
  readonly span: Span;
}

const interpreters = /^(?:python|node|bun|ruby|perl)/u;

/** `printenv NAME`, `declare -p NAME`, `gci env:NAME`, cmd's `set NAME`, and what one-liners in other languages print. */
export function printedNames(command: CommandFact, facts: ScriptFacts): readonly PrintedName[] {
  const { name, args } = command;
  switch (name) {
    case undefined:
      return [];
    case "printenv":
      return named(args);
    case "declare":
    case "typeset":
      return args.some(({ literal }) => literal !== undefined && /^-\w*p/u.test(literal)) ? named(args) : [];
    case "set":
      return facts.language === "cmd" ? named(args) : [];
    case "get-childitem":
    case "get-item":
    case "get-content":
    case "gci":
    case "gi":
    case "gc":
    case "dir":
    case "ls":
    case "cat":
    case "type":
      return facts.language === "powershell" ? args.flatMap(itemOfEnvironment) : [];
    default:
      return interpreters.test(name) ? environmentPrintsOf(facts, command) : [];
  }
}

function named(args: readonly Word[]): readonly PrintedName[] {
  return args.flatMap(({ literal, span }) =>
    literal !== undefined && /^[A-Za-z_]\w*$/u.test(literal) ? [{ name: literal, span }] : [],
  );
}

/** `env:NAME`. */
function itemOfEnvironment({ literal, span }: Word): readonly PrintedName[] {
  const name = /^env:[\\/]?([A-Za-z_]\w*)$/iu.exec(literal ?? "")?.[1];
  return name === undefined ? [] : [{ name, span }];
}
