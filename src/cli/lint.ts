/** `lint`: finds the files, audits them, prints and writes the results. */
import { existsSync } from "node:fs";
import path from "node:path";
import { rules } from "../../rules/index.ts";
import { findFiles } from "../collect/find-files.ts";
import type { FoundFiles } from "../collect/find-files.ts";
import { exitVerdict } from "../engine/exit-verdict.ts";
import type { Report } from "../finding/report.ts";
import { lint as lintSources } from "../lint/lint.ts";
import type { LintRequest } from "../lint/lint.ts";
import { tool } from "../lint/tool.ts";
import { nearMiss } from "../schema/near-miss.ts";
import type { Settings } from "../settings/settings.ts";
import { quote } from "../source/quote.ts";
import type { CommandLine } from "./command-line.ts";
import { inputOf } from "./lint-input.ts";
import { commandNames, lintOptions } from "./lint-options.ts";
import type { LintOptions } from "./lint-options.ts";
import { loadBaseline, loadSettings } from "./load-settings.ts";
import { orbsAtHand } from "./orbs-at-hand.ts";
import { UsageError } from "./usage-error.ts";
import { writeResults } from "./write-results.ts";

/**
 * Resolves to the exit code.
 * @throws {UsageError | SettingsError}
 */
export async function lint(line: CommandLine, cwd: string): Promise<number> {
  const ruleIds = rules.map((rule) => rule.meta.id);
  const options = lintOptions(line, ruleIds);
  const found = find(options, cwd);
  const { settings, file: settingsFile, problems } = await loadSettings(options.config, found, cwd, ruleIds);
  const input = await inputOf({ line, options, found, cwd }, settings, settingsFile);
  const failed = [...found.problems, ...problems, ...input.problems];
  const known = options.baseline === undefined ? undefined : await loadBaseline(options.baseline, found.root, cwd);
  if (known !== undefined && "problem" in known) failed.push(known.problem);
  const coverage = [...input.coverage];
  const request: LintRequest = {
    ...input,
    coverage,
    ...options,
    tool,
    rules,
    settings,
    baseline: known !== undefined && "baseline" in known ? known.baseline : undefined,
    today: new Date().toISOString().slice(0, 10),
    orbs: await orbsAtHand(line, found, cwd, (note) => coverage.push(note)),
    problems: () => [...failed, ...input.unread],
  };
  const failOn = options.failOn ?? settings.failOn;
  let report: Report;
  if (options.fix !== undefined) {
    const { lintAndFix } = await import("./lint-and-fix.ts");
    report = await lintAndFix({ request, level: options.fix, line, options, root: found.root, cwd });
  } else if (options.organizations.length > 0) {
    const { withoutFixes } = await import("../report/fixes.ts");
    report = withoutFixes(await lintSources(request));
  } else report = await lintSources(request);
  const written = await writeResults({ report, line, options, failOn, cwd });
  return written ? verdict(report, options, failOn) : 2;
}

/**
 * Standard input alone needs no file; otherwise no path means this repository.
 * @throws {UsageError} when the first path was meant for a command
 */
function find({ paths, standardInput, organizations }: LintOptions, cwd: string): FoundFiles {
  const [first = ""] = paths;
  const command = /^[a-z]+$/.test(first) ? nearMiss(first, commandNames) : undefined;
  if (command !== undefined && !existsSync(path.resolve(cwd, first))) {
    throw new UsageError(`There is no command, file or folder ${quote(first)}. Did you mean \`${command}\`?`);
  }
  if (organizations.length === 0 && (!standardInput || paths.length > 0)) return findFiles(paths, cwd);
  return { root: findFiles([cwd], cwd).root, files: [], folders: [], problems: [] };
}

/** A baseline that is being written accepts what was found. */
function verdict(report: Report, { requireComplete, writeBaseline }: LintOptions, failOn: Settings["failOn"]): number {
  if (requireComplete && report.coverage.some((note) => note.status === "unknown")) return 2;
  return exitVerdict(report, writeBaseline === undefined ? failOn : "never");
}
