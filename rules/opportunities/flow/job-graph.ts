/** A workflow as a graph of its jobs, a matrix being one of them. */
import type { JobRun, WorkflowPlan } from "../../../src/expand/plan.ts";
import { wavesOf } from "./waves.ts";

export interface JobNode {
  /** As `requires` names it. */
  readonly label: string;
  /** Of one invocation: several for a matrix. */
  readonly runs: readonly JobRun[];
  /** What it waits for directly. */
  readonly before: readonly JobNode[];
}

interface Draft extends JobNode {
  readonly before: JobNode[];
}

/** Every job after those that it waits for; jobs of a cycle, which CircleCI refuses, are left out. */
export function jobGraph({ runs }: WorkflowPlan): readonly JobNode[] {
  const byInvocation = new Map<unknown, JobRun[]>();
  for (const run of runs) {
    // A job group may be called twice, and its invocations with it.
    const key = run.hops.some(({ kind }) => kind === "workflow") ? run : run.node;
    const known = byInvocation.get(key);
    if (known === undefined) byInvocation.set(key, [run]);
    else known.push(run);
  }
  const nodes: readonly Draft[] = [...byInvocation.values()].map((own) => ({
    label: labelOf(own),
    runs: own as readonly JobRun[],
    before: [] as JobNode[],
  }));
  const nodeOf = new Map(nodes.flatMap((node) => node.runs.map((run) => [run, node] as const)));
  for (const node of nodes) {
    const before = new Set(node.runs.flatMap(({ dependsOn }) => dependsOn.flatMap((run) => nodeOf.get(run) ?? [])));
    before.delete(node);
    node.before.push(...before);
  }
  return wavesOf<JobNode>(nodes, ({ before }) => before);
}

function labelOf([first, ...others]: readonly JobRun[]): string {
  return (others.length === 0 ? first?.name : first?.jobName) ?? "";
}

/** All that each job waits for, at any distance. Quadratic in the number of jobs: ask for small workflows only. */
export function upstreamSets(
  nodes: readonly JobNode[],
  before: (node: JobNode) => Iterable<JobNode>,
): ReadonlyMap<JobNode, ReadonlySet<JobNode>> {
  const sets = new Map<JobNode, ReadonlySet<JobNode>>();
  for (const node of nodes) {
    const all = new Set<JobNode>();
    for (const required of before(node)) {
      all.add(required);
      for (const further of sets.get(required) ?? []) all.add(further);
    }
    sets.set(node, all);
  }
  return sets;
}

/** The chain that takes longest, each job counting as `weigh` says; approvals wait for people and count nothing. */
export function longestChain(
  nodes: readonly JobNode[],
  before: (node: JobNode) => Iterable<JobNode>,
  weigh: (node: JobNode) => number,
): { readonly chain: readonly JobNode[]; readonly weight: number } {
  const best = new Map<JobNode, { readonly weight: number; readonly from: JobNode | undefined }>();
  let end: JobNode | undefined;
  for (const node of nodes) {
    let from: JobNode | undefined;
    for (const required of before(node)) {
      if (from === undefined || (best.get(required)?.weight ?? 0) > (best.get(from)?.weight ?? 0)) from = required;
    }
    const weight = (from === undefined ? 0 : (best.get(from)?.weight ?? 0)) + weigh(node);
    best.set(node, { weight, from });
    if (end === undefined || weight > (best.get(end)?.weight ?? 0)) end = node;
  }
  const chain: JobNode[] = [];
  for (let node = end; node !== undefined; node = best.get(node)?.from) chain.unshift(node);
  return { chain, weight: end === undefined ? 0 : (best.get(end)?.weight ?? 0) };
}
