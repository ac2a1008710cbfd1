/** The account of what was checked and what was not: one list for all files, without repeats, in a fixed order. */
import type { Location } from "../finding/location.ts";
import type { CoverageNote, Problem } from "../finding/report.ts";
import { compareOptionalPlaces, compareText } from "./order.ts";
import type { Outcome } from "./run-rules.ts";
import type { SelectedRules } from "./select-rules.ts";

/** Rules first, by id; then what else was not looked at. */
export function mergeCoverage(notes: readonly CoverageNote[]): readonly CoverageNote[] {
  const unique = new Map(
    notes.map((note) => [JSON.stringify([subjectOf(note), note.status, note.reason, placeOf(note.location)]), note]),
  );
  return [...unique.values()].sort(compareNotes);
}

/** A note for each selected rule that came to its end in every file; where it failed, the failure is noted instead. */
export function ranNotes({ rules }: SelectedRules, outcomes: readonly Outcome[]): readonly CoverageNote[] {
  const finished = outcomes.map(({ ran }) => new Set(ran));
  return rules.flatMap(({ meta }): readonly CoverageNote[] => {
    if (outcomes.length === 0) return [{ ruleId: meta.id, status: "skipped", reason: "no configuration was audited" }];
    return finished.every((ids) => ids.has(meta.id)) ? [{ ruleId: meta.id, status: "ran" }] : [];
  });
}

export function mergeProblems(problems: readonly Problem[]): readonly Problem[] {
  const unique = new Map(
    problems.map((problem) => [JSON.stringify([problem.code, problem.message, placeOf(problem.location)]), problem]),
  );
  return [...unique.values()].sort(
    (a, b) => compareOptionalPlaces(a.location, b.location) || compareText(a.code, b.code) || compareText(a.message, b.message),
  );
}

function compareNotes(a: CoverageNote, b: CoverageNote): number {
  return (
    Number(a.ruleId === undefined) - Number(b.ruleId === undefined) ||
    compareText(subjectOf(a), subjectOf(b)) ||
    compareText(a.status, b.status) ||
    compareOptionalPlaces(a.location, b.location) ||
    compareText(a.reason ?? "", b.reason ?? "")
  );
}

function subjectOf({ ruleId, source }: CoverageNote): string {
  return ruleId ?? source ?? "";
}

function placeOf(location: Location | undefined): readonly unknown[] {
  return location === undefined ? [] : [location.file.path, location.span.start, location.span.end];
}
