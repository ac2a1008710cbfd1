/** How long jobs take, where insights say so. */
import { valueOf } from "../../../src/snapshot/fetched.ts";
import type { ProjectFacts } from "../../../src/snapshot/project-facts.ts";
import { longestChain, type JobNode } from "./job-graph.ts";

/** Seconds: the median of the slowest run of the job. Undefined when one is not known. */
export type Medians = (node: JobNode) => number | undefined;

export function mediansOf(facts: ProjectFacts | undefined): Medians {
  const jobs = valueOf(facts?.project.metrics)?.jobs ?? [];
  const known = new Map(
    jobs.map(({ workflow, name, medianDurationSeconds }) => [JSON.stringify([workflow, name]), medianDurationSeconds]),
  );
  return ({ runs }) => {
    let most = 0;
    for (const run of runs) {
      if (run.kind === "approval") continue;
      const seconds = known.get(JSON.stringify([run.workflow?.name, run.name]));
      if (seconds === undefined) return undefined;
      most = Math.max(most, seconds);
    }
    return most;
  };
}

/** `45 s`, `4 min`, `1 h 5 min`. */
export function durationInWords(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 120) return `${String(whole)} s`;
  const minutes = Math.round(whole / 60);
  if (minutes < 120) return `${String(minutes)} min`;
  return `${String(Math.floor(minutes / 60))} h ${String(minutes % 60)} min`;
}

export interface ChainChange {
  readonly before: readonly JobNode[];
  readonly after: readonly JobNode[];
  /** By the jobs' medians, where all of them are known. */
  readonly seconds: { readonly before: number; readonly after: number } | undefined;
}

/** The longest chain of jobs now, and with other requirements: by their medians, else by the number of jobs. */
export function chainChange(
  nodes: readonly JobNode[],
  required: (node: JobNode) => Iterable<JobNode>,
  median: Medians,
): ChainChange {
  const isTimed = nodes.every((node) => median(node) !== undefined);
  const weigh = (node: JobNode): number => (isTimed ? (median(node) ?? 0) : node.runs[0]?.kind === "approval" ? 0 : 1);
  const before = longestChain(nodes, (node) => node.before, weigh);
  const after = longestChain(nodes, required, weigh);
  return {
    before: before.chain,
    after: after.chain,
    seconds: isTimed ? { before: before.weight, after: after.weight } : undefined,
  };
}

/** `a → b → c`. */
export function chainInWords(chain: readonly JobNode[]): string {
  const labels = chain.map(({ label }) => label);
  const shown = labels.length > 8 ? [...labels.slice(0, 4), "…", ...labels.slice(-3)] : labels;
  return shown.map((label) => (label === "…" ? label : `\`${label.slice(0, 60).replaceAll("`", "'")}\``)).join(" → ");
}
