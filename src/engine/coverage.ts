/** The account of what was checked and what was not: one list for all files, without repeats, in a fixed order. */
import type { Location } from "../finding/location.ts";
import type { CoverageNote, Problem } from "../finding/report.ts";
import { compareOptionalPlaces, compareText } from "./order.ts";
import type { Outcome } from "./outcome.ts";
import { allSelected } from "./select-rules.ts";
import type { SelectedRules } from "./select-rules.ts";

/** Rules first, by id; then what else was not looked at. */
export function mergeCoverage(notes: readonly CoverageNote[]): readonly CoverageNote[] {
  const unique = new Map(
    notes.map((note) => [JSON.stringify([subjectOf(note), note.status, note.reason, placeOf(note.location)]), note]),
  );
  return [...unique.values()].sort(compareNotes);
}

/** What there is to say of rules that need facts where there are none. */
const noFacts = "what the APIs say of the project is not known; give a snapshot of it";

/**
 * A note for each selected rule that came to its end wherever it applies; where it failed, the failure is noted instead. `whyNoFacts`:
 * why rules that are about facts, or need them, had none.
 */
export function ranNotes(selected: SelectedRules, outcomes: readonly Outcome[], whyNoFacts = noFacts): readonly CoverageNote[] {
  const failed = new Set(outcomes.flatMap(({ coverage }) => coverage.filter(isFailure).map(({ ruleId }) => ruleId)));
  const ran = new Set(outcomes.flatMap((outcome) => outcome.ran));
  const isEverywhere = ranEverywhere(outcomes);
  const hasConfigurations = outcomes.some(({ about }) => about === "configuration");
  return allSelected({ ...selected, suppressionRules: [] }).flatMap(({ meta: { id, data } }): readonly CoverageNote[] => {
    if (failed.has(id)) return [];
    const needsFacts = data === "snapshot";
    if (!hasConfigurations && !ran.has(id) && !needsFacts) {
      return [{ ruleId: id, status: "skipped", reason: "no configuration was audited" }];
    }
    const note: CoverageNote = ran.has(id)
      ? { ruleId: id, status: "ran" }
      : { ruleId: id, status: "skipped", reason: whyNoFacts };
    return isEverywhere(id) || !ran.has(id) ? [note] : [note, { ruleId: id, status: "skipped", reason: someWithoutFacts }];
  });
}

const someWithoutFacts = "nothing is known of the project of some configurations, where it did not run";

function isFailure({ ruleId, status }: CoverageNote): boolean {
  return ruleId !== undefined && status === "failed";
}

function ranEverywhere(outcomes: readonly Outcome[]): (id: string) => boolean {
  const missing = new Set<string>();
  for (const { concerned, ran } of outcomes) {
    const finished = new Set(ran);
    for (const id of concerned) if (!finished.has(id)) missing.add(id);
  }
  return (id) => !missing.has(id);
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
