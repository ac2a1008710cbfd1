/** `lint`: finds the files, audits them, prints and writes the results. */
import { rules } from "../../rules/index.ts";
import { findFiles } from "../collect/find-files.ts";
import type { FoundFiles } from "../collect/find-files.ts";
import { followFile } from "../collect/follow-file.ts";
import { decodeSource, readSource } from "../collect/read-file.ts";
import type { ReadResult } from "../collect/read-file.ts";
import { exitVerdict } from "../engine/exit-verdict.ts";
import type { CoverageNote, Problem, Report } from "../finding/report.ts";
import { lint as lintSources } from "../lint/lint.ts";
import type { InputFile } from "../lint/lint-files.ts";
import type { Settings } from "../settings/settings.ts";
import { compileGlob } from "../source/glob.ts";
import type { CommandLine } from "./command-line.ts";
import { lintOptions } from "./lint-options.ts";
import type { LintOptions } from "./lint-options.ts";
import { loadBaseline, loadSettings } from "./load-settings.ts";
import { optimiseFor } from "./optimise.ts";
import { progressOf } from "./progress.ts";
import { readStandardInput } from "./terminal.ts";
import { tool } from "../lint/tool.ts";
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
  const input = await gather({ options, found, settings, settingsFile, cwd });
  input.problems.push(...found.problems, ...problems);
  const known = options.baseline === undefined ? undefined : await loadBaseline(options.baseline, found.root, cwd);
  if (known !== undefined && "problem" in known) input.problems.push(known.problem);
  const report = await lintSources({
    ...input,
    ...options,
    tool,
    rules,
    settings,
    baseline: known !== undefined && "baseline" in known ? known.baseline : undefined,
    today: new Date().toISOString().slice(0, 10),
    follow: (wanted, from) => followFile({ wanted, from, root: found.root, cwd, limit: settings.limits.fileBytes }),
    problems: () => input.problems,
  });
  const failOn = options.failOn ?? settings.failOn;
  const written = await writeResults({ report, line, options, failOn, cwd });
  return written ? verdict(report, options, failOn) : 2;
}

/** Standard input alone needs no file; otherwise no path means this repository. */
function find({ paths, standardInput }: LintOptions, cwd: string): FoundFiles {
  if (!standardInput || paths.length > 0) return findFiles(paths, cwd);
  const { root } = findFiles([cwd], cwd);
  return { root, files: [], folders: [], problems: [] };
}

interface Gathering {
  readonly options: LintOptions;
  readonly found: FoundFiles;
  readonly settings: Settings;
  readonly settingsFile: string | undefined;
  readonly cwd: string;
}

interface Gathered {
  readonly files: Iterable<InputFile>;
  readonly problems: Problem[];
  readonly coverage: readonly CoverageNote[];
}

/** The files to audit, read one by one while they are audited; those that cannot be read become problems. */
async function gather({ options, found, settings, settingsFile }: Gathering): Promise<Gathered> {
  const limit = settings.limits.fileBytes;
  const problems: Problem[] = [];
  const excluded = settings.exclude.map(compileGlob);
  const isLeftOut = (path: string): boolean => excluded.some((matches) => matches(path));
  const wanted = found.files.filter(({ absolute, named }) => named || absolute !== settingsFile);
  const leftOut = wanted.filter(({ path, named }) => !named && isLeftOut(path));
  const files = wanted.filter(({ path, named }) => named || !isLeftOut(path));
  const piped = options.standardInput ? decodeSource("<stdin>", await readStandardInput(limit), limit) : undefined;
  optimiseFor(
    files.reduce(
      (sum, file) => sum + Math.min(file.size, limit),
      piped !== undefined && "source" in piped ? piped.source.text.length : 0,
    ),
  );
  function* read(): Iterable<InputFile> {
    const progress = progressOf(files.length);
    const results: Iterable<readonly [ReadResult, boolean]> = piped === undefined ? [] : [[piped, true]];
    for (const [result, named] of results) yield* accept(result, named);
    for (const file of files) {
      progress.next();
      yield* accept(readSource(file, limit), file.named);
    }
    progress.end();
  }
  function* accept(result: ReadResult, named: boolean): Iterable<InputFile> {
    if ("source" in result) yield { source: result.source, named };
    else problems.push(result.problem);
  }
  const reason = "excluded in the settings";
  return {
    files: read(),
    problems,
    coverage: leftOut.map(({ path }) => ({ source: `file ${path}`, status: "skipped", reason })),
  };
}

/** A baseline that is being written accepts what was found. */
function verdict(report: Report, { requireComplete, writeBaseline }: LintOptions, failOn: Settings["failOn"]): number {
  if (requireComplete && report.coverage.some((note) => note.status === "unknown")) return 2;
  return exitVerdict(report, writeBaseline === undefined ? failOn : "never");
}
