/** How much of their resource class the jobs of a project take, as the usage export says. */
import type { JobRun } from "../../../src/expand/plan.ts";
import { compileText } from "../../../src/expand/script.ts";
import { assumedText } from "../../../src/expand/text.ts";
import type { Location } from "../../../src/finding/location.ts";
import type { Scene } from "../../../src/rule/scene.ts";
import { valueOf } from "../../../src/snapshot/fetched.ts";
import type { JobUsage } from "../../../src/snapshot/metrics.ts";
import { entryOf, locationOf } from "../../../src/yaml/node.ts";
import { classNamed, type ResourceClass } from "../../data/resource-classes.ts";

/** A healthy job takes so many percent of its class. Source: CircleCI's reviews of configurations. */
export const healthy = { least: 50, most: 75 } as const;

/** Fewer runs tell too little. */
const fewestRuns = 10;

export interface ClassUse {
  readonly runs: readonly JobRun[];
  readonly own: ResourceClass;
  readonly family: readonly ResourceClass[];
  /** Of one workflow, or the highest figures of several. */
  readonly medianCpu: number;
  readonly maxCpu: number;
  readonly medianMemory: number;
  readonly maxMemory: number;
  readonly countedRuns: number;
  readonly credits: number | undefined;
  /** Where the class is chosen. */
  readonly at: Location;
  /** Whether the class stands, or can stand, in the job itself. */
  readonly isOwnKey: boolean;
}

/** Each job with each class that it runs on, where the configuration still says so. */
export function classUsesOf({ audits, facts }: Scene): readonly ClassUse[] {
  const rows = valueOf(facts?.project.usage);
  if (rows === undefined) return [];
  const byJob = new Map<string, JobRun[]>();
  for (const { plan } of audits) {
    for (const run of plan.runs) {
      if (run.workflow === undefined) continue;
      const key = JSON.stringify([run.workflow.name, run.name]);
      const known = byJob.get(key);
      if (known === undefined) byJob.set(key, [run]);
      else known.push(run);
    }
  }
  const groups = new Map<unknown, Map<string, { readonly runs: JobRun[]; readonly rows: JobUsage[] }>>();
  for (const row of rows) {
    const runs = (byJob.get(JSON.stringify([row.workflow, row.job])) ?? []).filter((run) => maySay(run, row.resourceClass));
    const [first] = runs;
    if (first === undefined) continue;
    const ofJob = groups.get(first.definition ?? first.node) ?? new Map<string, { runs: JobRun[]; rows: JobUsage[] }>();
    groups.set(first.definition ?? first.node, ofJob);
    const group = ofJob.get(row.resourceClass) ?? { runs: [], rows: [] };
    ofJob.set(row.resourceClass, group);
    group.runs.push(...runs);
    group.rows.push(row);
  }
  return [...groups.values()].flatMap((ofJob) => [...ofJob].flatMap(([name, { runs, rows: own }]) => useOf(name, runs, own)));
}

/** A class that the configuration has left behind is no matter any more. Without a word about it, the plan decides. */
function maySay({ resourceClass }: JobRun, name: string): boolean {
  const text = resourceClass && assumedText(resourceClass)?.trim();
  return text === undefined || text === name;
}

function useOf(name: string, runs: readonly JobRun[], rows: readonly JobUsage[]): readonly ClassUse[] {
  const [first] = runs;
  const known = first && classNamed(name, first);
  const countedRuns = rows.reduce((sum, row) => sum + row.runs, 0);
  const [medianCpu, maxCpu] = [highest(rows, "medianCpuPercent"), highest(rows, "maxCpuPercent")];
  const [medianMemory, maxMemory] = [highest(rows, "medianMemoryPercent"), highest(rows, "maxMemoryPercent")];
  if (known === undefined || first === undefined || countedRuns < fewestRuns) return [];
  if (medianCpu === undefined || maxCpu === undefined || medianMemory === undefined || maxMemory === undefined) return [];
  const credits = rows.every((row) => row.credits !== undefined)
    ? rows.reduce((sum, row) => sum + (row.credits ?? 0), 0)
    : undefined;
  return [{ ...known, runs, medianCpu, maxCpu, medianMemory, maxMemory, countedRuns, credits, ...placeOf(first) }];
}

type Figure = "medianCpuPercent" | "maxCpuPercent" | "medianMemoryPercent" | "maxMemoryPercent";

/** Undefined when one of them is not known. */
function highest(rows: readonly JobUsage[], figure: Figure): number | undefined {
  const values = rows.map((row) => row[figure]);
  return values.includes(undefined) ? undefined : values.reduce<number>((most, value) => Math.max(most, value ?? 0), 0);
}

function placeOf(run: JobRun): Pick<ClassUse, "at" | "isOwnKey"> {
  const { resourceClass, definition } = run;
  if (resourceClass === undefined)
    return { at: locationOf(run.nameNode), isOwnKey: definition !== undefined && run.orb === undefined };
  const compiled = compileText(resourceClass);
  const own = definition && entryOf(definition, "resource_class")?.value;
  return {
    at: compiled.locate({ start: 0, end: compiled.text.length }),
    isOwnKey: own === resourceClass.scalar && !own.text.includes("<<"),
  };
}

/** `34 % of the CPUs and 22 % of the memory of \`large\` (peaks 90 % and 41 %) in 120 runs`. */
export function figuresOf({ medianCpu, maxCpu, medianMemory, maxMemory, own, countedRuns }: ClassUse): string {
  const peaks = `peaks ${percent(maxCpu)} and ${percent(maxMemory)}`;
  return `${percent(medianCpu)} of the CPUs and ${percent(medianMemory)} of the memory of \`${own.name}\` (${peaks}) in ${String(countedRuns)} runs`;
}

export function percent(value: number): string {
  return `${String(Math.round(value))} %`;
}

/** What CircleCI counted, where it is known: `; those runs used 12,400 credits`. */
export function creditsOf({ credits }: ClassUse): string {
  return credits === undefined ? "" : `; those runs used ${grouped(credits)} credits`;
}

/** `12,400`. */
function grouped(value: number): string {
  return String(Math.round(value)).replaceAll(/\B(?=(?:\d{3})+$)/gu, ",");
}
