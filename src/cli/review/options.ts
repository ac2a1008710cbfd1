/** What `review` was asked to do, read from its command line. */
import path from "node:path";
import { quote } from "../../source/quote.ts";
import type { CommandLine } from "../command-line.ts";
import { lintOptions } from "../lint-options.ts";
import type { LintOptions } from "../lint-options.ts";
import { isGiven, valueGiven } from "../parse-command-line.ts";
import { UsageError } from "../usage-error.ts";

export interface ReviewOptions {
  readonly lint: LintOptions;
  /** As typed; undefined for standard output, or for none when there is `html`. */
  readonly markdown: string | undefined;
  readonly html: string | undefined;
  /** Replace what is no review. */
  readonly force: boolean;
  readonly compare: string | undefined;
  readonly save: string | undefined;
  /** ISO date. */
  readonly date: string | undefined;
  /** Review all that is known of it. */
  readonly organization: string | undefined;
}

/** @throws {UsageError} */
export function reviewOptions(line: CommandLine, ruleIds: readonly string[], cwd: string): ReviewOptions {
  const given = lintOptions(line, ruleIds);
  const options: ReviewOptions = {
    lint: { ...given, network: given.network === "always" ? "always" : "never" },
    markdown: valueGiven(line, "output"),
    html: valueGiven(line, "html"),
    force: isGiven(line, "force"),
    compare: valueGiven(line, "compare"),
    save: valueGiven(line, "save"),
    date: dateGiven(line),
    organization: valueGiven(line, "org"),
  };
  if (options.lint.standardInput) throw new UsageError("`review` needs a repository or a file, not standard input.");
  checkOrganization(options);
  checkFiles(options, cwd);
  return options;
}

function checkOrganization({ organization, lint, markdown, html, compare, save }: ReviewOptions): void {
  if (organization === undefined) return;
  if (lint.snapshot === undefined && lint.network === "never") {
    throw new UsageError("`--org` needs what the APIs say: give a `--snapshot`, or `--online`.");
  }
  if (markdown === undefined && html === undefined) {
    throw new UsageError("`--org` writes many pages: name a folder for them with `-o` or `--html`.");
  }
  if (compare !== undefined || save !== undefined) {
    throw new UsageError("`--compare` and `--save` are about one project: leave out `--org`.");
  }
}

/** No file is written twice, and none that is read is lost. */
function checkFiles({ organization, markdown, html, save, compare, lint }: ReviewOptions, cwd: string): void {
  const seen = new Set([compare, lint.snapshot].flatMap((file) => (file === undefined ? [] : [path.resolve(cwd, file)])));
  // The folders of an organisation's pages may be one: they differ in their extensions.
  for (const file of organization === undefined ? [markdown, html, save] : []) {
    if (file === undefined) continue;
    const absolute = path.resolve(cwd, file);
    // Whoever reviews again and again keeps one state.
    if (seen.has(absolute) && !(file === save && compare !== undefined && absolute === path.resolve(cwd, compare))) {
      throw new UsageError(`${quote(file, 200)} is named for two things; give each its own file.`);
    }
    seen.add(absolute);
  }
}

/** @throws {UsageError} */
function dateGiven(line: CommandLine): string | undefined {
  const given = valueGiven(line, "date");
  if (given === undefined || isDate(given)) return given;
  throw new UsageError(`\`--date\` is a date such as \`2026-01-31\`, not ${quote(given)}.`);
}

/** Such as `2026-01-31`, and one that there is. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return Number.isFinite(time) && new Date(time).toISOString().startsWith(text);
}
