/** What `lint` was asked to do, read from its command line. */
import { confidences, profiles, severities } from "../finding/severity.ts";
import type { Confidence, Profile, Severity } from "../finding/severity.ts";
import { didYouMean } from "../schema/near-miss.ts";
import { quote } from "../source/quote.ts";
import type { CommandLine } from "./command-line.ts";
import { outputsOf } from "./outputs.ts";
import type { Output } from "./outputs.ts";
import { choiceGiven, isGiven, valueGiven, valuesGiven } from "./parse-command-line.ts";
import { UsageError } from "./usage-error.ts";

export const failBars = [...severities, "never"] as const;

export const commandNames = ["lint", "explain", "rules", "init"] as const;

/** Where the settings are looked for, from the root of a repository. */
export const usualSettings = ".circleci/secaudit.yml";

/** What is undefined is left to the settings. */
export interface LintOptions {
  /** As typed, without `-`. */
  readonly paths: readonly string[];
  readonly standardInput: boolean;
  readonly outputs: readonly Output[];
  readonly failOn: Severity | "never" | undefined;
  readonly minSeverity: Severity | undefined;
  readonly minConfidence: Confidence | undefined;
  readonly profile: Profile | undefined;
  readonly only: readonly string[];
  readonly skip: readonly string[];
  readonly config: string | undefined;
  readonly noIgnores: boolean;
  readonly baseline: string | undefined;
  readonly writeBaseline: string | undefined;
  readonly requireComplete: boolean;
}

/** @throws {UsageError} */
export function lintOptions(line: CommandLine, ruleIds: readonly string[]): LintOptions {
  return {
    paths: line.positionals.filter((path) => path !== "-"),
    standardInput: line.positionals.includes("-"),
    outputs: outputsOf(valuesGiven(line, "format")),
    failOn: choiceGiven(line, "fail-on", failBars),
    minSeverity: choiceGiven(line, "min-severity", severities),
    minConfidence: choiceGiven(line, "min-confidence", confidences),
    profile: choiceGiven(line, "profile", profiles),
    only: rulesGiven(line, "rule", ruleIds),
    skip: rulesGiven(line, "skip", ruleIds),
    config: valueGiven(line, "config"),
    noIgnores: isGiven(line, "no-ignores"),
    baseline: valueGiven(line, "baseline"),
    writeBaseline: valueGiven(line, "write-baseline"),
    requireComplete: isGiven(line, "require-complete"),
  };
}

function rulesGiven(line: CommandLine, name: string, ruleIds: readonly string[]): readonly string[] {
  const given = valuesGiven(line, name);
  const unknown = given.find((id) => !ruleIds.includes(id));
  if (unknown === undefined) return given;
  throw new UsageError(
    `\`--${name}\`: there is no rule ${quote(unknown)}.${didYouMean(unknown, ruleIds)} \`circleci-secaudit rules\` lists them.`,
  );
}
