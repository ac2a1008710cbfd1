/** Shell options: what `set`, `shopt` and the flags of a shell switch. */
import type { Span } from "../source/span.ts";
import type { ShellOptions, Word } from "./facts.ts";

export const noOptions: ShellOptions = { xtrace: false, errexit: false, pipefail: false, verbose: false };

const letters: ReadonlyMap<string, keyof ShellOptions> = new Map([
  ["x", "xtrace"],
  ["e", "errexit"],
  ["v", "verbose"],
]);
const names: ReadonlyMap<string, keyof ShellOptions> = new Map([
  ["xtrace", "xtrace"],
  ["errexit", "errexit"],
  ["pipefail", "pipefail"],
  ["verbose", "verbose"],
]);

/** A word as far as options go: `${DEBUG:+-x}` counts as what it may become. */
export interface OptionWord {
  readonly text: string | undefined;
  readonly span: Span;
}

export interface OptionChange {
  readonly option: keyof ShellOptions;
  readonly on: boolean;
  readonly span: Span;
}

export interface ReadOptions {
  readonly changes: readonly OptionChange[];
  /** Every letter of the short options. */
  readonly flags: ReadonlySet<string>;
  /** Index of the first word that is no option. */
  readonly rest: number;
}

export function optionWord({ literal, parts, span }: Word): OptionWord {
  if (literal !== undefined) return { text: literal, span };
  let text = "";
  for (const part of parts) {
    const piece = part.kind === "literal" ? part.text : part.kind === "variable" ? part.alternative?.literal : undefined;
    if (piece === undefined) return { text: undefined, span };
    text += piece;
  }
  return { text, span };
}

const longWithValue: ReadonlySet<string> = new Set(["--rcfile", "--init-file"]);

/** Reads the options of `set` and of shells, which share their form: `-eux`, `+x`, `-o pipefail`, `-eo pipefail`, `--login`. */
export function readOptions(words: readonly OptionWord[]): ReadOptions {
  const changes: OptionChange[] = [];
  const flags = new Set<string>();
  let at = 0;
  for (let word = words[at]; word?.text !== undefined && /^[-+]./.test(word.text); word = words[at]) {
    at += 1;
    if (word.text === "--") break;
    if (word.text.startsWith("--")) {
      if (longWithValue.has(word.text)) at += 1;
      continue;
    }
    const on = word.text.startsWith("-");
    for (const letter of word.text.slice(1)) {
      const option = letters.get(letter);
      if (on) flags.add(letter);
      if (option !== undefined) changes.push({ option, on, span: word.span });
      if (letter !== "o" && letter !== "O") continue;
      const value = words[at];
      at += 1;
      const named = letter === "o" && value?.text !== undefined ? names.get(value.text) : undefined;
      if (named !== undefined && value !== undefined) changes.push({ option: named, on, span: value.span });
    }
  }
  return { changes, flags, rest: at };
}

/** `shopt -so xtrace` and `shopt -u -o errexit` change the options of `set`. */
export function readShopt(words: readonly OptionWord[]): readonly OptionChange[] {
  const flags = words.map((word) => (word.text?.startsWith("-") === true ? word.text.slice(1) : "")).join("");
  if (!flags.includes("o") || !/[su]/.test(flags)) return [];
  return words.flatMap(({ text, span }) => {
    const option = text === undefined ? undefined : names.get(text);
    return option === undefined ? [] : [{ option, on: flags.includes("s"), span }];
  });
}

export function withChanges(options: ShellOptions, changes: readonly OptionChange[]): ShellOptions {
  if (changes.length === 0) return options;
  const changed = { ...options };
  for (const { option, on } of changes) changed[option] = on;
  return changed;
}
