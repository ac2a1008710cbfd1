/** The order in which job runs of a workflow can start. */
import type { JobRun } from "../../../src/expand/plan.ts";

/** Every run after those that it waits for; runs of a cycle, which CircleCI refuses, are left out. */
export function wavesOf(runs: readonly JobRun[]): readonly JobRun[] {
  const waiting = new Map<JobRun, number>();
  const after = new Map<JobRun, JobRun[]>();
  for (const run of runs) {
    waiting.set(run, run.dependsOn.length);
    for (const required of run.dependsOn) {
      const known = after.get(required);
      if (known === undefined) after.set(required, [run]);
      else known.push(run);
    }
  }
  const order = runs.filter(({ dependsOn }) => dependsOn.length === 0);
  for (const run of order) {
    for (const next of after.get(run) ?? []) {
      const left = (waiting.get(next) ?? 0) - 1;
      waiting.set(next, left);
      if (left === 0) order.push(next);
    }
  }
  return order;
}
