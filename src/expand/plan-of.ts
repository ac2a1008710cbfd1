/** Walks over a plan that several rules need. */
import type { DockerImage, EnvironmentEntry, JobRun, Plan } from "./plan.ts";

/** Every container image of every job run. */
export function* imagesOf(plan: Plan): Iterable<{ readonly run: JobRun; readonly image: DockerImage }> {
  for (const run of plan.runs) {
    if (run.executor.kind !== "docker") continue;
    for (const image of run.executor.images) yield { run, image };
  }
}

/** Every `environment` entry that a job run sets, steps and containers included. */
export function* environmentOf(run: JobRun): Iterable<EnvironmentEntry> {
  yield* run.environment;
  for (const step of run.steps) if (step.kind === "run") yield* step.environment;
  if (run.executor.kind === "docker") for (const image of run.executor.images) yield* image.environment;
}
