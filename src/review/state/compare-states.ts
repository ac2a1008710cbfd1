/** An earlier review beside today's: what was fixed, what is new, what got better and what got worse. */
import type { KeptFinding, KeptMeasure, KeptOpportunity, KeptSetting, KeptWorkflow, ReviewState } from "./state.ts";

export interface Comparison {
  readonly earlier: ReviewState;
  readonly now: ReviewState;
  readonly fixed: readonly KeptFinding[];
  readonly appeared: readonly KeptFinding[];
  readonly seized: readonly KeptOpportunity[];
  readonly arisen: readonly KeptOpportunity[];
  /** Ids of migrations that are no longer needed, and of those that were not needed before. */
  readonly migrated: readonly string[];
  readonly toMigrate: readonly string[];
  readonly settings: readonly Pair<KeptSetting>[];
  readonly measures: readonly Pair<KeptMeasure>[];
  readonly workflows: readonly Pair<KeptWorkflow>[];
}

export interface Pair<T> {
  readonly before: T;
  readonly now: T;
}

export function compareStates(earlier: ReviewState, now: ReviewState): Comparison {
  return {
    earlier,
    now,
    fixed: without(earlier.findings, now.findings, ({ fingerprint }) => fingerprint),
    appeared: without(now.findings, earlier.findings, ({ fingerprint }) => fingerprint),
    seized: without(earlier.opportunities, now.opportunities, opportunityKey),
    arisen: without(now.opportunities, earlier.opportunities, opportunityKey),
    migrated: without(earlier.migrations, now.migrations, (id) => id),
    toMigrate: without(now.migrations, earlier.migrations, (id) => id),
    settings: pairs(earlier.settings, now.settings, ({ subject, id }) => `${subject} ${id}`),
    measures: pairs(earlier.measures, now.measures, ({ id }) => id),
    workflows: pairs(earlier.workflows, now.workflows, ({ name }) => name),
  };
}

function opportunityKey({ id, about }: KeptOpportunity): string {
  return JSON.stringify([id, about]);
}

/** Equal ones count: of three, one goes away when two are left. */
function without<T>(all: readonly T[], others: readonly T[], keyOf: (element: T) => string): readonly T[] {
  const left = new Map<string, number>();
  for (const other of others) left.set(keyOf(other), (left.get(keyOf(other)) ?? 0) + 1);
  return all.filter((element) => {
    const key = keyOf(element);
    const count = left.get(key) ?? 0;
    left.set(key, count - 1);
    return count <= 0;
  });
}

/** What both know, in today's order. */
function pairs<T>(earlier: readonly T[], now: readonly T[], keyOf: (element: T) => string): readonly Pair<T>[] {
  const before = new Map(earlier.map((element) => [keyOf(element), element]));
  return now.flatMap((element) => {
    const known = before.get(keyOf(element));
    return known === undefined ? [] : [{ before: known, now: element }];
  });
}
