/** What `lint` was asked to do, read from its command line. */
import { fixSafeties } from "../finding/fix.ts";
import type { FixSafety } from "../finding/fix.ts";
import { confidences, profiles, severities } from "../finding/severity.ts";
import type { Confidence, Profile, Severity } from "../finding/severity.ts";
import { didYouMean } from "../schema/near-miss.ts";
import { toProject } from "../settings/policy/project.ts";
import { quote } from "../source/quote.ts";
import type { CommandLine } from "./command-line.ts";
import { outputsOf } from "./outputs.ts";
import type { Output } from "./outputs.ts";
import { choiceGiven, isGiven, valueGiven, valuesGiven } from "./parse-command-line.ts";
import { UsageError } from "./usage-error.ts";

export const failBars = [...severities, "never"] as const;

export const commandNames = ["lint", "review", "oidc", "collect", "explain", "rules", "init"] as const;

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
  readonly project: string | undefined;
  readonly noIgnores: boolean;
  readonly baseline: string | undefined;
  readonly writeBaseline: string | undefined;
  readonly requireComplete: boolean;
  /** A file with what the APIs say. */
  readonly snapshot: string | undefined;
  /** Whether the APIs are asked: never, always, or when there is a token and a reason. */
  readonly network: "never" | "always" | "usual";
  /** Slugs of organisations of which everything that was collected is audited, instead of files. */
  readonly organizations: readonly string[];
  /** Which fixes are applied, or shown with `diff`; undefined when none are. */
  readonly fix: FixSafety | undefined;
  /** Show what fixing would change, and write nothing. */
  readonly diff: boolean;
}

/** @throws {UsageError} */
export function lintOptions(line: CommandLine, ruleIds: readonly string[]): LintOptions {
  const options = readOptions(line, ruleIds);
  checkFixing(options, isGiven(line, "format"));
  checkFacts(options, isGiven(line, "offline") && isGiven(line, "online"));
  return options;
}

function checkFacts({ snapshot, network, organizations, paths, standardInput, project, fix }: LintOptions, both: boolean): void {
  if (both) throw new UsageError("`--offline` and `--online` exclude each other.");
  if (snapshot !== undefined && network === "always") {
    throw new UsageError("`--online` asks the APIs, `--snapshot` takes what they said before: give one of them.");
  }
  if (organizations.length === 0) return;
  if (snapshot === undefined && network === "never") {
    throw new UsageError("`--org` needs what the APIs say: give a `--snapshot`, or leave out `--offline`.");
  }
  if (paths.length > 0 || standardInput) throw new UsageError("`--org` audits what was collected: leave out the paths.");
  if (project !== undefined) throw new UsageError("`--org` audits all projects of an organisation: leave out `--project`.");
  if (fix !== undefined) throw new UsageError("`--org` audits what was collected, where nothing can be fixed.");
}

function checkFixing({ fix, diff, standardInput, paths, outputs }: LintOptions, isFormatGiven: boolean): void {
  const misplaced = fixSafeties.find((safety) => paths.includes(safety));
  if (fix !== undefined && misplaced !== undefined) {
    throw new UsageError(`\`--fix\` takes its value behind \`=\`: write \`--fix=${misplaced}\`.`);
  }
  if (fix !== undefined && !diff && standardInput) {
    throw new UsageError("Standard input cannot be fixed; `--diff` shows what would change.");
  }
  if (diff && isFormatGiven && outputs.some(({ file }) => file === undefined)) {
    throw new UsageError("`--diff` goes to standard output; write the report to a file: `--format json=results.json`.");
  }
}

function readOptions(line: CommandLine, ruleIds: readonly string[]): LintOptions {
  const diff = isGiven(line, "diff");
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
    project: projectGiven(line),
    noIgnores: isGiven(line, "no-ignores"),
    baseline: valueGiven(line, "baseline"),
    writeBaseline: valueGiven(line, "write-baseline"),
    requireComplete: isGiven(line, "require-complete"),
    snapshot: valueGiven(line, "snapshot"),
    network: isGiven(line, "offline") ? "never" : isGiven(line, "online") ? "always" : "usual",
    organizations: valuesGiven(line, "org"),
    fix: isGiven(line, "fix") || diff ? fixGiven(line) : undefined,
    diff,
  };
}

function fixGiven(line: CommandLine): FixSafety {
  return valueGiven(line, "fix") === undefined || valueGiven(line, "fix") === ""
    ? "safe"
    : (choiceGiven(line, "fix", fixSafeties) ?? "safe");
}

function projectGiven(line: CommandLine): string | undefined {
  const given = valueGiven(line, "project");
  if (given === undefined || toProject(given) !== undefined) return given;
  throw new UsageError(
    `\`--project\`: ${quote(given)} is no project; write \`github.com/acme/app\` or the address of the repository.`,
  );
}

function rulesGiven(line: CommandLine, name: string, ruleIds: readonly string[]): readonly string[] {
  const given = valuesGiven(line, name);
  const unknown = given.find((id) => !ruleIds.includes(id));
  if (unknown === undefined) return given;
  throw new UsageError(
    `\`--${name}\`: there is no rule ${quote(unknown)}.${didYouMean(unknown, ruleIds)} \`circleci-secaudit rules\` lists them.`,
  );
}
