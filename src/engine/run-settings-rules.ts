/** Runs rules over what the APIs say of a project or an organisation. */
import type { Location } from "../finding/location.ts";
import { formatPath } from "../finding/location.ts";
import type { Audit } from "../rule/audit.ts";
import type { Reported, SettingsRule } from "../rule/rule.ts";
import type { OrganizationAudit, ProjectAudit } from "../rule/settings-audit.ts";
import { sheetOf } from "../snapshot/sheet.ts";
import type { SheetSubject } from "../snapshot/sheet.ts";
import type { SourceFile } from "../source/source-file.ts";
import { contain } from "./contain.ts";
import { toDraft } from "./draft.ts";
import type { Identity } from "./draft.ts";
import { subjectOf } from "./fingerprint.ts";
import { maskDraft, maskNote, masksFor } from "./mask-outcome.ts";
import type { Mask } from "./masker.ts";
import { mergeRepeats } from "./merge-repeats.ts";
import type { Outcome } from "./outcome.ts";
import { failed } from "./run-rules.ts";
import { structuralPaths } from "./structural-path.ts";

/** `secrets`: those that stand in the texts of the facts. */
export function runProjectRules(audit: ProjectAudit, rules: readonly SettingsRule[], secrets: readonly Location[] = []): Outcome {
  const { project, organization, repository, githubOrganization, audits } = audit;
  return outcomeOf({
    checks: rules.flatMap(({ meta, checkProject }) =>
      checkProject === undefined ? [] : [{ meta, run: () => checkProject(audit) }],
    ),
    files: [project, organization, repository, githubOrganization].flatMap(sheetFile),
    audits,
    secrets,
  });
}

export function runOrganizationRules(
  audit: OrganizationAudit,
  rules: readonly SettingsRule[],
  secrets: readonly Location[] = [],
): Outcome {
  return outcomeOf({
    checks: rules.flatMap(({ meta, checkOrganization }) =>
      checkOrganization === undefined ? [] : [{ meta, run: () => checkOrganization(audit) }],
    ),
    files: [audit.organization, audit.githubOrganization].flatMap(sheetFile),
    audits: [],
    secrets,
  });
}

interface Checks {
  readonly checks: readonly { readonly meta: SettingsRule["meta"]; run(): Iterable<Reported> }[];
  /** The texts that the facts make. */
  readonly files: readonly SourceFile[];
  readonly audits: readonly Audit[];
  readonly secrets: readonly Location[];
}

function outcomeOf({ checks, files, audits, secrets }: Checks): Outcome {
  const path = files[0]?.path ?? "";
  const runs = checks.map(({ meta, run }) => ({ meta, ...contain(run) }));
  const known = [...secrets, ...audits.flatMap((audit) => audit.secrets.map(({ at }) => at))];
  const reported = runs.flatMap(({ reports }) => reports.flatMap((each) => each.secrets ?? []));
  const masks = masksFor([...known, ...reported]);
  const identify = identifier(audits, masksFor(known).prose);
  const drafts = runs.flatMap(({ meta, reports }) => reports.map((each) => toDraft(meta, withoutFixes(each), identify(each.at))));
  const failures = runs.flatMap(({ meta, failure }) => (failure === undefined ? [] : [failed(meta.id, failure, path)]));
  return {
    path,
    about: "facts",
    files: [...files, ...audits.map(({ config }) => config.file)].map((file) => file.path),
    drafts: mergeRepeats(drafts.map((draft) => maskDraft(draft, masks))),
    secrets: [...known, ...reported],
    concerned: checks.map(({ meta }) => meta.id),
    ran: runs.filter(({ failure }) => failure === undefined).map(({ meta }) => meta.id),
    coverage: failures.map((note) => maskNote(note, masks)),
    problems: [],
    ignores: [],
  };
}

function sheetFile(subject: SheetSubject | undefined): readonly SourceFile[] {
  return subject === undefined ? [] : [sheetOf(subject).file];
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
