/** Who waits for whom in a plan, asked about many job runs at once so that the work stays linear. */
import type { JobRun } from "../../src/expand/plan.ts";

/** The runs that must end before one of these may start, at any distance. */
export function upstreamOf(runs: Iterable<JobRun>): ReadonlySet<JobRun> {
  return reached(runs, (run) => run.dependsOn);
}

/** The runs of `among` that wait for one of these, at any distance. */
export function downstreamOf(runs: Iterable<JobRun>, among: readonly JobRun[]): ReadonlySet<JobRun> {
  const waiting = new Map<JobRun, JobRun[]>();
  for (const run of among) {
    for (const required of run.dependsOn) {
      const known = waiting.get(required);
      if (known === undefined) waiting.set(required, [run]);
      else known.push(run);
    }
  }
  return reached(runs, (run) => waiting.get(run) ?? []);
}

function reached(from: Iterable<JobRun>, next: (run: JobRun) => readonly JobRun[]): ReadonlySet<JobRun> {
  const found = new Set<JobRun>();
  const pending = [...from].flatMap((run) => next(run));
  for (let run = pending.pop(); run !== undefined; run = pending.pop()) {
    if (found.has(run)) continue;
    found.add(run);
    pending.push(...next(run));
  }
  return found;
}
