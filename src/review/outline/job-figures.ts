/** What CircleCI measured of jobs, by the names under which they ran. */
import type { JobRun } from "../../expand/plan.ts";
import { valueOf } from "../../snapshot/fetched.ts";
import type { JobMetrics, JobUsage } from "../../snapshot/metrics.ts";
import type { Scene } from "../../rule/scene.ts";

export interface JobFigures {
  readonly hasMetrics: boolean;
  readonly hasUsage: boolean;
  metricsOf(run: JobRun): JobMetrics | undefined;
  usageOf(run: JobRun): readonly JobUsage[];
  /** Whether a run takes longer than half of the jobs of its workflow; undefined when that is not known. */
  isSlow(run: JobRun): boolean | undefined;
}

/** The band of CPU and memory in which a class fits its job, in per cent. */
export const healthyBand = { low: 50, high: 75 };

/** The larger of CPU and memory decides; where neither is known nothing speaks against the class. */
export function bandOf({ medianCpuPercent: cpu, medianMemoryPercent: memory }: JobUsage): "below" | "within" | "above" {
  if (cpu === undefined && memory === undefined) return "within";
  const larger = Math.max(cpu ?? 0, memory ?? 0);
  return larger < healthyBand.low ? "below" : larger > healthyBand.high ? "above" : "within";
}

export function fitsClass(usages: readonly JobUsage[]): boolean {
  return usages.every((usage) => bandOf(usage) === "within");
}

const known = new WeakMap<Scene, JobFigures>();

/** Worked out once for each review. */
export function figuresOf({ scene }: { readonly scene: Scene }): JobFigures {
  let figures = known.get(scene);
  if (figures === undefined) known.set(scene, (figures = makeFigures(scene)));
  return figures;
}

function makeFigures({ facts }: Scene): JobFigures {
  const metrics = new Map((valueOf(facts?.project.metrics)?.jobs ?? []).map((each) => [keyOf(each.workflow, each.name), each]));
  const usage = new Map<string, JobUsage[]>();
  for (const each of valueOf(facts?.project.usage) ?? []) {
    const key = keyOf(each.workflow, each.job);
    usage.set(key, [...(usage.get(key) ?? []), each]);
  }
  const medians = mediansOf([...metrics.values()]);
  const metricsOf = ({ workflow, name }: JobRun): JobMetrics | undefined => metrics.get(keyOf(workflow?.name ?? "", name));
  return {
    hasMetrics: metrics.size > 0,
    hasUsage: usage.size > 0,
    metricsOf,
    usageOf: ({ workflow, name }) => usage.get(keyOf(workflow?.name ?? "", name)) ?? [],
    isSlow(run) {
      const own = metricsOf(run)?.medianDurationSeconds;
      const usual = medians.get(run.workflow?.name ?? "");
      return own === undefined || usual === undefined ? undefined : own >= usual;
    },
  };
}

/** The middle of the jobs' own medians, for each workflow. */
function mediansOf(all: readonly JobMetrics[]): ReadonlyMap<string, number> {
  const byWorkflow = new Map<string, number[]>();
  for (const { workflow, medianDurationSeconds } of all) {
    if (medianDurationSeconds === undefined) continue;
    byWorkflow.set(workflow, [...(byWorkflow.get(workflow) ?? []), medianDurationSeconds]);
  }
  return new Map(
    [...byWorkflow].flatMap(([workflow, values]) => {
      const middle = values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
      return middle === undefined ? [] : [[workflow, middle] as const];
    }),
  );
}

function keyOf(workflow: string, job: string): string {
  return JSON.stringify([workflow, job]);
}
