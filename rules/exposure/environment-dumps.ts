/** Commands that print the whole environment, and how much of it is left when it arrives in the log. */
import type { CommandFact, ScriptFacts } from "../../src/shell/facts.ts";
import type { Span } from "../../src/source/span.ts";
import { printedNames } from "../data/printed-words.ts";
import { parseOptions, wordSet } from "../data/options.ts";
import { handedOn } from "../data/text-filters.ts";
import { parseCommand } from "../data/tools/option-specs.ts";
import { environmentLeftBy, type EnvironmentLeft } from "./environment-filters.ts";
import { functionsOf } from "./functions.ts";
import { formsInLog } from "./way-to-log.ts";

export interface EnvironmentDump {
  /** The command's name, or the expression of another language. */
  readonly span: Span;
  readonly command: CommandFact | undefined;
  /** `variables`: all of the job; `compose`: those that the compose file names. */
  readonly what: "variables" | "compose";
  readonly left: EnvironmentLeft;
  /** `span` is what is printed, not the command that prints. */
  readonly isExpression: boolean;
}

export function* environmentDumpsOf(facts: ScriptFacts): Iterable<EnvironmentDump> {
  const functions = functionsOf(facts);
  for (const { name, span } of facts.environmentPrints) {
    if (name === undefined) yield { span, what: "variables", command: undefined, left: "all", isExpression: true };
  }
  for (const command of facts.commands) {
    const dump = command.place === "job" ? dumpedBy(command, facts) : undefined;
    if (dump === undefined || functions.isNeverCalled(command)) continue;
    const forms = formsInLog<EnvironmentLeft>(command, "all", facts, through);
    const left = (["all", "some", "unknown"] as const).find((candidate) => forms.has(candidate));
    if (left !== undefined) yield { ...dump, command, left };
  }
}

function through(reader: CommandFact, before: EnvironmentLeft): EnvironmentLeft | undefined {
  if (handedOn(reader) === undefined) return undefined;
  const left = environmentLeftBy(reader);
  return left === "all" ? before : left;
}

function dumpedBy(command: CommandFact, facts: ScriptFacts): Omit<EnvironmentDump, "command" | "left"> | undefined {
  const [first] = command.words;
  const last = command.words.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const span = { start: first.span.start, end: last.span.end };
  if (printsVariables(command, facts)) return { span, what: "variables", isExpression: false };
  if (printsCompose(command)) return { span, what: "compose", isExpression: false };
  const printed = printedNames(command, facts).find(({ name }) => name === undefined);
  return printed && { span: printed.span, what: "variables", isExpression: true };
}

/** True for `env`, `printenv`, `export -p` and their likes, wherever their output goes. */
export function printsVariables(command: CommandFact, { language }: ScriptFacts): boolean {
  const { name, args, input } = command;
  if (language === "powershell") return powershellPrints(command);
  if (language === "cmd") return name === "set" && args.length === 0;
  const options = args.filter(({ literal }) => literal?.startsWith("-") === true).map(({ literal }) => literal ?? "");
  const hasOnlyOptions = options.length === args.length;
  switch (name) {
    case "env":
      return envPrints(command);
    case "printenv":
      return hasOnlyOptions && options.every((option) => option === "-0" || option === "--null");
    case "set":
      return args.length === 0;
    case "export":
      return hasOnlyOptions && options.every((option) => option === "-p");
    case "declare":
    case "typeset":
      return hasOnlyOptions && options.every((option) => /^-[px]+$/u.test(option));
    case "cat":
    case "strings":
    case "tr":
      return [...args, ...(input.kind === "file" ? [input.source] : [])].some(({ literal }) => isEnviron(literal));
    default:
      return false;
  }
}

/** Without a program to start; `-S` has one in its value. */
function envPrints({ args }: CommandFact): boolean {
  const { options, operands } = parseOptions(args, { values: wordSet("-u -C -S --unset --chdir --split-string") });
  const other = wordSet("-i -S --ignore-environment --split-string --help --version -");
  const onlyAssigns = operands.every(({ parts: [first] }) => first?.kind === "literal" && /^\w+=/u.test(first.text));
  return onlyAssigns && !options.some((option) => other.has(option.name));
}

const cmdlets: ReadonlySet<string> = wordSet("get-childitem get-item gci gi dir ls");

function powershellPrints({ name, args, words: [first] }: CommandFact): boolean {
  const [part] = first?.parts ?? [];
  if (part?.kind === "literal" && /^\[(?:System\.)?Environment\]::GetEnvironmentVariables$/iu.test(part.text)) return true;
  return name !== undefined && cmdlets.has(name) && args.some(({ literal }) => /^env:[\\/]?\*?$/iu.test(literal ?? ""));
}

function isEnviron(path: string | undefined): boolean {
  return path !== undefined && /^\/proc\/(?:self|\d+)\/environ$/u.test(path);
}

const harmlessComposeOptions = new Set([
  ...["-q", "--quiet", "--services", "--images", "--volumes", "--networks", "--profiles", "--models", "--hash", "--variables"],
  ...["--no-interpolate", "-o", "--output", "--help", "--lock-image-digests"],
]);

/** `docker compose config` fills the variables into the file and shows it. */
function printsCompose(command: CommandFact): boolean {
  const { name, args } = command;
  if (name !== "docker" && name !== "docker-compose" && name !== "podman" && name !== "podman-compose") return false;
  if (!args.some(({ literal }) => literal === "config" || literal === "convert")) return false;
  const { subcommand, options } = parseCommand(command);
  const isConfig =
    /^(?:compose )?(?:config|convert)$/u.test(subcommand) && (name.endsWith("compose") || subcommand.startsWith("compose"));
  return isConfig && !options.some((option) => harmlessComposeOptions.has(option.name));
}
