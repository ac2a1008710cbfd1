/**
 * What was found inside the sources of orbs. Nobody can edit them here, so it is told where the configuration names the orb: one finding
 * for each rule and entry of `orbs:`, with the places in the orb as related ones. What the configuration itself hands to the orb is
 * told at its argument.
 */
import type { Config, OrbReference } from "../config/config.ts";
import { orbUsesOf, type OrbUse } from "../config/orbs-of.ts";
import type { Location, PathSegment, RelatedLocation } from "../finding/location.ts";
import type { CoverageNote, Problem } from "../finding/report.ts";
import { confidences, severities } from "../finding/severity.ts";
import { quote } from "../source/quote.ts";
import { locationOf } from "../yaml/node.ts";
import type { Draft, Identity } from "./draft.ts";
import { comparePlaces, compareText } from "./order.ts";
import { includesProfile } from "./select-rules.ts";

/** Drafts that stand in the configuration's own file stay as they are. `identify` is for the places to which the others move. */
export function atReferences(drafts: readonly Draft[], config: Config, identify: (at: Location) => Identity): readonly Draft[] {
  const uses = orbUsesOf(config);
  if (uses.size === 0) return drafts;
  const groups = new Map<string, Group>();
  const moved = drafts.flatMap((draft): readonly Draft[] => {
    const use = uses.get(draft.location.file);
    if (use === undefined) return [draft];
    const [source] = draft.trace;
    if (source?.file === config.file) return [atArgument(draft, source, use, identify)];
    const key = `${draft.ruleId} ${String(use.reference.node.span.start)}`;
    const group = groups.get(key) ?? { reference: use.reference, found: [] };
    groups.set(key, group);
    group.found.push({ draft, use });
    return [];
  });
  return [...moved, ...[...groups.values()].flatMap((group) => together(group, config, identify))];
}

interface Found {
  readonly draft: Draft;
  readonly use: OrbUse;
}

interface Group {
  readonly reference: OrbReference;
  readonly found: Found[];
}

/** The value comes from the configuration: that is where it can be put right. */
function atArgument(draft: Draft, source: Location, use: OrbUse, identify: (at: Location) => Identity): Draft {
  const { replacement: _, ...rest } = draft;
  const { file, span, path } = source;
  const location = { file, span, path };
  return {
    ...rest,
    location,
    message: `${inside(use, draft.location.path)}: ${draft.message}`,
    related: [{ ...draft.location, label: `in ${elementOf(draft.location.path)}the orb` }, ...draft.related],
    aside: { ...draft.aside, ...identify(location) },
  };
}

/** The worst says what is wrong, the others are counted and listed. */
function together({ reference, found }: Group, config: Config, identify: (at: Location) => Identity): readonly Draft[] {
  const sorted = found.toSorted((a, b) => compareDrafts(a.draft, b.draft));
  const [worst] = sorted;
  if (worst === undefined) return [];
  const { draft, use } = worst;
  const { replacement: _, ...rest } = draft;
  const location = locationOf(reference.node);
  const places = distinctPlaces(sorted, draft);
  const ways = sorted.flatMap(({ draft: { related } }) => related.filter(({ file }) => file === config.file));
  const more = places.length === 1 ? "" : ` ${moreOf(places.length - 1)}`;
  const finding: Draft = {
    ...rest,
    location,
    message: `${inside(use, draft.location.path)}: ${draft.message}${more}`,
    remediation: `Take a version of the orb without this, take another orb, or write the steps yourself. In the orb: ${draft.remediation}`,
    related: [...places, ...ways],
    aside: { ...identify(location), profile: sorted.map(({ draft: { aside } }) => aside.profile).reduce(wider) },
  };
  return [finding];
}

function compareDrafts(a: Draft, b: Draft): number {
  return (
    severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
    confidences.indexOf(a.confidence) - confidences.indexOf(b.confidence) ||
    comparePlaces(a.location, b.location) ||
    compareText(a.message, b.message)
  );
}

function wider(a: Draft["aside"]["profile"], b: Draft["aside"]["profile"]): Draft["aside"]["profile"] {
  return includesProfile(a, b) ? b : a;
}

/** Other words than those of the finding are repeated. */
function distinctPlaces(found: readonly Found[], spoken: Draft): readonly RelatedLocation[] {
  const places = new Map<string, RelatedLocation>();
  for (const { draft } of found) {
    const { file, span, path } = draft.location;
    const key = `${file.path} ${String(span.start)} ${String(span.end)}`;
    const where = `in ${elementOf(path)}the orb`;
    if (!places.has(key))
      places.set(key, {
        ...draft.location,
        label: draft.message === spoken.message ? where : `${where}: ${firstSentence(draft.message)}`,
      });
  }
  return [...places.values()];
}

function firstSentence(message: string): string {
  return /^.*?(?=\.(?:\s|$))/u.exec(message)?.[0] ?? message;
}

function moreOf(count: number): string {
  return count === 1 ? "The orb has one more such place." : `The orb has ${String(count)} more such places.`;
}

/** ``In command `install` of the orb `acme/tools@1.2.3`, which `ci` uses`` */
function inside({ orb, reference, direct }: OrbUse, path: readonly PathSegment[]): string {
  const through = direct ? "" : `, which ${quote(reference.alias)} uses`;
  return `In ${elementOf(path)}the orb ${quote(`${orb.name}@${orb.version}`, 100)}${through}`;
}

const kinds: Readonly<Record<string, string>> = { commands: "command", jobs: "job", executors: "executor" };

/** ``command `install` of ``; nothing for a place outside of them. */
function elementOf([section, name]: readonly PathSegment[]): string {
  const kind = kinds[String(section)];
  return kind === undefined || name === undefined ? "" : `${kind} ${quote(String(name))} of `;
}

/** Problems of the plan that lie in an orb. */
export function problemsAtReferences(problems: readonly Problem[], config: Config): readonly Problem[] {
  const uses = orbUsesOf(config);
  if (uses.size === 0) return problems;
  return problems.map((problem) => {
    const use = problem.location && uses.get(problem.location.file);
    if (problem.location === undefined || use === undefined) return problem;
    return {
      ...problem,
      message: `${inside(use, problem.location.path)}: ${problem.message}`,
      location: locationOf(use.reference.node),
    };
  });
}

export function notesAtReferences(notes: readonly CoverageNote[], config: Config): readonly CoverageNote[] {
  const uses = orbUsesOf(config);
  if (uses.size === 0) return notes;
  return notes.map((note) => {
    const use = note.location && uses.get(note.location.file);
    if (note.source === undefined || use === undefined) return note;
    return {
      ...note,
      source: `${note.source} in orb ${use.orb.name}@${use.orb.version}`,
      location: locationOf(use.reference.node),
    };
  });
}
