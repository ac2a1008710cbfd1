/** The build arguments of images: in commands, in variables that hold arguments, and in arguments of orbs. */
import type { Argument, EnvironmentEntry, JobRun } from "../../src/expand/plan.ts";
import { environmentOf } from "../../src/expand/plan-of.ts";
import { compileText } from "../../src/expand/script.ts";
import type { Hop, Text } from "../../src/expand/text.ts";
import type { Location } from "../../src/finding/location.ts";
import type { ScriptRun } from "../../src/rule/audit.ts";
import type { CommandFact, ScriptFacts, Word, WordPart } from "../../src/shell/facts.ts";
import { originsOf } from "../../src/shell/origins.ts";
import type { Span } from "../../src/source/span.ts";
import { possibleSecretsIn, secretIn, type PossibleSecret, type SecretRead } from "../data/secret-reads.ts";
import { secretKind } from "../data/secret-variables.ts";
import type { NamePolicy } from "../data/stored-secrets.ts";
import { leadingText, wordFrom, wordText } from "../data/word-text.ts";
import type { SecretNameKind } from "../data/secret-names.ts";

/** One `--build-arg` of a command: what holds for every run of the script. */
export interface BuildArgument {
  readonly command: CommandFact;
  /** From the option to the end of its value. */
  readonly span: Span;
  /** `NAME` or `NAME=value`. */
  readonly word: Word;
  /** Undefined for arguments that are kept in a variable. */
  readonly name: string | undefined;
  /** No value is given: the builder takes the variable of that name. */
  readonly isInherited: boolean;
  /** The value comes out of `$( )`. */
  readonly isFetched: boolean;
  readonly possible: readonly PossibleSecret[];
}

const options: ReadonlySet<string> = new Set(["--build-arg", "--build-args", "-build-arg"]);

/** Nobody hands more secrets to one build. */
const argumentLimit = 50;

export function buildArgumentsOf(facts: ScriptFacts, policy: NamePolicy): readonly BuildArgument[] {
  return facts.commands.flatMap((command) =>
    [...argumentsOf(command, facts, policy)].filter(mayBeSecret).slice(0, argumentLimit),
  );
}

function mayBeSecret({ isInherited, isFetched, possible }: BuildArgument): boolean {
  return isInherited || isFetched || possible.length > 0;
}

function* argumentsOf(command: CommandFact, facts: ScriptFacts, policy: NamePolicy): Iterable<BuildArgument> {
  const { args, name, place } = command;
  if (place !== "job" || name === "echo" || name === "printf") return;
  for (const [index, word] of args.entries()) {
    const option = args[index - 1];
    const text = leadingText(word);
    if (option?.literal !== undefined && isOption(option.literal, command)) {
      yield { ...read(word, command, facts, policy), command, span: { start: option.span.start, end: word.span.end } };
    } else if (text.startsWith("--build-arg=")) {
      yield { ...read(wordFrom(word, "--build-arg=".length), command, facts, policy), command, span: word.span };
    } else if (text === "" && word.literal === undefined) {
      const possible = possibleSecretsIn(word, command, facts, policy).filter(({ candidates }) =>
        candidates.some(({ path }) => path.some(holdsBuildArguments)),
      );
      if (possible.length > 0)
        yield { command, span: word.span, word, name: undefined, isInherited: false, isFetched: false, possible };
    }
  }
}

function isOption(text: string, { name, args }: CommandFact): boolean {
  return options.has(text) || (text === "--arg" && name === "heroku" && args[0]?.literal?.startsWith("container:") === true);
}

/** `ARGS="--build-arg TOKEN=$TOKEN"`. */
function holdsBuildArguments({ value }: { readonly value: Word | undefined }): boolean {
  return value !== undefined && wordText(value).includes("--build-arg");
}

function read(word: Word, command: CommandFact, facts: ScriptFacts, policy: NamePolicy): Omit<BuildArgument, "command" | "span"> {
  const name = /^\w+/u.exec(leadingText(word))?.[0];
  const isInherited = name !== undefined && word.literal === name;
  return {
    word,
    name,
    isInherited,
    isFetched: word.parts.some((part) => comesFromCommand(part, command, facts)),
    possible: isInherited ? [] : possibleSecretsIn(word, command, facts, policy),
  };
}

function comesFromCommand(part: WordPart, command: CommandFact, facts: ScriptFacts): boolean {
  if (part.kind === "substitution") return part.form === "command";
  if (part.kind !== "variable" || part.yields !== "value") return false;
  const { assignments } = originsOf(facts, part.name, command);
  return assignments.some(({ value }) => value?.parts.some(({ kind }) => kind === "substitution"));
}

export interface BuildSecret {
  /** The variable that holds it. */
  readonly variable: string;
  readonly kind: SecretNameKind;
  readonly assumed: boolean;
}

/** The secret that a run of the script puts into the argument. */
export function secretOfArgument(
  { name, isInherited, isFetched, possible }: BuildArgument,
  script: ScriptRun,
  policy: NamePolicy,
): BuildSecret | undefined {
  const reads = possible.flatMap((candidate) => secretIn(candidate, script, policy) ?? []).filter(({ form }) => form !== "cut");
  const best: SecretRead | undefined = reads.find(({ kind }) => kind !== "shape") ?? reads[0];
  if (best !== undefined) return { variable: best.name, kind: best.kind, assumed: best.assumed };
  const kind = name === undefined || !(isInherited || isFetched) ? undefined : secretKind(name, policy, script.run);
  return name === undefined || kind === undefined ? undefined : { variable: name, kind, assumed: isFetched };
}

export interface GivenArguments {
  /** The parameter of an orb or the variable in whose value they stand. */
  readonly holder: string;
  readonly variable: string;
  readonly kind: SecretNameKind;
  readonly at: Location;
  readonly hops: readonly Hop[];
}

/** Build arguments in what orbs are given, and in variables of the job by which orbs hand them on. */
export function* givenArgumentsOf(run: JobRun, policy: NamePolicy): Iterable<GivenArguments> {
  if (run.kind === "orb-job") yield* inArguments(run.args, run, policy);
  for (const step of run.steps) if (step.kind === "orb-command") yield* inArguments(step.args, run, policy);
  for (const entry of environmentOf(run)) yield* inText(entry, entry.value, run, policy);
}

function* inArguments(args: ReadonlyMap<string, Argument>, run: JobRun, policy: NamePolicy): Iterable<GivenArguments> {
  for (const argument of args.values()) if (argument.text !== undefined) yield* inText(argument, argument.text, run, policy);
}

/** The text is no script but a list of arguments for one. */
const buildArgument = /--build-arg[= ]["']?(\w+)(=?)(?:["']?\$\{?(\w+)\}?)?/gu;

function* inText(
  { name, hops }: Argument | EnvironmentEntry,
  holder: Text,
  run: JobRun,
  policy: NamePolicy,
): Iterable<GivenArguments> {
  if (!holder.parts.some((part) => part.kind === "known" && part.text.includes("--build-arg"))) return;
  const compiled = compileText(holder);
  for (const match of compiled.text.matchAll(buildArgument)) {
    const [, argument = "", sign, value] = match;
    const variable = sign === "" ? argument : value;
    const kind = variable === undefined ? undefined : secretKind(variable, policy, run);
    if (variable === undefined || kind === undefined) continue;
    const at = compiled.locate({ start: match.index, end: match.index + match[0].length });
    yield { holder: name, variable, kind, at, hops };
  }
}
