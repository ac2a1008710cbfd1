/** How the catalogue says that a command publishes or deploys, and whether a given command does. */
import type { CommandFact } from "../../../src/shell/facts.ts";
import type { ParsedOption } from "../options.ts";
import { wordSet } from "../options.ts";
import { parseCommand } from "../tools/option-specs.ts";
import { wordText } from "../word-text.ts";

/**
 * What goes out. Packages, releases and apps are for others to use; images and files are often made for every commit;
 * `deployment` and `infrastructure` change what runs somewhere.
 */
export type PublicationKind = "package" | "release" | "app" | "image" | "files" | "deployment" | "infrastructure";

export interface Effect {
  readonly kind: PublicationKind;
  /** What happens, to follow the name of a job: `publishes a package`. */
  readonly does: string;
}

/** A command line as a publisher looks at it. */
export interface CommandLine {
  /** Subcommands and operands in order, with stand-ins such as `${X}` for what is not known. */
  readonly operands: readonly string[];
  /** Every argument as written. */
  readonly words: readonly string[];
  readonly options: readonly ParsedOption[];
}

interface Terms {
  /** The verb may stand behind other words: `mvn clean deploy`. */
  readonly anywhere: boolean;
  /** One of these options must be there, separated by blanks: without `--prod` vercel deploys a preview. */
  readonly needs: string;
  /** With one of these options nothing leaves the job. Dry runs and help are known everywhere. */
  readonly not: string;
  /** The last word on the matter; `rest` are the operands behind the verb. */
  readonly when: (rest: readonly string[], line: CommandLine) => boolean;
}

export interface Publisher {
  readonly programs: readonly string[];
  /** Words after the program, any of these sequences; an empty one is the program alone. */
  readonly verbs: readonly (readonly string[])[];
  readonly effect: Effect;
  readonly terms: Partial<Terms>;
}

/** One line of the catalogue: `publisher("yarn", "publish, npm publish", aPackage)`. */
export function publisher(programs: string, verbs: string, effect: Effect, terms: Partial<Terms> = {}): Publisher {
  return {
    programs: programs.split(" "),
    verbs: verbs.split(", ").map((verb) => (verb === "" ? [] : verb.split(" "))),
    effect,
    terms,
  };
}

const dryOptions = wordSet("--dry-run --dryrun --dry --what-if --noop --simulate --help");

export function commandLineOf(command: CommandFact): CommandLine {
  const { subcommand, operands, options } = parseCommand(command);
  return {
    operands: [...subcommand.split(" ").filter(Boolean), ...operands.map(wordText)],
    words: command.args.map(wordText),
    options,
  };
}

/** The verb by which a command does what the publisher says; empty when the program alone does it, undefined when it does not. */
export function publishingVerb(line: CommandLine, { verbs, terms }: Publisher): string | undefined {
  const { needs = "", not = "", when = () => true, anywhere = false } = terms;
  const found = verbs.find((verb) => {
    const end = endOfVerb(line.operands, verb, anywhere);
    return end !== -1 && when(line.operands.slice(end), line);
  });
  if (found === undefined || line.options.some(isDry) || hasOneOf(line, not)) return undefined;
  return needs === "" || hasOneOf(line, needs) ? found.join(" ") : undefined;
}

/** `--dry-run=none` and `--dry-run=false` are no dry runs. */
function isDry({ name, value }: ParsedOption): boolean {
  return dryOptions.has(name) && value?.literal !== "none" && value?.literal !== "false";
}

function hasOneOf({ options }: CommandLine, names: string): boolean {
  return names !== "" && options.some((option) => names.split(" ").includes(option.name) && option.value?.literal !== "false");
}

/** Index of the operand behind the verb; -1 when the verb is not there. */
function endOfVerb(operands: readonly string[], verb: readonly string[], anywhere: boolean): number {
  const last = anywhere ? operands.length - verb.length : 0;
  for (let start = 0; start <= last; start += 1) {
    if (verb.every((word, index) => operands[start + index] === word)) return start + verb.length;
  }
  return -1;
}

/** The value of the last option of this name, as text. */
export function optionText({ options }: CommandLine, name: string): string | undefined {
  const value = options.findLast((option) => option.name === name)?.value;
  return value === undefined ? undefined : wordText(value);
}

/** A test for copies: true when the target, the second path, is behind one of these prefixes, or unknown while the first is local. */
export function uploadsTo(...prefixes: readonly string[]): (rest: readonly string[]) => boolean {
  const isRemote = (text: string): boolean => prefixes.some((prefix) => text.startsWith(prefix));
  return (rest) => {
    const remote = rest.findLastIndex(isRemote);
    if (remote !== -1) return remote > 0;
    const [from = "$", to = ""] = rest;
    return !isUnknown(from) && isUnknown(to);
  };
}

function isUnknown(text: string): boolean {
  return text.startsWith("$") || text.startsWith("<<");
}
