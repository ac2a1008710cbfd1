/** What can ignore findings in this run, and what came of each. */
import type { CoverageNote, Problem } from "../finding/report.ts";
import type { SuppressionUse } from "../rule/rule.ts";
import { didYouMean } from "../schema/near-miss.ts";
import { quote } from "../source/quote.ts";
import type { IgnoreComment } from "./ignore-comments.ts";
import type { Outcome } from "./outcome.ts";
import type { SelectedRules } from "./select-rules.ts";
import { fromComment, fromEntry } from "./suppressor.ts";
import type { IgnoreEntry, Suppressor } from "./suppressor.ts";

export interface IgnoreInput {
  readonly outcomes: readonly Outcome[];
  readonly selected: SelectedRules;
  /** The settings' `ignore:`. */
  readonly ignores: readonly IgnoreEntry[];
  /** ISO date. */
  readonly today: string;
  /** Only some of the repository's configurations were asked for, so that an entry about another one is no mistake. */
  readonly partial: boolean;
}

/** Comments of audited files before the settings. Comments in other files, such as an orb's source, have no say. */
export function suppressorsOf({ outcomes, selected, ignores, today }: IgnoreInput): readonly Suppressor[] {
  const known = new Set(selected.ids);
  const comments = outcomes.flatMap((outcome) => outcome.ignores).filter(({ ruleId }) => known.has(ruleId));
  return [...comments.map(fromComment), ...ignores.map((entry) => fromEntry(entry, today))];
}

/** Comments that name a rule which does not exist. */
export function unknownRules({ outcomes, selected }: IgnoreInput): readonly Problem[] {
  const known = new Set(selected.ids);
  const unknown = outcomes.flatMap((outcome) => outcome.ignores).filter(({ ruleId }) => !known.has(ruleId));
  return unknown.map(({ ruleId, at }: IgnoreComment) => ({
    code: "unknown-rule",
    message: `There is no rule ${quote(ruleId)}, so this comment ignores nothing.${didYouMean(ruleId, known)}`,
    location: at,
    level: "warning",
  }));
}

export function useOf(suppressor: Suppressor, used: ReadonlySet<Suppressor>, input: IgnoreInput): SuppressionUse {
  const { ruleId, at, suppression } = suppressor;
  const { kind, reason, until } = suppression;
  return { kind, ruleId, at, reason, until, state: stateOf(suppressor, used, input) };
}

function stateOf(suppressor: Suppressor, used: ReadonlySet<Suppressor>, input: IgnoreInput): SuppressionUse["state"] {
  if (suppressor.expired) return "expired";
  if (used.has(suppressor)) return "used";
  const { outcomes, selected, partial } = input;
  if (selected.suppressionRules.some(({ meta }) => meta.id === suppressor.ruleId)) return "unused";
  const ofRule = outcomes.filter((outcome) => outcome.concerned.includes(suppressor.ruleId));
  const concerned = ofRule.filter(({ files }) => files.some((path) => suppressor.concerns(path)));
  const audited = concerned.length > 0 || partial ? concerned : ofRule;
  return audited.length > 0 && audited.every((outcome) => isSettled(outcome, suppressor.ruleId, selected)) ? "unused" : "not-run";
}

/** Whether the rule has said all that there is to say. */
function isSettled({ ran, unsure = [] }: Outcome, id: string, { rules }: SelectedRules): boolean {
  const needsNoFacts = rules.some(({ meta }) => meta.id === id && meta.data === "config");
  return ran.includes(id) && (needsNoFacts || !unsure.includes(id));
}

export function notRunNote({ ruleId, at }: SuppressionUse): CoverageNote {
  return {
    ruleId,
    status: "skipped",
    reason: "not run, or not with all facts, so that the ignore at this place was not checked",
    location: at,
  };
}
