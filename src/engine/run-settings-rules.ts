/** Runs rules over what the APIs say of a project or an organisation. */
import type { Location } from "../finding/location.ts";
import { formatPath } from "../finding/location.ts";
import type { Audit } from "../rule/audit.ts";
import type { Reported, RuleMeta, SettingsRule } from "../rule/rule.ts";
import type { OrganizationAudit, ProjectAudit } from "../rule/settings-audit.ts";
import type { SourceFile } from "../source/source-file.ts";
import { contain } from "./contain.ts";
import type { Contained } from "./contain.ts";
import { toDraft } from "./draft.ts";
import type { Identity } from "./draft.ts";
import { subjectOf } from "./fingerprint.ts";
import { maskDraft, maskNote, masksFor } from "./mask-outcome.ts";
import type { Mask } from "./masker.ts";
import { mergeRepeats } from "./merge-repeats.ts";
import type { Outcome } from "./outcome.ts";
import { failed } from "./run-rules.ts";
import { structuralPaths } from "./structural-path.ts";

/** What rules reported, before secrets are hidden in it. */
export interface SettingsRun {
  /** Paths of the texts that the facts make, that of the project or organisation first. */
  readonly paths: readonly string[];
  readonly audits: readonly Audit[];
  readonly runs: readonly RuleRun[];
}

interface RuleRun extends Contained {
  readonly meta: RuleMeta;
  readonly isUnsure: boolean;
}

interface Checks {
  /** Of the texts that the facts make. */
  readonly paths: readonly string[];
  readonly rules: readonly SettingsRule[];
  /** Whether anything unknown was looked at since this was last asked. */
  readonly hasLooked: () => boolean;
}

export function runProjectRules(audit: ProjectAudit, { paths, rules, hasLooked }: Checks): SettingsRun {
  const runs = rules.flatMap(({ meta, checkProject: check }) => {
    return check === undefined ? [] : [runOf(meta, () => check(audit), hasLooked)];
  });
  return { paths, audits: audit.audits, runs };
}

export function runOrganizationRules(audit: OrganizationAudit, { paths, rules, hasLooked }: Checks): SettingsRun {
  const runs = rules.flatMap(({ meta, checkOrganization: check }) => {
    return check === undefined ? [] : [runOf(meta, () => check(audit), hasLooked)];
  });
  return { paths, audits: [], runs };
}

function runOf(meta: RuleMeta, check: () => Iterable<Reported>, hasLooked: () => boolean): RuleRun {
  hasLooked();
  return { meta, ...contain(check), isUnsure: hasLooked() };
}

/** The texts that something was reported of, in which secrets are to be looked for. */
export function reportedSheets({ runs }: SettingsRun): readonly SourceFile[] {
  const places = runs.flatMap(({ reports }) => reports.flatMap(({ at, related = [], trace = [] }) => [at, ...related, ...trace]));
  return [...new Set(places.map(({ file }) => file))].filter(({ isSheet }) => isSheet === true);
}

/** `secrets`: those that stand in these texts. */
export function outcomeOf({ paths, audits, runs }: SettingsRun, secrets: readonly Location[]): Outcome {
  const path = paths[0] ?? "";
  const known = [...secrets, ...audits.flatMap((audit) => audit.secrets.map(({ at }) => at))];
  const reported = runs.flatMap(({ reports }) => reports.flatMap((each) => each.secrets ?? []));
  const masks = masksFor([...known, ...reported]);
  const identify = identifier(audits, masksFor(known).prose);
  const drafts = runs.flatMap(({ meta, reports }) => reports.map((each) => toDraft(meta, withoutFixes(each), identify(each.at))));
  const failures = runs.flatMap(({ meta, failure }) => (failure === undefined ? [] : [failed(meta.id, failure, path)]));
  return {
    path,
    about: "facts",
    files: [...paths, ...audits.map(({ config }) => config.file.path)],
    sheets: paths,
    drafts: mergeRepeats(drafts.map((draft) => maskDraft(draft, masks))),
    secrets: [...known, ...reported],
    concerned: runs.map(({ meta }) => meta.id),
    ran: runs.filter(({ failure }) => failure === undefined).map(({ meta }) => meta.id),
    unsure: runs.filter(({ isUnsure }) => isUnsure).map(({ meta }) => meta.id),
    coverage: failures.map((note) => maskNote(note, masks)),
    problems: [],
    ignores: [],
  };
}

/** Settings are not mended by editing a file. */
function withoutFixes(reported: Reported): Reported {
  return reported.fixes === undefined ? reported : { ...reported, fixes: [] };
}

/** In the path of a place on a sheet, items are called by their names already. */
function identifier(audits: readonly Audit[], mask: Mask): (at: Location) => Identity {
  const places = new Map(audits.map(({ config }) => [config.file, structuralPaths(config.root)]));
  return (at) => {
    const placeOf = places.get(at.file);
    return { place: mask(placeOf === undefined ? formatPath(at.path) : placeOf(at)), subject: mask(subjectOf(at)) };
  };
}
