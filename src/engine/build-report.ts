/** What the rules said about every configuration → the report. */
import type { CoverageNote, Problem, Report } from "../finding/report.ts";
import type { Confidence, Severity } from "../finding/severity.ts";
import { applyIgnores, withoutIgnores } from "./apply-ignores.ts";
import type { Baseline } from "./baseline.ts";
import { compareWithBaseline } from "./compare-baseline.ts";
import { completeFindings } from "./complete-findings.ts";
import { mergeCoverage, mergeProblems, ranNotes } from "./coverage.ts";
import type { Draft } from "./draft.ts";
import { finishDrafts } from "./finish-drafts.ts";
import { relocateOptional, relocator } from "./mask-files.ts";
import { compareText } from "./order.ts";
import { pendingFor } from "./pending.ts";
import { toRuleInfo } from "./rule-info.ts";
import type { Outcome } from "./outcome.ts";
import { allSelected } from "./select-rules.ts";
import type { SelectedRules } from "./select-rules.ts";
import { showFindings } from "./show-findings.ts";
import type { IgnoreEntry } from "./suppressor.ts";

export interface ReportInput {
  readonly tool: Report["tool"];
  /** One for each configuration. */
  readonly outcomes: readonly Outcome[];
  readonly selected: SelectedRules;
  /** ISO date, on which it is judged whether ignores have expired. */
  readonly today: string;
  /** The settings' `ignore:`. */
  readonly ignores?: readonly IgnoreEntry[];
  /** `--no-ignores`: comments and settings take nothing out. */
  readonly noIgnores?: boolean;
  /** Only some of the repository's configurations were asked for, so that an ignore about another one is no mistake. */
  readonly partial?: boolean;
  readonly baseline?: Baseline | undefined;
  /** Findings of rules that came later only inform. */
  readonly rulesAsOf?: string | undefined;
  /** What is shown goes by what a finding's severity is without `rulesAsOf`. */
  readonly minSeverity?: Severity;
  readonly minConfidence?: Confidence;
  /** What went wrong, and what was not looked at, before any rule ran. */
  readonly problems?: readonly Problem[];
  readonly coverage?: readonly CoverageNote[];
  /** Why rules that need facts had none. */
  readonly whyNoFacts?: string | undefined;
}

/** Pure: the same input gives the same report, in whatever order the outcomes come. */
export function buildReport(input: ReportInput): Report {
  const { selected, today, ignores = [], partial = false, noIgnores = false } = input;
  const outcomes = input.outcomes.toSorted((a, b) => compareText(a.path, b.path));
  const configurations = outcomes.filter(({ about }) => about === "configuration");
  const finish = (drafts: readonly Draft[]): readonly Draft[] => finishDrafts(drafts, selected.selection);
  const drafts = finish(outcomes.flatMap((outcome) => outcome.drafts));
  const judged = noIgnores
    ? withoutIgnores(drafts, selected)
    : applyIgnores(drafts, { outcomes, selected, ignores, today, partial }, finish);
  const relocate = relocator(outcomes.flatMap(({ secrets }) => secrets));
  const { findings, suppressed } = completeFindings(judged.kept, judged.suppressed, relocate);
  const { fresh, known, stale } = compareWithBaseline(findings, input.baseline);
  const { shown, notes } = showFindings(fresh, input);
  const asAccepted = pendingFor(input.rulesAsOf, selected);
  const problems = [...(input.problems ?? []), ...outcomes.flatMap((outcome) => outcome.problems), ...judged.problems];
  const coverage = [
    ...(input.coverage ?? []),
    ...outcomes.flatMap((outcome) => outcome.coverage),
    ...[...selected.skipped, ...ranNotes(selected, outcomes, input.whyNoFacts), ...judged.coverage, ...stale, ...notes],
  ];
  return {
    tool: input.tool,
    files: [...new Set(configurations.flatMap(({ files }) => files))].sort(compareText),
    ...sheetsOf(outcomes),
    findings: shown.map(asAccepted),
    suppressed: suppressed.map(asAccepted),
    baselined: known.map(asAccepted),
    problems: mergeProblems(problems.map((problem) => relocateOptional(problem, relocate))),
    coverage: mergeCoverage(coverage.map((note) => relocateOptional(note, relocate))),
    rules: allSelected(selected)
      .map(({ meta }) => toRuleInfo(meta))
      .sort((a, b) => compareText(a.id, b.id)),
  };
}

/** What is about several configurations is shown with the first `config.yml` of them. */
function sheetsOf(outcomes: readonly Outcome[]): Pick<Report, "sheets"> {
  const sheets = new Map<string, string | undefined>();
  for (const { sheets: own = [], files } of outcomes) {
    const configurations = files.filter((file) => !own.includes(file)).sort(compareText);
    const home = configurations.find((file) => /(?:^|\/)config\.ya?ml$/.test(file)) ?? configurations[0];
    for (const sheet of own) sheets.set(sheet, sheets.get(sheet) ?? home);
  }
  return sheets.size === 0 ? {} : { sheets };
}
