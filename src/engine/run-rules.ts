/** Runs rules over one configuration. What comes out holds no secret in its texts and nothing of the audit's trees. */
import type { Location } from "../finding/location.ts";
import type { CoverageNote } from "../finding/report.ts";
import type { Audit } from "../rule/audit.ts";
import type { Reported, Rule } from "../rule/rule.ts";
import type { SourceFile } from "../source/source-file.ts";
import { contain } from "./contain.ts";
import type { Contained } from "./contain.ts";
import { toDraft } from "./draft.ts";
import type { Identity } from "./draft.ts";
import { subjectOf } from "./fingerprint.ts";
import { findIgnoreComments } from "./ignore-comments.ts";
import { maskComment, maskDraft, maskNote, maskProblem, masksFor } from "./mask-outcome.ts";
import type { Mask } from "./masker.ts";
import { mergeRepeats } from "./merge-repeats.ts";
import type { Outcome } from "./outcome.ts";
import { atReferences, notesAtReferences, problemsAtReferences } from "./orb-findings.ts";
import { structuralPaths } from "./structural-path.ts";
import type { PlaceOf } from "./structural-path.ts";

interface RuleRun extends Contained {
  readonly rule: Rule;
}

export function runRules(audit: Audit, rules: readonly Rule[]): Outcome {
  const { file } = audit.config;
  const runs = rules
    .filter(({ meta }) => audit.facts !== undefined || meta.data !== "snapshot")
    .map((rule): RuleRun => ({ rule, ...contain(() => rule.check(audit)) }));
  const detected = audit.secrets.map(({ at }) => at);
  const secrets = [...detected, ...runs.flatMap(({ reports }) => secretsOf(reports))];
  const masks = masksFor(secrets);
  const placeOf = structuralPaths(audit.config.root);
  const always = masksFor(detected);
  const drafts = runs.flatMap(({ rule, reports }) => {
    const own = secretsOf(reports);
    const { prose } = own.length === 0 ? always : masksFor([...detected, ...own]);
    const identifyAt = (at: Location): Identity => identify(at, placeOf, prose);
    const found = reports.map((reported) => toDraft(rule.meta, withOwnFixes(reported, file), identifyAt(reported.at)));
    return atReferences(found, audit.config, identifyAt);
  });
  const failures = runs.flatMap(({ rule, failure }) => (failure === undefined ? [] : [failed(rule.meta.id, failure, file.path)]));
  const files = [file, ...audit.config.parts.map((part) => part.file)];
  const ignores = files.map(findIgnoreComments);
  return {
    path: file.path,
    about: "configuration",
    files: files.map(({ path }) => path),
    drafts: mergeRepeats(drafts.map((draft) => maskDraft(draft, masks))),
    secrets,
    concerned: rules.map(({ meta }) => meta.id),
    ran: runs.filter(({ failure }) => failure === undefined).map(({ rule }) => rule.meta.id),
    coverage: [...notesAtReferences(audit.plan.coverage, audit.config), ...failures].map((note) => maskNote(note, masks)),
    problems: [
      ...problemsAtReferences([...audit.config.problems, ...audit.plan.problems], audit.config),
      ...ignores.flatMap(({ problems }) => problems),
    ].map((problem) => maskProblem(problem, masks)),
    ignores: ignores.flatMap(({ comments }) => comments.map((comment) => maskComment(comment, masks))),
  };
}

/** Nothing but the audited file can be mended: the source of an orb belongs to somebody else. */
function withOwnFixes(reported: Reported, file: SourceFile): Reported {
  if (reported.fixes === undefined) return reported;
  return { ...reported, fixes: reported.fixes.filter(({ edits }) => edits.every(({ at }) => at.file === file)) };
}

function secretsOf(reports: readonly Reported[]): readonly Location[] {
  return reports.flatMap(({ secrets = [] }) => secrets);
}

/**
 * A fingerprint must be the same whichever other rules run, so its texts are masked with no other secrets than those that are
 * always known and those of the rule itself.
 */
function identify(at: Location, placeOf: PlaceOf, mask: Mask): Identity {
  return { place: mask(placeOf(at)), subject: mask(subjectOf(at)) };
}

export function failed(ruleId: string, failure: string, path: string): CoverageNote {
  return { ruleId, status: "failed", reason: `the rule \`${ruleId}\` failed on \`${path}\`: ${failure}` };
}
