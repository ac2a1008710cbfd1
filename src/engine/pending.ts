/** Findings of rules that are newer than what the settings accept: they inform, and change nothing else. */
import type { Finding } from "../finding/finding.ts";
import { compareVersions } from "../finding/version.ts";
import { allSelected } from "./select-rules.ts";
import type { SelectedRules } from "./select-rules.ts";

/**
 * Shows findings of newer rules as `info`. A rule to which the settings give a severity is accepted by that. Fingerprints and
 * baselines are made without it, so that accepting a rule later changes neither.
 */
export function pendingFor(rulesAsOf: string | undefined, selected: SelectedRules): <T extends Finding>(finding: T) => T {
  if (rulesAsOf === undefined) return (finding) => finding;
  const { selection } = selected;
  const newer = new Map(
    allSelected(selected)
      .filter(({ meta: { id, since } }) => compareVersions(since, rulesAsOf) > 0 && !selection.settings.has(id))
      .map(({ meta: { id, since } }) => [id, since]),
  );
  return (finding) => {
    const since = newer.get(finding.ruleId);
    if (since === undefined) return finding;
    return { ...finding, severity: "info", pending: { since, rulesAsOf, severity: finding.severity } };
  };
}
