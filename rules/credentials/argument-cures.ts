/** What to write instead of a secret in an argument. */
import type { ScriptRun } from "../../src/rule/audit.ts";
import type { CommandFact, Word } from "../../src/shell/facts.ts";
import { spanContains, type Span } from "../../src/source/span.ts";
import { argumentCures, generalCure, type Way } from "../data/tools/argument-cures.ts";
import { downloaderNamed } from "../data/tools/downloaders.ts";
import { networkClientNamed } from "../data/tools/network-clients.ts";
import { parseCommand } from "../data/tools/option-specs.ts";
import { leadingText, wordFrom } from "../data/word-text.ts";
import type { ArgumentSecret } from "../data/argument-secrets.ts";

export interface Cure {
  readonly advice: string | undefined;
  /** The command as it should be. */
  readonly line: string | undefined;
}

export function cureFor(secret: ArgumentSecret, command: CommandFact, script: ScriptRun): Cure {
  if (command.wrapperWords.includes(secret.word)) return wrapperCure(secret, command, script);
  const { name, start, value, isWhole } = optionOf(secret, command);
  const { way } = argumentCures.find(({ programs, options }) => programs.has(command.name ?? "") && options.test(name)) ?? {
    way: generalCure,
  };
  if (way.by === "advice") return { advice: way.text, line: undefined };
  return take(way, name, value, isWhole ? { start, end: secret.word.span.end } : undefined, command, script);
}

/** The option that has the word, or the end of it, as its value; programs without a table are read by the dash of the word before. */
function optionOf(
  { word }: ArgumentSecret,
  command: CommandFact,
): { readonly name: string; readonly start: number; readonly value: Word; readonly isWhole: boolean } {
  const option = parseCommand(command).options.find(({ value }) => value !== undefined && spanContains(word.span, value.span));
  if (option?.value !== undefined) {
    const { name, span, value } = option;
    // In the middle of `-sSu…` there is nothing to cut out.
    return { name, start: span.start, value, isWhole: span.start === option.word.span.start };
  }
  const before = command.args[command.args.indexOf(word) - 1];
  const isOption = before?.literal !== undefined && /^--?[a-zA-Z][\w-]*$/u.test(before.literal);
  return isOption && !networkOrDownload(command)
    ? { name: before.literal, start: before.span.start, value: word, isWhole: true }
    : { name: "", start: word.span.start, value: word, isWhole: true };
}

/** Their options are all known, so that what follows a flag of theirs is an operand. */
function networkOrDownload({ name }: CommandFact): boolean {
  return downloaderNamed(name) !== undefined || networkClientNamed(name) !== undefined;
}

/** `sshpass -p`, `sudo NAME=… cmd`. */
function wrapperCure({ word }: ArgumentSecret, command: CommandFact, script: ScriptRun): Cure {
  const before = command.wrapperWords[command.wrapperWords.indexOf(word) - 1];
  const attached = leadingText(word).startsWith("-p");
  if (command.wrappers.includes("sshpass") && (attached || before?.literal === "-p")) {
    const start = attached ? word.span.start : (before?.span.start ?? word.span.start);
    const span = { start, end: word.span.end };
    return take({ by: "variable", name: "SSHPASS", as: "-e" }, "", attached ? wordFrom(word, 2) : word, span, command, script);
  }
  if (!command.wrappers.includes("sudo")) return { advice: generalCure.text, line: undefined };
  return { advice: "Let sudo keep the variable: `sudo --preserve-env=NAME …`.", line: undefined };
}

function take(
  way: Exclude<Way, { readonly by: "advice" }>,
  option: string,
  value: Word,
  cut: Span | undefined,
  command: CommandFact,
  script: ScriptRun,
): Cure {
  const { text, language } = script.facts;
  const isShell = language === "bash" || language === "sh";
  const isClear = script.holes.every(({ span }) => span.end <= command.span.start || span.start >= command.span.end);
  const canTake = way.by === "input" ? command.input.kind === "inherited" : !command.wrappers.includes("sudo");
  const what = way.by === "input" ? "on standard input" : `in the variable ${way.name}`;
  const instead = (way.as ?? "").replace("$", option);
  const how = way.by === "input" && instead !== "" ? `: \`${instead}\`` : "";
  const cure = { advice: `Give it ${what} instead${how}.`, line: undefined };
  if (!isShell || !isClear || !canTake || cut === undefined) return cure;
  const before = text.slice(command.span.start, cut.start);
  const after = text.slice(cut.end, command.span.end);
  const rest = instead === "" ? before.trimEnd() + after : before + instead + after;
  const quoted = quotedValue(value, text);
  if (way.by === "input") return { ...cure, line: `printf '${way.format ?? "%s"}' ${quoted} | ${rest}` };
  return { ...cure, line: quoted === `"$${way.name}"` ? rest : `${way.name}=${quoted} ${rest}` };
}

/** The value in double quotes, its variables and substitutions as they are written. */
function quotedValue({ parts }: Word, text: string): string {
  const inner = parts.map((part) =>
    part.kind === "literal" ? part.text.replaceAll(/["\\$`]/gu, "\\$&") : text.slice(part.span.start, part.span.end),
  );
  return `"${inner.join("")}"`;
}
