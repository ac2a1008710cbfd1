/** Audits files, applies the fixes of what was found, and audits again, until there is nothing left to fix. */
import type { Finding } from "../finding/finding.ts";
import type { FixSafety } from "../finding/fix.ts";
import type { CoverageNote, FixedNote, Report } from "../finding/report.ts";
import type { InputFile } from "../lint/lint-files.ts";
import { lint } from "../lint/lint.ts";
import type { LintRequest } from "../lint/lint.ts";
import { plain } from "../source/quote.ts";
import type { SourceFile } from "../source/source-file.ts";
import { applyChecked, readText } from "./check-edits.ts";
import type { ReadText } from "./check-edits.ts";
import { chooseFixes, editsOf } from "./choose-fixes.ts";
import type { ChosenFix, FileFixes } from "./choose-fixes.ts";
import { applyEdits, inOrder } from "./edits.ts";

/** One fix may make room for the next, but not for ever. */
const mostRounds = 10;

export interface FixedFile {
  readonly before: SourceFile;
  readonly after: SourceFile;
  /** The same with secrets hidden, to be shown. */
  readonly shown: { readonly before: string; readonly after: string };
}

export interface FixedFiles {
  /** Of the files as they were. */
  readonly first: Report;
  /** Of the files as they are now, with what was fixed. */
  readonly report: Report;
  readonly files: readonly FixedFile[];
  /** The report when some of the files stay as they were after all. */
  reportWithout(paths: ReadonlySet<string>): Promise<Report>;
}

/** Nothing is written. Only files that were audited change; `level` says whether unsafe fixes are applied too. */
export async function fixFiles(request: LintRequest, level: FixSafety): Promise<FixedFiles> {
  const run = newRun(request, level);
  const first = await audit(run);
  let report = first;
  for (let round = 1; round <= mostRounds; round++) {
    countFindings(run, report);
    if (!(await applyRound(run, report))) break;
    report = await audit(run);
  }
  return {
    first,
    report: withFixes(report, run),
    files: [...run.fixed.values()],
    reportWithout: (paths) => reportWithout(run, paths),
  };
}

async function reportWithout(run: Run, paths: ReadonlySet<string>): Promise<Report> {
  for (const path of paths) {
    const fixed = run.fixed.get(path);
    if (fixed !== undefined) run.texts.set(path, fixed.before);
  }
  return withFixes(await audit(run), { ...run, applied: run.applied.filter(({ file }) => !paths.has(file)) });
}

interface Run {
  readonly request: LintRequest;
  readonly level: FixSafety;
  readonly files: readonly InputFile[];
  /** Every text that was audited, as it is now, by path. */
  readonly texts: Map<string, SourceFile>;
  readonly fixed: Map<string, FixedFile>;
  readonly applied: FixedNote[];
  /** Keys of the fixes that were applied. */
  readonly done: Set<string>;
  /** How many findings can be fixed now, by rule and file. */
  readonly fixable: Map<string, number>;
  /** How many findings of a rule in a file could be fixed when some of them were, by rule and file. */
  readonly counts: Map<string, number>;
  /** Rules and files where fixing has not made them fewer. */
  readonly idle: Set<string>;
  /** Notes on those that were tried in vain. */
  readonly refused: Map<string, CoverageNote>;
}

function newRun(request: LintRequest, level: FixSafety): Run {
  const files = [...request.files];
  const texts = new Map(files.map(({ source }) => [source.path, source]));
  return {
    request,
    level,
    files,
    texts,
    fixed: new Map(),
    applied: [],
    done: new Set(),
    fixable: new Map(),
    counts: new Map(),
    idle: new Set(),
    refused: new Map(),
  };
}

function audit({ request, files, texts }: Run): Promise<Report> {
  return lint({
    ...request,
    files: files.map((file) => ({ ...file, source: texts.get(file.source.path) ?? file.source })),
    follow: (path, from) => {
      const followed = request.follow(path, from);
      if (followed === undefined || "problem" in followed) return followed;
      const source = texts.get(followed.source.path) ?? followed.source;
      texts.set(source.path, source);
      return { source };
    },
  });
}

/** False when nothing could be fixed. */
async function applyRound(run: Run, report: Report): Promise<boolean> {
  let hasChanged = false;
  const chosen = chooseFixes(report.findings, run.level, (fix) => isTried(run, fix));
  for (const wanted of chosen) {
    const source = run.texts.get(wanted.path);
    if (source === undefined) for (const fix of wanted.fixes) refuse(run, fix, "its file was not audited");
    else if (await applyToFile(run, source, wanted)) hasChanged = true;
  }
  return hasChanged || (chosen.length > 0 && (await applyRound(run, report)));
}

async function applyToFile(run: Run, source: SourceFile, { path, shown, fixes }: FileFixes): Promise<boolean> {
  const before = await readText(source);
  const { after, applied } = await applyMost(run, before, fixes);
  if (after.file.text === source.text) {
    for (const fix of applied) refuse(run, fix, "it would change nothing");
    return false;
  }
  for (const fix of applied) run.done.add(keyOf(fix));
  for (const { finding } of applied) run.counts.set(groupOf(finding), run.fixable.get(groupOf(finding)) ?? 0);
  const known = run.fixed.get(path);
  run.texts.set(path, after.file);
  run.fixed.set(path, {
    before: known?.before ?? source,
    after: after.file,
    shown: { before: known?.shown.before ?? shown.text, after: applyEdits(shown.text, inOrder(editsOf(applied))) },
  });
  for (const { finding, fix } of applied)
    run.applied.push({ file: path, ruleId: finding.ruleId, title: fix.title, safety: fix.safety });
  return true;
}

interface Applied {
  readonly after: ReadText;
  readonly applied: readonly ChosenFix[];
}

/** All at once when that is right, else those that are, found by halves. */
async function applyMost(run: Run, before: ReadText, fixes: readonly ChosenFix[]): Promise<Applied> {
  const good: ChosenFix[] = [];
  let after = before;
  const add = async (part: readonly ChosenFix[]): Promise<void> => {
    const result = await applyChecked(before, editsOf([...good, ...part]));
    const [first] = part;
    if (typeof result !== "string") {
      after = result;
      good.push(...part);
    } else if (part.length > 1) {
      const half = part.length >> 1;
      await add(part.slice(0, half));
      await add(part.slice(half));
    } else if (first !== undefined) refuse(run, first, result);
  };
  await add(fixes);
  return { after, applied: good };
}

function refuse({ refused }: Run, fix: ChosenFix, reason: string): void {
  const { finding } = fix;
  const source = `fix for ${finding.ruleId}: ${plain(fix.fix.title, 80)}`;
  refused.set(keyOf(fix), { source, status: "skipped", reason: `not applied: ${reason}`, location: finding.location });
}

function isTried({ idle, done, refused }: Run, fix: ChosenFix): boolean {
  return refused.has(keyOf(fix)) || (done.has(keyOf(fix)) && idle.has(groupOf(fix.finding)));
}

/** A fix that leaves as many findings as there were has cured none, and would be applied again and again. */
function countFindings(run: Run, { findings }: Report): void {
  run.fixable.clear();
  for (const finding of findings) {
    if (finding.fixes !== undefined) run.fixable.set(groupOf(finding), (run.fixable.get(groupOf(finding)) ?? 0) + 1);
  }
  for (const [group, count] of run.counts) if ((run.fixable.get(group) ?? 0) >= count) run.idle.add(group);
  run.counts.clear();
}

function groupOf({ ruleId, location }: Finding): string {
  return JSON.stringify([location.file.path, ruleId]);
}

function keyOf({ finding, fix }: ChosenFix): string {
  return JSON.stringify([finding.fingerprint, fix.title]);
}

function withFixes(report: Report, { applied, refused }: Run): Report {
  return { ...report, coverage: [...report.coverage, ...refused.values()], fixed: applied };
}
