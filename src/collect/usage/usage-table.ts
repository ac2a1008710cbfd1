/** Rows of CircleCI's usage export → what the jobs of each project took of their resource classes. A row is one run of a job. */
import type { JobUsage } from "../../snapshot/metrics.ts";
import type { Project } from "../../snapshot/project.ts";

export interface UsageTable {
  /** Undefined when the columns are not those of a usage export; the names of those that are missing. */
  header(names: readonly string[]): readonly string[];
  row(fields: readonly string[]): void;
  /** In the order of workflows, jobs and classes; empty when no row is about it. */
  usageOf(project: Pick<Project, "id" | "address">): readonly JobUsage[];
}

/** Source: CircleCI's documents on the usage API. Other columns are not looked at. */
const needed = ["PROJECT_ID", "WORKFLOW_NAME", "JOB_NAME", "RESOURCE_CLASS"] as const;
const figures = [
  ["medianCpuPercent", "MEDIAN_CPU_UTILIZATION_PCT"],
  ["maxCpuPercent", "MAX_CPU_UTILIZATION_PCT"],
  ["medianMemoryPercent", "MEDIAN_RAM_UTILIZATION_PCT"],
  ["maxMemoryPercent", "MAX_RAM_UTILIZATION_PCT"],
  ["medianDurationSeconds", "JOB_RUN_SECONDS"],
  ["credits", "TOTAL_CREDITS"],
] as const;
type Figure = (typeof figures)[number][0];

interface Runs {
  readonly workflow: string;
  readonly job: string;
  readonly resourceClass: string;
  runs: number;
  readonly values: Readonly<Record<Figure, number[]>>;
}

/** Of more runs of one job the first ones tell enough. */
const mostRuns = 20_000;

export function usageTable(): UsageTable {
  const projects = new Map<string, Map<string, Runs>>();
  let columns = new Map<string, number>();
  const runsFor = (key: string, names: readonly [workflow: string, job: string, resourceClass: string]): Runs => {
    const project = projects.get(key) ?? new Map<string, Runs>();
    projects.set(key, project);
    const id = JSON.stringify(names);
    const [workflow, job, resourceClass] = names;
    const runs = project.get(id) ?? { workflow, job, resourceClass, runs: 0, values: noValues() };
    project.set(id, runs);
    return runs;
  };
  return {
    header(names) {
      columns = new Map(
        names.map((name, index) => [
          name
            .replace(/^\uFEFF/, "")
            .trim()
            .toUpperCase(),
          index,
        ]),
      );
      return needed.filter((name) => !columns.has(name));
    },
    row(fields) {
      const at = (name: string): string => valueOf(fields[columns.get(name) ?? -1]);
      const [project, workflow, job, resourceClass] = needed.map(at);
      if (!project || !workflow || !job || !resourceClass) return;
      for (const key of new Set([project.toLowerCase(), addressOf(at("VCS_URL"))])) {
        if (key !== "") note(runsFor(key, [workflow, job, resourceClass]), at);
      }
    },
    usageOf({ id, address }) {
      const rows = projects.get(id.toLowerCase()) ?? projects.get(address?.toLowerCase() ?? "");
      return [...(rows?.values() ?? [])].map(summed).sort((a, b) => compare(keyOf(a), keyOf(b)));
    },
  };
}

function noValues(): Runs["values"] {
  return {
    ...{ medianCpuPercent: [], maxCpuPercent: [], medianMemoryPercent: [], maxMemoryPercent: [] },
    ...{ medianDurationSeconds: [], credits: [] },
  };
}

/** `\N` stands for nothing. */
function valueOf(text: string | undefined): string {
  const value = text?.trim() ?? "";
  return value === "\\N" ? "" : value;
}

/** `https://github.com/acme/shop` → `github.com/acme/shop`. */
function addressOf(url: string): string {
  return (/^https?:\/\/([\w.-]+(?:\/[\w.-]+)+?)(?:\.git)?\/?$/.exec(url.slice(0, 500))?.[1] ?? "").toLowerCase();
}

function note(runs: Runs, at: (name: string) => string): void {
  runs.runs += 1;
  if (runs.runs > mostRuns) return;
  for (const [figure, column] of figures) {
    const text = at(column);
    const value = Number(text);
    if (text !== "" && Number.isFinite(value) && value >= 0) runs.values[figure].push(value);
  }
}

function summed({ values, workflow, job, resourceClass, runs }: Runs): JobUsage {
  const made = figures
    .map(([figure]) => [figure, values[figure]] as const)
    .filter(([, all]) => all.length > 0)
    .map(([figure, all]) => [figure, rounded(together(figure, all))] as const);
  return { workflow, job, resourceClass, runs, ...Object.fromEntries(made) };
}

function together(figure: Figure, all: readonly number[]): number {
  if (figure === "credits") return all.reduce((sum, value) => sum + value, 0);
  if (figure === "maxCpuPercent" || figure === "maxMemoryPercent") return all.reduce((most, value) => Math.max(most, value), 0);
  const sorted = all.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

function keyOf({ workflow, job, resourceClass }: JobUsage): string {
  return [workflow, job, resourceClass].join("\0");
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
