/** Which of the rules run, and why the others do not. */
import type { CoverageNote } from "../finding/report.ts";
import { profiles } from "../finding/severity.ts";
import type { Profile, Severity } from "../finding/severity.ts";
import type { AnyRule, Rule, RuleMeta, SettingsRule, SuppressionRule } from "../rule/rule.ts";

export interface Selection {
  readonly profile: Profile;
  /** Ids: when there are any, these rules run and no others, whatever the profile and the settings say. */
  readonly only: readonly string[];
  /** Ids of rules that do not run. */
  readonly skip: readonly string[];
  /** The settings' word on rules: `off`, or the severity of their findings, which switches them on in every profile. */
  readonly settings: ReadonlyMap<string, "off" | Severity>;
}

export interface SelectedRules {
  readonly rules: readonly Rule[];
  /** A rule may be one of these too. */
  readonly settingsRules: readonly SettingsRule[];
  readonly suppressionRules: readonly SuppressionRule[];
  readonly selection: Selection;
  /** A note for each rule that does not run. */
  readonly skipped: readonly CoverageNote[];
  /** Every id there is. */
  readonly ids: readonly string[];
  /** Ids of `only` and `skip` that no rule has. */
  readonly unknown: readonly string[];
}

export function selectRules(rules: readonly AnyRule[], selection: Selection): SelectedRules {
  const verdicts = rules.map((rule) => ({ rule, skipped: skippedFor(rule.meta, selection) }));
  const selected = verdicts.filter(({ skipped }) => skipped === undefined).map(({ rule }) => rule);
  const ids = rules.map(({ meta }) => meta.id);
  return {
    rules: selected.filter((rule): rule is Rule => "check" in rule),
    settingsRules: selected.filter((rule): rule is SettingsRule => "checkProject" in rule || "checkOrganization" in rule),
    suppressionRules: selected.filter((rule): rule is SuppressionRule => "checkSuppressions" in rule),
    selection,
    skipped: verdicts.flatMap(({ rule, skipped }) =>
      skipped === undefined ? [] : [{ ruleId: rule.meta.id, status: "skipped" as const, ...skipped }],
    ),
    ids,
    unknown: [...selection.only, ...selection.skip].filter((id) => !ids.includes(id)),
  };
}

/** Each once. */
export function allSelected({
  rules,
  settingsRules,
  suppressionRules,
}: Pick<SelectedRules, "rules" | "settingsRules" | "suppressionRules">): readonly AnyRule[] {
  return [...new Set<AnyRule>([...rules, ...settingsRules, ...suppressionRules])];
}

/** Why a rule does not run; undefined when it does. */
function skippedFor(
  { id, profile }: RuleMeta,
  { profile: wanted, only, skip, settings }: Selection,
): (Required<Pick<CoverageNote, "reason">> & Pick<CoverageNote, "byChoice">) | undefined {
  if (skip.includes(id)) return { reason: "skipped on the command line" };
  if (only.length > 0) {
    return only.includes(id) ? undefined : { reason: "only other rules were asked for", byChoice: "selection" };
  }
  const setting = settings.get(id);
  if (setting === "off") return { reason: "switched off in the settings" };
  if (setting !== undefined || includesProfile(wanted, profile)) return undefined;
  return { reason: `runs only with profile ${profile}`, byChoice: profile };
}

/** `auditor` includes `pedantic` includes `regular`. */
export function includesProfile(wanted: Profile, profile: Profile): boolean {
  return profiles.indexOf(profile) <= profiles.indexOf(wanted);
}
