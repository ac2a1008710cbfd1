/** `lint --fix` and `--diff`: audits, corrects files or shows how, and says what was done. */
import path from "node:path";
import { rewriteFile } from "../collect/rewrite-file.ts";
import type { FixSafety } from "../finding/fix.ts";
import type { Problem, Report } from "../finding/report.ts";
import { fixFiles } from "../fix/fix-files.ts";
import type { FixedFiles } from "../fix/fix-files.ts";
import type { LintRequest } from "../lint/lint.ts";
import { tool } from "../lint/tool.ts";
import { renderDiff } from "../report/diff.ts";
import { describeFixes, fixabilityOf } from "../report/fixes.ts";
import { quote } from "../source/quote.ts";
import type { CommandLine } from "./command-line.ts";
import type { LintOptions } from "./lint-options.ts";
import { print, printError, terminalStyle } from "./terminal.ts";

export interface FixRequest {
  readonly request: LintRequest;
  readonly level: FixSafety;
  readonly line: CommandLine;
  readonly options: LintOptions;
  /** What paths in reports are relative to. */
  readonly root: string;
  readonly cwd: string;
}

/** With `--diff` the report is about the files as they are, else as they have become. */
export async function lintAndFix(wanted: FixRequest): Promise<Report> {
  const fixed = await fixFiles(wanted.request, wanted.level);
  return wanted.options.diff ? showDiff(wanted, fixed) : write(wanted, fixed);
}

async function showDiff({ line, level }: FixRequest, { first, report, files }: FixedFiles): Promise<Report> {
  await print(files.map((file) => renderDiff({ path: file.before.path, ...file.shown }, terminalStyle(line))).join(""));
  const { fixed = [], coverage } = report;
  const refused = coverage.filter(({ source }) => source?.startsWith("fix for ") === true);
  const unsafe = level === "safe" ? first.findings.filter((finding) => fixabilityOf(finding) === "unsafe").length : 0;
  const more = unsafe === 0 ? "" : `; ${unsafe} more with \`--fix=unsafe\``;
  printError(`${tool.name}: ${describeFixes(fixed, "possible")}${more}.`);
  return { ...first, coverage: [...first.coverage, ...refused] };
}

async function write({ options, root, cwd }: FixRequest, { report: hoped, files, reportWithout }: FixedFiles): Promise<Report> {
  const failures = new Map<string, Problem>();
  for (const { before, after } of files) {
    const fault = rewriteFile({ absolute: path.resolve(root, before.path), cwd, before: before.text, after: after.text });
    if (fault !== undefined) failures.set(before.path, unwritable(before.path, fault));
  }
  const report = failures.size === 0 ? hoped : await reportWithout(new Set(failures.keys()));
  const isSaid = options.outputs.some(({ format, file }) => format === "pretty" && file === undefined);
  if (!isSaid) printError(`${tool.name}: ${describeFixes(report.fixed ?? [], "done")}.`);
  return { ...report, problems: [...report.problems, ...failures.values()] };
}

function unwritable(file: string, fault: string): Problem {
  return { code: "unwritable-file", message: `${quote(file, 200)} cannot be corrected: ${fault}.`, level: "error" };
}
