/** Reads the words of a command as options and operands, the way the command itself would. */
import type { Word } from "../../src/shell/facts.ts";
import type { Span } from "../../src/source/span.ts";
import { leadingText, spanIn, wordFrom } from "./word-text.ts";

export { wordSet } from "./word-set.ts";

/** How a command reads its words. Names carry their dashes: `-o`, `--output`, `-chdir`. */
export interface OptionSpec {
  /** Options that take a value: the rest of their word or the next word. */
  readonly values?: ReadonlySet<string>;
  /** Options whose value, if any, stands in the same word: mysql's `-p`, `--color[=when]`. */
  readonly attached?: ReadonlySet<string>;
  /**
   * `gnu` (default): `-abc` are three options, `--name` one. `long`: `-name` is one option (terraform, java, openssl).
   * `powershell`: like `long`, names without regard to case, `-Name:value`.
   */
  readonly style?: "gnu" | "long" | "powershell";
  /** The first operand ends the options: what follows belongs to another command (`ssh host cmd`, `docker run image cmd`). */
  readonly stopAtOperand?: boolean;
  /** `-p=x` means `x`, as in programs written in Go; elsewhere it means `=x`. */
  readonly shortEquals?: boolean;
  /** Letters whose option is two letters long: wget's `-nv`. */
  readonly twoLetters?: string;
}

export interface ParsedOption {
  /** With dashes, in lower case for PowerShell. One letter of `-abc` is `-b`. */
  readonly name: string;
  /** The word it stands in. */
  readonly word: Word;
  /** The option itself without its value: for one letter of `-abc` that letter. */
  readonly span: Span;
  /** The value as a word of its own, also when it was written in the same word; undefined for a flag or when it is missing. */
  readonly value: Word | undefined;
}

export interface ParsedArgs {
  /** In the order written. */
  readonly options: readonly ParsedOption[];
  /** What is not an option, in order; after `--` or the last option everything. Holds the opaque words too. */
  readonly operands: readonly Word[];
  /** Words whose beginning is not known (`$OPTS`, `$(flags)`): they may be options, operands, several words or none. */
  readonly opaque: readonly Word[];
}

interface Reading {
  readonly options: ParsedOption[];
  readonly operands: Word[];
  readonly opaque: Word[];
}

/** Reads the arguments (without the command's name). Linear, never throws. */
export function parseOptions(args: readonly Word[], spec: OptionSpec): ParsedArgs {
  const reading: Reading = { options: [], operands: [], opaque: [] };
  let at = 0;
  while (at < args.length) {
    const word = args[at];
    if (word === undefined) break;
    at += 1;
    const text = leadingText(word);
    if (text === "--" && word.literal !== undefined && spec.style !== "powershell") break;
    if (isOption(text)) {
      if (readOption(word, text, args[at], spec, reading)) at += 1;
      continue;
    }
    reading.operands.push(word);
    const opaque = word.literal === undefined && (text === "" || text === "-");
    if (opaque) reading.opaque.push(word);
    if (spec.stopAtOperand === true && !(opaque && maySplit(word))) break;
  }
  return { ...reading, operands: [...reading.operands, ...args.slice(at)] };
}

/** An unquoted `$OPTS` and nothing else: the shell makes as many words of it as it likes. */
function maySplit(word: Word): boolean {
  const [only, ...others] = word.parts;
  return only !== undefined && others.length === 0 && only.quote === "none";
}

function isOption(text: string): boolean {
  return text.length > 1 && text.startsWith("-");
}

/** True when the option took the next word as its value. */
function readOption(word: Word, text: string, next: Word | undefined, spec: OptionSpec, reading: Reading): boolean {
  if (text.startsWith("--") || spec.style === "long") return readLong(word, text, next, spec, reading, "=");
  if (spec.style === "powershell") return readLong(word, text, next, spec, reading, ":");
  return readLetters(word, text, next, spec, reading);
}

function readLong(word: Word, text: string, next: Word | undefined, spec: OptionSpec, reading: Reading, sign: string): boolean {
  const mark = text.indexOf(sign);
  const written = mark === -1 ? text : text.slice(0, mark);
  const name = spec.style === "powershell" ? written.toLowerCase() : written;
  if (mark === -1 && word.literal === undefined) {
    // `--$NAME` or `--pre$X`: some option, nobody knows which.
    reading.operands.push(word);
    reading.opaque.push(word);
    return false;
  }
  const takesNext = mark === -1 && spec.values?.has(name) === true && next !== undefined;
  const value = mark === -1 ? (takesNext ? next : undefined) : wordFrom(word, mark + 1);
  reading.options.push({ name, word, span: spanIn(word, 0, written.length), value });
  return takesNext;
}

/** Nobody bundles more options in one word; the rest of a longer one is not read. */
const mostLetters = 64;

/** `-sSLk`, `-ofile`, `-o file`, `-p$X`. */
function readLetters(word: Word, text: string, next: Word | undefined, spec: OptionSpec, reading: Reading): boolean {
  const end = Math.min(text.length, mostLetters + 1);
  for (let at = 1; at < end; at += 1) {
    const two = spec.twoLetters?.includes(text.charAt(at)) === true && at + 1 < text.length;
    const letters = text.slice(at, two ? at + 2 : at + 1);
    const name = `-${letters}`;
    const span = at === 1 ? spanIn(word, 0, 1 + letters.length) : spanIn(word, at, letters.length);
    if (two) at += 1;
    const hasRest = at + 1 < text.length || word.literal === undefined;
    const takesValue = spec.values?.has(name) === true;
    if (takesValue || spec.attached?.has(name) === true) {
      const skipped = spec.shortEquals === true && text.charAt(at + 1) === "=" ? 2 : 1;
      const value = hasRest ? wordFrom(word, at + skipped) : takesValue ? next : undefined;
      reading.options.push({ name, word, span, value });
      return !hasRest && takesValue && next !== undefined;
    }
    reading.options.push({ name, word, span, value: undefined });
  }
  if (word.literal === undefined) reading.opaque.push(word);
  return false;
}

/** The options of any of these names, in order. */
export function optionsNamed(parsed: ParsedArgs, ...names: readonly string[]): readonly ParsedOption[] {
  return parsed.options.filter((option) => names.includes(option.name));
}

/** The last option of any of these names: where options contradict each other, the last one mostly wins. */
export function lastOption(parsed: ParsedArgs, ...names: readonly string[]): ParsedOption | undefined {
  return parsed.options.findLast((option) => names.includes(option.name));
}

export function hasOption(parsed: ParsedArgs, ...names: readonly string[]): boolean {
  return parsed.options.some((option) => names.includes(option.name));
}
