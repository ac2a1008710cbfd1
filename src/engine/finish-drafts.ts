/** Drafts as the selection of rules wants them. */
import type { Draft } from "./draft.ts";
import { mergeRepeats } from "./merge-repeats.ts";
import { includesProfile } from "./select-rules.ts";
import type { Selection } from "./select-rules.ts";

/** One draft for each rule and place; those of a narrower profile left out; severities as the settings say. */
export function finishDrafts(drafts: readonly Draft[], selection: Selection): readonly Draft[] {
  return mergeRepeats(drafts)
    .filter((draft) => isWanted(draft, selection))
    .map((draft) => withSeverity(draft, selection));
}

/** A rule that was asked for by name shows all it has. */
function isWanted({ ruleId, aside }: Draft, { profile: wanted, only, settings }: Selection): boolean {
  return includesProfile(wanted, aside.profile) || only.includes(ruleId) || settings.has(ruleId);
}

function withSeverity(draft: Draft, { settings }: Selection): Draft {
  const setting = settings.get(draft.ruleId);
  return setting === undefined || setting === "off" ? draft : { ...draft, severity: setting };
}
