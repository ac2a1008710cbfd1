/** The job runs whose steps the configuration itself writes, and how they are named in sentences. */
import type { JobRun } from "../../../src/expand/plan.ts";
import type { Audit } from "../../../src/rule/audit.ts";
import type { Location, RelatedLocation } from "../../../src/finding/location.ts";
import { jobsInWords as namesOfJobs } from "../wording.ts";

/** Those that workflows start, and the job `build` of a file without workflows. Jobs of orbs are their authors' matter. */
export function ownRuns({ plan, config }: Audit): readonly JobRun[] {
  if (config.kind !== "config") return [];
  const runsAlone = config.workflows.length === 0;
  return plan.runs.filter(
    ({ kind, workflow, jobName, orb }) =>
      kind === "build" && orb === undefined && (workflow !== undefined || (runsAlone && jobName === "build")),
  );
}

/** Something that a job run shows at a place. */
export interface Sighting<T> {
  readonly at: Location;
  readonly run: JobRun;
  readonly what: T;
}

export interface Seen<T> {
  /** The first place. */
  readonly at: Location;
  /** Of the first run that shows it. */
  readonly what: T;
  /** What all runs show, in their order. */
  readonly all: readonly T[];
  readonly runs: readonly JobRun[];
  /** Further places, each with the runs that show it there. */
  readonly elsewhere: readonly { readonly at: Location; readonly runs: readonly JobRun[] }[];
}

/** Sightings of one kind together, in the order of the first of each. Commands, anchors and matrices bring one place into many runs. */
export function gather<T>(sightings: Iterable<Sighting<T>>, kindOf: (what: T) => string): readonly Seen<T>[] {
  const kinds = new Map<string, { all: T[]; runs: Set<JobRun>; places: Map<string, { at: Location; runs: Set<JobRun> }> }>();
  for (const { at, run, what } of sightings) {
    const kind = kindOf(what);
    let known = kinds.get(kind);
    if (known === undefined) kinds.set(kind, (known = { all: [], runs: new Set(), places: new Map() }));
    known.all.push(what);
    known.runs.add(run);
    const place = `${at.span.start}:${at.span.end}:${at.file.path}`;
    const there = known.places.get(place);
    if (there === undefined) known.places.set(place, { at, runs: new Set([run]) });
    else there.runs.add(run);
  }
  return [...kinds.values()].flatMap(({ all, runs, places }) => {
    const [first, ...elsewhere] = [...places.values()].map(({ at, runs: there }) => ({ at, runs: [...there] }));
    const [what] = all;
    return first === undefined || what === undefined ? [] : [{ at: first.at, what, all, runs: [...runs], elsewhere }];
  });
}

/** The further places as evidence: `in the job `b``. */
export function evidenceOf<T>({ elsewhere }: Seen<T>): { readonly evidence?: readonly RelatedLocation[] } {
  if (elsewhere.length === 0) return {};
  return { evidence: elsewhere.map(({ at, runs }) => ({ ...at, label: `in ${jobsInWords(runs)}` })) };
}

/** `the job `build``, `the jobs `a`, `b` and 3 more`. */
export function jobsInWords(runs: readonly JobRun[]): string {
  return namesOfJobs(runs.map(({ jobName }) => jobName));
}

/** Names of the jobs as defined, without repeats. */
export function jobNames(runs: readonly JobRun[]): readonly string[] {
  return [...new Set(runs.map(({ jobName }) => jobName))];
}

/** `runs` for one job, `run` for several. */
export function verb(runs: readonly JobRun[], one: string, several: string): string {
  return jobNames(runs).length === 1 ? one : several;
}
