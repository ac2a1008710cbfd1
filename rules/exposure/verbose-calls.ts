/** Calls that carry a secret while the program writes to the log what it sends. */
import { compileText } from "../../src/expand/script.ts";
import { knownText } from "../../src/expand/text.ts";
import type { Location } from "../../src/finding/location.ts";
import type { ScriptRun } from "../../src/rule/audit.ts";
import type { CommandFact, ScriptFacts } from "../../src/shell/facts.ts";
import { originsOf } from "../../src/shell/origins.ts";
import { finalSink, reachesLog } from "../../src/shell/sinks.ts";
import type { Span } from "../../src/source/span.ts";
import { spanContains } from "../../src/source/span.ts";
import { argumentSecretsIn, suspectCommands, type ArgumentSecret, type SuspectCommand } from "../data/argument-secrets.ts";
import { hasOption } from "../data/options.ts";
import { environmentEntry } from "../data/secret-variables.ts";
import type { NamePolicy } from "../data/stored-secrets.ts";
import { downloaderNamed } from "../data/tools/downloaders.ts";
import { parseCommand } from "../data/tools/option-specs.ts";
import {
  verboseOptions,
  verboseVariables,
  type Shows,
  type VerboseOption,
  type VerboseVariable,
} from "../data/tools/verbose-modes.ts";

export interface VerboseCall {
  readonly command: CommandFact;
  readonly shows: Shows;
  /** The option in the script, or the variable that switches it on. */
  readonly by: { readonly span: Span; readonly name: string } | { readonly variable: VerboseVariable };
  readonly suspect: SuspectCommand | undefined;
}

const optionPrograms = new Set(verboseOptions.flatMap(({ programs }) => [...programs]));
const variablePrograms = new Set(verboseVariables.flatMap(({ programs }) => [...programs]));

/** Subcommands that talk to nobody. */
const staysHere: ReadonlySet<string> = new Set(["fmt", "validate", "version", "--version", "help", "--help"]);

/** What holds for every run of a script. */
export function verboseCallsOf(facts: ScriptFacts, policy: NamePolicy): readonly VerboseCall[] {
  const found: Omit<VerboseCall, "suspect">[] = [];
  for (const command of facts.commands) {
    const { name = "" } = command;
    if (optionPrograms.has(name)) found.push(...byOption(command));
    if (!variablePrograms.has(name) || command.args.some(({ literal }) => literal !== undefined && staysHere.has(literal)))
      continue;
    if (!reachesLog(finalSink({ ...command, output: command.errorOutput }))) continue;
    for (const variable of verboseVariables) {
      if (variable.programs.has(name)) found.push({ command, shows: variable.shows, by: { variable } });
    }
  }
  if (found.length === 0) return [];
  const suspects = new Map(suspectCommands(facts, policy, "all").map((suspect) => [suspect.command, suspect] as const));
  return found.map((call) => ({ ...call, suspect: suspects.get(call.command) }));
}

function byOption(command: CommandFact): readonly Omit<VerboseCall, "suspect">[] {
  const parsed = parseCommand(command);
  return verboseOptions.flatMap((mode) => {
    if (!mode.programs.has(command.name ?? "")) return [];
    const given = parsed.options.filter(({ name }) => mode.options.has(name));
    const [option] = given;
    if (option === undefined || given.length < mode.times || !isShown(mode, command, option.value?.literal)) return [];
    return [{ command, shows: mode.shows, by: { span: option.span, name: option.name } }];
  });
}

function isShown({ writes }: VerboseOption, command: CommandFact, value: string | undefined): boolean {
  if (writes === "value") return value !== undefined && /^(?:-|%|\/dev\/(?:stdout|stderr|tty))$/u.test(value);
  return reachesLog(writes === "output" ? finalSink(command) : finalSink({ ...command, output: command.errorOutput }));
}

/** The place that switches the mode on in a run of the script, and the written text; undefined when nothing does. */
export function switchOf(
  { by, command }: VerboseCall,
  script: ScriptRun,
): { readonly at: Location; readonly text: string } | undefined {
  if ("span" in by) return { at: script.locate(by.span), text: by.name };
  const { names, values, file } = by.variable;
  if (file !== undefined && settingOf(file, command, script) !== undefined) return undefined;
  for (const name of names) {
    const setting = settingOf(name, command, script);
    if (setting?.value !== undefined && values.test(setting.value)) return { at: setting.at, text: `${name}=${setting.value}` };
  }
  return undefined;
}

function settingOf(
  name: string,
  command: CommandFact,
  script: ScriptRun,
): { readonly at: Location; readonly value: string | undefined } | undefined {
  const own = command.environment.findLast((assignment) => assignment.name === name);
  const assignment = own ?? originsOf(script.facts, name, command).assignments[0];
  if (assignment !== undefined) return { at: script.locate(assignment.span), value: assignment.value?.literal };
  const entry = environmentEntry(name, script);
  if (entry === undefined) return undefined;
  const { text, locate } = compileText(entry.value);
  return { at: locate({ start: 0, end: text.length }), value: knownText(entry.value) };
}

/** The secret that the mode shows; undefined when there is none. `login` for calls that are signed in without one in sight. */
export function secretShownBy(
  { command, shows, suspect }: VerboseCall,
  script: ScriptRun,
  policy: NamePolicy,
): ArgumentSecret | "login" | undefined {
  const secrets = suspect === undefined ? [] : argumentSecretsIn(suspect, script, policy);
  const shown = shows === "request" ? secrets.find((secret) => !isSent(secret, command)) : secrets[0];
  if (shown !== undefined) return shown;
  if (shows === "login" || (shows === "context" && script.run.contexts.length > 0)) return "login";
  const readsFile = command.name === "curl" && hasOption(parseCommand(command), "-n", "--netrc", "--netrc-file");
  return readsFile ? "login" : undefined;
}

/** It is in the body, which is not shown. */
function isSent({ word }: ArgumentSecret, command: CommandFact): boolean {
  const option = parseCommand(command).options.find(({ value }) => value !== undefined && spanContains(word.span, value.span));
  return option !== undefined && downloaderNamed(command.name)?.sends.includes(option.name) === true;
}
