/** What the checks of a trust bind a token to. */
import type { Check, Told, Trust } from "../../../src/rule/trust-policy.ts";
import { isUuid, parseIssuer } from "../reading/issuer.ts";
import { globOfRegex, isAnyRef, subjectPins, type SubjectPins } from "./subject.ts";

/** `unclear`: it is looked at in a way that is not understood, so that nothing can be said. */
export type Pin = "firm" | "none" | "unclear";

export function projectPin({ checks }: Trust): Pin {
  return best(checks.map((check) => ofClaim(check, "project-id") ?? ofSubject(check, ({ project }) => project !== undefined)));
}

export function refPin({ checks }: Trust): Pin {
  return best(checks.map((check) => ofRef(check) ?? ofSubject(check, ({ ref }) => ref !== undefined && !isAnyRef(ref))));
}

export function organizationPin({ checks, issuers }: Trust): Pin {
  if (issuers.some(({ text }) => parseIssuer(text)?.organization !== undefined)) return "firm";
  return best(
    checks.map((check) => ofClaim(check, "org-id") ?? ofSubject(check, ({ organization }) => organization !== undefined)),
  );
}

export function sshPin({ checks }: Trust): Pin {
  return best(
    checks.map(({ claim, test, values }) => {
      if (claim !== "ssh-rerun") return "none";
      if (test !== "equals" || values.length === 0) return "unclear";
      return values.every(({ text }) => text.toLowerCase() === "false") ? "firm" : "none";
    }),
  );
}

function best(pins: readonly Pin[]): Pin {
  return pins.includes("firm") ? "firm" : pins.includes("unclear") ? "unclear" : "none";
}

/** Undefined for checks of other claims. A `*` in an id fits any. */
function ofClaim({ claim, test, values }: Check, wanted: string): Pin | undefined {
  if (claim !== wanted) return undefined;
  if (test === "unclear") return "unclear";
  if (test === "differs" || values.length === 0) return "none";
  if (test === "regex")
    return values.every(({ text }) => /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/iu.test(text)) ? "firm" : "unclear";
  return test === "equals" || values.every(({ text }) => !text.includes("*")) ? "firm" : "none";
}

function ofRef(check: Check): Pin | undefined {
  const { claim, test, values } = check;
  if (claim !== "vcs-ref") return undefined;
  if (test === "unclear") return "unclear";
  if (test === "differs" || values.length === 0) return "none";
  if (test === "equals") return "firm";
  const globs = values.map(({ text }) => (test === "regex" ? globOfRegex(text) : text));
  if (globs.some((glob) => glob === undefined)) return "unclear";
  return globs.every((glob) => glob !== undefined && !isAnyRef(glob)) ? "firm" : "none";
}

function ofSubject(check: Check, isPinned: (pins: SubjectPins) => boolean): Pin {
  if (check.claim !== "sub" || check.test === "differs" || (check.test !== "unclear" && check.values.length === 0)) return "none";
  const all = subjectsOf(check);
  if (all === undefined) return "unclear";
  return all.every(({ pins }) => isPinned(pins)) ? "firm" : "none";
}

/** What each value of a check on the subject pins; undefined when one of them cannot be read. */
export function subjectsOf({ test, values }: Check): readonly { readonly value: Told; readonly pins: SubjectPins }[] | undefined {
  if (test === "unclear") return undefined;
  const found = values.map((value) => {
    // Compared literally, a wildcard is a character that no subject has.
    const literal = test === "equals" ? value.text.replaceAll(/[*?]/gu, "_") : value.text;
    const glob = test === "regex" ? globOfRegex(value.text) : literal;
    return glob === undefined ? undefined : { value, pins: subjectPins(glob) };
  });
  return found.some((each) => each === undefined) ? undefined : found.flatMap((each) => each ?? []);
}

/** No token passes, for a value with a wildcard is compared as it stands: what else the policy lets in is no question. */
export function comparesLiterally({ checks }: Trust): boolean {
  return checks.some(
    ({ claim, test, values }) =>
      claim !== "aud" && test === "equals" && values.length > 0 && values.every(({ text }) => text.includes("*")),
  );
}

/** Ids of organisations that a trust names, each where it stands. */
export function organizationsIn({ issuers, checks }: Trust): readonly Told[] {
  const named = issuers.flatMap(({ text, at }) => {
    const organization = parseIssuer(text)?.organization;
    return organization === undefined ? [] : [{ text: organization, at }];
  });
  const claimed = checks.flatMap((check) => {
    if (check.test === "differs") return [];
    if (check.claim === "org-id") return check.values;
    if (check.claim === "aud") return check.values.filter(({ text }) => isUuid(text));
    if (check.claim !== "sub") return [];
    return (subjectsOf(check) ?? []).flatMap(({ value, pins }) =>
      pins.organization === undefined || !isUuid(pins.organization) ? [] : [{ text: pins.organization, at: value.at }],
    );
  });
  return [...named, ...claimed];
}

/** Ids of projects that a trust names. */
export function projectsIn({ checks }: Trust): readonly Told[] {
  return checks.flatMap((check) => {
    if (check.test === "differs") return [];
    if (check.claim === "project-id") return check.values.filter(({ text }) => isUuid(text));
    if (check.claim !== "sub") return [];
    return (subjectsOf(check) ?? []).flatMap(({ value, pins }) =>
      pins.project === undefined || !isUuid(pins.project) ? [] : [{ text: pins.project, at: value.at }],
    );
  });
}
