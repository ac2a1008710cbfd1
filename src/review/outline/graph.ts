/** Orders and longest ways through the jobs of a workflow. CircleCI refuses cycles; here they end where they close. */
import type { JobRun } from "../../expand/plan.ts";

/** Each run after those that it waits for; runs of a cycle come last, in the order written. */
export function inOrder(runs: readonly JobRun[]): readonly JobRun[] {
  const waiting = new Map(runs.map((run) => [run, run.dependsOn.length]));
  const followers = followersOf(runs);
  const ready = runs.filter(({ dependsOn }) => dependsOn.length === 0);
  for (let at = 0; at < ready.length; at += 1) {
    const run = ready[at];
    if (run === undefined) break;
    for (const follower of followers.get(run) ?? []) {
      const left = (waiting.get(follower) ?? 0) - 1;
      waiting.set(follower, left);
      if (left === 0) ready.push(follower);
    }
  }
  const done = new Set(ready);
  return [...ready, ...runs.filter((run) => !done.has(run))];
}

export function followersOf(runs: readonly JobRun[]): ReadonlyMap<JobRun, readonly JobRun[]> {
  const followers = new Map<JobRun, JobRun[]>();
  for (const run of runs) {
    for (const required of run.dependsOn) {
      const known = followers.get(required);
      if (known === undefined) followers.set(required, [run]);
      else known.push(run);
    }
  }
  return followers;
}

/** The way through the workflow that weighs most; the first of several. */
export function heaviestPath(runs: readonly JobRun[], weightOf: (run: JobRun) => number): readonly JobRun[] {
  const best = new Map<JobRun, { readonly weight: number; readonly before: JobRun | undefined }>();
  let last: JobRun | undefined;
  for (const run of inOrder(runs)) {
    let before: JobRun | undefined;
    let longest = 0;
    for (const required of run.dependsOn) {
      const { weight = 0 } = best.get(required) ?? {};
      if (weight <= longest) continue;
      longest = weight;
      before = required;
    }
    best.set(run, { weight: longest + weightOf(run), before });
    if (last === undefined || longest + weightOf(run) > (best.get(last)?.weight ?? 0)) last = run;
  }
  const path: JobRun[] = [];
  for (let run = last; run !== undefined; run = best.get(run)?.before) path.unshift(run);
  return path;
}
