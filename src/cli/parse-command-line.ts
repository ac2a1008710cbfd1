/** Arguments as typed → the command and its options, checked against the table. */
import { parseArgs } from "node:util";
import type { CommandLine, CommandSpec, OptionSpec } from "./command-line.ts";
import { didYouMean } from "../schema/near-miss.ts";
import { quote } from "../source/quote.ts";
import { UsageError } from "./usage-error.ts";

/**
 * The first word names the command; without one the first command of the table is meant.
 * @throws {UsageError} for an unknown option, a missing or unknown value, or too many arguments
 */
export function parseCommandLine(args: readonly string[], commands: readonly [CommandSpec, ...CommandSpec[]]): CommandLine {
  const named = commands.find((command) => command.name === args[0]);
  const command = named ?? commands[0];
  const values = new Map<string, string[]>();
  const positionals: string[] = [];
  for (const token of tokensOf(named === undefined ? args : args.slice(1), command)) {
    if (token.kind === "positional") positionals.push(token.value);
    if (token.kind !== "option") continue;
    const option = command.options.find((candidate) => candidate.name === token.name);
    if (option === undefined) throw unknownOption(token.rawName, command);
    const given = values.get(option.name) ?? [];
    if (given.length > 0 && option.repeatable !== true && option.value !== undefined) {
      throw new UsageError(`Option \`--${option.name}\` is given twice; give it once.`);
    }
    values.set(option.name, [...given, valueOf(option, token)]);
  }
  if (positionals.length > command.most) throw tooMany(positionals, command);
  return { command, values, positionals };
}

type Token = NonNullable<ReturnType<typeof parseArgs>["tokens"]>[number];
type OptionToken = Extract<Token, { kind: "option" }>;

function tokensOf(args: readonly string[], command: CommandSpec): readonly Token[] {
  const options = Object.fromEntries(
    command.options.map(({ name, short, value, optional = false }) => [
      name,
      // parseArgs lets a flag have a value behind `=`.
      {
        type: value === undefined || optional ? ("boolean" as const) : ("string" as const),
        ...(short === undefined ? {} : { short }),
      },
    ]),
  );
  return parseArgs({ args: [...args], options, strict: false, tokens: true, allowPositionals: true }).tokens;
}

function valueOf(option: OptionSpec, { value, inlineValue, rawName }: OptionToken): string {
  if (option.value === undefined) {
    if (value !== undefined)
      throw new UsageError(`Option \`${rawName}\` takes no value; write it without ${quote(`=${value}`)}.`);
    return "";
  }
  if (option.optional === true && value === undefined) return "";
  if (value === undefined || value === "" || (value.startsWith("-") && value !== "-" && !inlineValue)) {
    throw new UsageError(`Option \`${rawName}\` needs a value: \`${rawName} ${option.value}\`.`);
  }
  return value;
}

function unknownOption(rawName: string, command: CommandSpec): UsageError {
  const hint = didYouMean(
    rawName,
    command.options.map((option) => `--${option.name}`),
  );
  return new UsageError(
    `Unknown option ${quote(rawName)} for \`${command.name}\`.${hint} See \`circleci-secaudit ${command.name} --help\`.`,
  );
}

function tooMany(positionals: readonly string[], command: CommandSpec): UsageError {
  const extra = quote(positionals[command.most] ?? "");
  return new UsageError(`Unexpected argument ${extra}: write \`circleci-secaudit ${command.usage}\`.`);
}

/** The last value of an option, or undefined. */
export function valueGiven(line: CommandLine, name: string): string | undefined {
  return line.values.get(name)?.at(-1);
}

export function valuesGiven(line: CommandLine, name: string): readonly string[] {
  return line.values.get(name) ?? [];
}

export function isGiven(line: CommandLine, name: string): boolean {
  return line.values.has(name);
}

/**
 * The value of an option that takes one of a few words.
 * @throws {UsageError} for another word
 */
export function choiceGiven<T extends string>(line: CommandLine, name: string, choices: readonly T[]): T | undefined {
  const value = valueGiven(line, name);
  return value === undefined ? undefined : chosen(value, choices, `\`--${name}\``);
}

/**
 * `value` as one of `choices`; `what` names the place for the message.
 * @throws {UsageError} when it is none of them
 */
export function chosen<T extends string>(value: string, choices: readonly T[], what: string): T {
  const found = choices.find((choice) => choice === value);
  if (found !== undefined) return found;
  throw new UsageError(`${what} is one of ${choices.join(", ")}, not ${quote(value)}.${didYouMean(value, choices)}`);
}
