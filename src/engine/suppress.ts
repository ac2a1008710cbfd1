/** Takes ignored findings out and keeps account of what each ignore did. */
import type { Suppression } from "../finding/finding.ts";
import type { Draft } from "./draft.ts";
import type { Suppressor } from "./suppressor.ts";

export interface SuppressedDraft {
  readonly draft: Draft;
  readonly suppression: Suppression;
}

export interface Sorted {
  readonly kept: readonly Draft[];
  readonly suppressed: readonly SuppressedDraft[];
  /** Those that covered at least one finding. */
  readonly used: ReadonlySet<Suppressor>;
}

/** The first suppressor that covers a finding takes it out; all that cover it count as used. */
export function suppress(drafts: readonly Draft[], suppressors: readonly Suppressor[]): Sorted {
  const byRule = groupByRule(suppressors.filter((suppressor) => !suppressor.expired));
  const kept: Draft[] = [];
  const suppressed: SuppressedDraft[] = [];
  const used = new Set<Suppressor>();
  for (const draft of drafts) {
    const covering = (byRule.get(draft.ruleId) ?? []).filter((suppressor) => suppressor.covers(draft));
    for (const suppressor of covering) used.add(suppressor);
    const [first] = covering;
    if (first === undefined) kept.push(draft);
    else suppressed.push({ draft, suppression: first.suppression });
  }
  return { kept, suppressed, used };
}

function groupByRule(suppressors: readonly Suppressor[]): ReadonlyMap<string, readonly Suppressor[]> {
  const groups = new Map<string, Suppressor[]>();
  for (const suppressor of suppressors) {
    const group = groups.get(suppressor.ruleId);
    if (group === undefined) groups.set(suppressor.ruleId, [suppressor]);
    else group.push(suppressor);
  }
  return groups;
}
