/** The host names under which a job reaches its own containers. */
import type { JobRun } from "../../src/expand/plan.ts";
import { assumedText } from "../../src/expand/text.ts";
import { classifyHost } from "./network-targets.ts";

/** All containers answer at localhost, and those with a `name` at that too. Source: CircleCI's reference, `docker`. */
export function serviceHostsOf(run: JobRun): ReadonlySet<string> {
  const hosts = new Set<string>();
  if (run.executor.kind !== "docker") return hosts;
  for (const { name } of run.executor.images) {
    const text = name && assumedText(name);
    if (text !== undefined) hosts.add(text.toLowerCase());
  }
  return hosts;
}

/** True for this machine and for containers that belong to the job. */
export function isInsideJob(host: string, run: JobRun): boolean {
  return classifyHost(host) === "local" || serviceHostsOf(run).has(host.toLowerCase());
}
