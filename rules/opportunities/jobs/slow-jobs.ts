/** Jobs of which metrics say that they take long. */
import type { JobRun } from "../../../src/expand/plan.ts";
import type { Scene } from "../../../src/rule/scene.ts";
import { valueOf } from "../../../src/snapshot/fetched.ts";
import type { JobMetrics } from "../../../src/snapshot/metrics.ts";

/** Below five minutes, starting more containers takes much of what it gains. */
export const slowSeconds = 300;

export interface SlowJob {
  readonly median: number;
  readonly runs: number | undefined;
}

/** What metrics say of a job that takes long, and longer than the half of its workflow's jobs. */
export function slowJobs({ facts }: Scene): (run: JobRun) => SlowJob | undefined {
  const workflows = new Map<string, JobMetrics[]>();
  for (const job of valueOf(facts?.project.metrics)?.jobs ?? []) {
    const others = workflows.get(job.workflow);
    if (others === undefined) workflows.set(job.workflow, [job]);
    else others.push(job);
  }
  const slow = new Map([...workflows].map(([name, jobs]) => [name, slowAmong(jobs)] as const));
  return (run) => slow.get(run.workflow?.name ?? "")?.get(run.name);
}

function slowAmong(jobs: readonly JobMetrics[]): ReadonlyMap<string, SlowJob> {
  const durations = jobs.flatMap(({ medianDurationSeconds }) => medianDurationSeconds ?? []).sort((one, other) => one - other);
  const middle = durations[Math.floor((durations.length - 1) / 2)] ?? 0;
  return new Map(
    jobs.flatMap(({ name, medianDurationSeconds: median, totalRuns: runs }) =>
      median === undefined || median < slowSeconds || median < middle ? [] : [[name, { median, runs }] as const],
    ),
  );
}
