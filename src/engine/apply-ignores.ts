/** Takes ignored findings out, and adds the findings about the ignores themselves. */
import type { CoverageNote, Problem } from "../finding/report.ts";
import type { SuppressionUse } from "../rule/rule.ts";
import { contain } from "./contain.ts";
import { toDraft } from "./draft.ts";
import type { Draft } from "./draft.ts";
import { subjectOf } from "./fingerprint.ts";
import { notRunNote, suppressorsOf, unknownRules, useOf } from "./ignore-uses.ts";
import type { IgnoreInput } from "./ignore-uses.ts";
import type { SelectedRules } from "./select-rules.ts";
import { suppress } from "./suppress.ts";
import type { SuppressedDraft } from "./suppress.ts";

export interface Ignored {
  readonly kept: readonly Draft[];
  readonly suppressed: readonly SuppressedDraft[];
  readonly coverage: readonly CoverageNote[];
  readonly problems: readonly Problem[];
}

/**
 * `finish` completes drafts of the rules about ignores as those of other rules were. Their findings can be ignored in turn;
 * what they find about the ignores that name them cannot, or there would be no end.
 */
export function applyIgnores(
  drafts: readonly Draft[],
  input: IgnoreInput,
  finish: (drafts: readonly Draft[]) => readonly Draft[],
): Ignored {
  const { selected } = input;
  const ownIds = new Set(selected.suppressionRules.map(({ meta }) => meta.id));
  const suppressors = suppressorsOf(input);
  const first = suppress(drafts, suppressors);
  const about = suppressors.filter(({ ruleId }) => !ownIds.has(ruleId)).map((suppressor) => useOf(suppressor, first.used, input));
  const found = judge(about, selected);
  const second = suppress(finish(found.drafts), suppressors);
  const own = suppressors.filter(({ ruleId }) => ownIds.has(ruleId)).map((suppressor) => useOf(suppressor, second.used, input));
  const last = judge(own, selected);
  return {
    kept: [...first.kept, ...second.kept, ...finish(last.drafts)],
    suppressed: [...first.suppressed, ...second.suppressed],
    coverage: [...about.filter(({ state }) => state === "not-run").map(notRunNote), ...found.coverage, ...last.coverage],
    problems: unknownRules(input),
  };
}

/** Everything stays; the rules about ignores have nothing to say. */
export function withoutIgnores(drafts: readonly Draft[], { suppressionRules }: SelectedRules): Ignored {
  const coverage = suppressionRules.map(({ meta }): CoverageNote => {
    return { ruleId: meta.id, status: "skipped", reason: "ignores are switched off on the command line" };
  });
  return { kept: drafts, suppressed: [], coverage, problems: [] };
}

/** What the rules about ignores make of them. */
function judge(
  uses: readonly SuppressionUse[],
  { suppressionRules }: SelectedRules,
): { readonly drafts: readonly Draft[]; readonly coverage: readonly CoverageNote[] } {
  const runs = suppressionRules.map((rule) => ({ meta: rule.meta, ...contain(() => rule.checkSuppressions(uses)) }));
  return {
    drafts: runs.flatMap(({ meta, reports }) =>
      reports.map((reported) => toDraft(meta, reported, { place: "", subject: subjectOf(reported.at) })),
    ),
    coverage: runs.map(({ meta: { id }, failure }) =>
      failure === undefined
        ? { ruleId: id, status: "ran" }
        : { ruleId: id, status: "failed", reason: `the rule \`${id}\` failed: ${failure}` },
    ),
  };
}
