/** Hides secrets in everything that is said about one configuration. The files themselves follow in mask-files.ts. */
import type { Fix } from "../finding/fix.ts";
import type { Location, PathSegment, RelatedLocation } from "../finding/location.ts";
import type { CoverageNote, Problem } from "../finding/report.ts";
import type { Draft } from "./draft.ts";
import type { IgnoreComment } from "./ignore-comments.ts";
import { maskerOf } from "./masker.ts";
import type { Mask } from "./masker.ts";
import { secretForms } from "./secret-forms.ts";

export interface TextMasks {
  /** For what people read. */
  readonly prose: Mask;
  /** For the names in YAML paths, which programs read too: a secret that is a mere word, such as `password`, stays legible there. */
  readonly names: Mask;
}

/** The text of each secret as it stands in its file. */
export function formsAt(secrets: readonly Location[]): readonly string[] {
  return secrets.flatMap(({ file, span }) => secretForms(file.text.slice(span.start, span.end)));
}

export function masksFor(secrets: readonly Location[]): TextMasks {
  const forms = formsAt(secrets);
  const isWord = (form: string): boolean => form.length < 8 || !/\d/.test(form) || !/[a-z]/i.test(form);
  return { prose: maskerOf(forms), names: maskerOf(forms.filter((form) => !isWord(form))) };
}

export function maskDraft(draft: Draft, masks: TextMasks): Draft {
  const { message, remediation, replacement, location, related, trace, fixes: offered = [], ...rest } = draft;
  const fixes = withoutSecrets(offered, masks);
  return {
    ...rest,
    message: masks.prose(message),
    remediation: masks.prose(remediation),
    location: maskPath(location, masks),
    related: related.map((place) => maskLabel(place, masks)),
    trace: trace.map((place) => maskLabel(place, masks)),
    ...(replacement === undefined ? {} : { replacement: masks.prose(replacement) }),
    ...(fixes.length === 0 ? {} : { fixes: fixes.map((fix) => ({ ...fix, title: masks.prose(fix.title) })) }),
  };
}

/** An edit that would have to show a secret is not offered: it could not be applied from what is shown. */
function withoutSecrets(fixes: readonly Fix[], { prose }: TextMasks): readonly Fix[] {
  return fixes.filter(({ edits }) => edits.every(({ text }) => prose(text) === text));
}

export function maskProblem(problem: Problem, masks: TextMasks): Problem {
  const { location } = problem;
  const message = masks.prose(problem.message);
  return { ...problem, message, ...(location === undefined ? {} : { location: maskPath(location, masks) }) };
}

export function maskNote(note: CoverageNote, masks: TextMasks): CoverageNote {
  const { source, reason, location } = note;
  return {
    ...note,
    ...(source === undefined ? {} : { source: masks.prose(source) }),
    ...(reason === undefined ? {} : { reason: masks.prose(reason) }),
    ...(location === undefined ? {} : { location: maskPath(location, masks) }),
  };
}

export function maskComment(comment: IgnoreComment, masks: TextMasks): IgnoreComment {
  return { ...comment, reason: masks.prose(comment.reason) };
}

function maskLabel(place: RelatedLocation, masks: TextMasks): RelatedLocation {
  return { ...place, ...maskPath(place, masks), label: masks.prose(place.label) };
}

function maskPath(location: Location, { names }: TextMasks): Location {
  const path = location.path.map((segment): PathSegment => (typeof segment === "string" ? names(segment) : segment));
  return { ...location, path };
}
