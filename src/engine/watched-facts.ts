/**
 * Facts that note which of their gaps rules look at, so that the account of what is not known names what some rule needed and nothing
 * else. A rule looks at a gap when it asks whether it is known; that cannot be got round, and no list has to be kept of what rules read.
 */
import type { PathSegment } from "../finding/location.ts";
import type { Gap } from "../snapshot/fetched.ts";
import type { Project } from "../snapshot/project.ts";
import type { ProjectFacts } from "../snapshot/project-facts.ts";
import { showAs } from "../snapshot/sheet.ts";
import type { SheetSubject } from "../snapshot/sheet.ts";
import { untold, untoldIn } from "./untold-fields.ts";

/** A gap that a rule looked at. */
export interface SeenGap {
  /** What has the gap, as it was given. */
  readonly subject: SheetSubject;
  /** The way to it through the subject. */
  readonly path: readonly PathSegment[];
  readonly gap: Gap;
}

/** What a rule asked for and nothing at all is known of, and the project that it belongs to. */
export interface SeenAbsence {
  readonly part: AbsentPart;
  readonly facts: ProjectFacts;
}

type AbsentPart = "organization" | "repository" | "githubOrganization";

export interface FactsWatch {
  /** The same facts, watched. What is shown of them is shown of the ones given. */
  watch(facts: ProjectFacts): ProjectFacts;
  watchSubject<S extends SheetSubject>(subject: S): S;
  /** Whether anything unknown was looked at since this was last asked. */
  hasLooked(): boolean;
  seen(): { readonly gaps: readonly SeenGap[]; readonly absences: readonly SeenAbsence[] };
}

export function watchFacts(): FactsWatch {
  const gaps = new Set<SeenGap>();
  let looked = false;
  const absences = new Map<string, SeenAbsence>();
  const subjects = new WeakMap<SheetSubject, SheetSubject>();
  const projects = new WeakMap<ProjectFacts, ProjectFacts>();
  const look = (seen: SeenGap): void => {
    gaps.add(seen);
    looked = true;
  };
  const watchSubject = <S extends SheetSubject>(subject: S): S => {
    const known = subjects.get(subject);
    if (known !== undefined && isCopy(known, subject)) return known;
    const copy = watchValue(subject, [], { subject, note: look });
    if (copy !== subject) showAs(copy, subject);
    subjects.set(subject, copy);
    return copy;
  };
  const part = <S extends SheetSubject>(facts: ProjectFacts, name: AbsentPart, subject: S | undefined): S | undefined => {
    if (subject !== undefined) return watchSubject(subject);
    looked = true;
    absences.set(JSON.stringify([name, facts.project.slug]), { part: name, facts });
    return undefined;
  };
  return {
    watchSubject,
    watch(facts) {
      const known = projects.get(facts) ?? watchParts(facts, watchSubject(facts.project), part);
      projects.set(facts, known);
      return known;
    },
    hasLooked() {
      const answer = looked;
      looked = false;
      return answer;
    },
    seen: () => ({ gaps: [...gaps], absences: [...absences.values()] }),
  };
}

type PartOf = <S extends SheetSubject>(facts: ProjectFacts, name: AbsentPart, subject: S | undefined) => S | undefined;

function watchParts(facts: ProjectFacts, project: Project, part: PartOf): ProjectFacts {
  return {
    project,
    ...(facts.isOnServer === undefined ? {} : { isOnServer: facts.isOnServer }),
    get organization() {
      return part(facts, "organization", facts.organization);
    },
    get repository() {
      return part(facts, "repository", facts.repository);
    },
    get githubOrganization() {
      return part(facts, "githubOrganization", facts.githubOrganization);
    },
  };
}

interface Watching {
  readonly subject: SheetSubject;
  readonly note: (seen: SeenGap) => void;
}

/** The value itself where there is no gap in it. */
function watchValue<T>(value: T, path: readonly PathSegment[], watching: Watching): T {
  const copy = copyOf(value, path, watching);
  return isCopy(copy, value) ? copy : value;
}

/** A copy of a value has its type. */
function isCopy<T>(copy: unknown, _value: T): copy is T {
  return copy !== undefined;
}

function copyOf(value: unknown, path: readonly PathSegment[], watching: Watching): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (isGap(value)) return value.reason === "inapplicable" ? value : watchGap(value, path, watching);
  if (Array.isArray(value)) {
    const items = value.map((item: unknown, index) => watchValue(item, [...path, index], watching));
    return items.every((item, index) => item === value[index]) ? value : items;
  }
  const isKnown = "known" in value && "value" in value;
  const entries = Object.entries(value).map(([key, each]: [string, unknown]) => {
    return [key, each, watchValue(each, isKnown ? path : [...path, key], watching)] as const;
  });
  const missing = isKnown || path.length !== 1 ? [] : untoldIn(watching.subject, String(path[0]), value);
  if (missing.length === 0 && entries.every(([, before, after]) => before === after)) return value;
  const copy = Object.fromEntries(entries.map(([key, , after]) => [key, after]));
  for (const field of missing) Object.defineProperty(copy, field, watchedField([...path, field], watching));
  return copy;
}

/** Undefined as before, but whoever asks is noted. */
function watchedField(path: readonly PathSegment[], { subject, note }: Watching): PropertyDescriptor {
  const seen: SeenGap = { subject, path, gap: untold };
  return { get: () => note(seen) };
}

function isGap(value: object): value is Gap {
  return "known" in value && value.known === false && "reason" in value;
}

function watchGap(gap: Gap, path: readonly PathSegment[], { subject, note }: Watching): Gap {
  const seen: SeenGap = { subject, path, gap };
  return {
    get known(): false {
      note(seen);
      return false;
    },
    reason: gap.reason,
    detail: gap.detail,
  };
}
