/** For which jobs a job has a reason to wait. */
import type { WorkflowPlan } from "../../../src/expand/plan.ts";
import type { Audit } from "../../../src/rule/audit.ts";
import { jobGraph, upstreamSets, type JobNode } from "./job-graph.ts";
import { jobWork, type JobWork } from "./job-work.ts";
import { attaches, builtinSteps, cacheKeys, persists } from "./storage.ts";

export interface NeedlessWait {
  readonly job: JobNode;
  readonly work: Exclude<JobWork, "gate">;
  /** The jobs for which it waits and from which it takes nothing. */
  readonly for: readonly JobNode[];
}

export interface WaitsOfWorkflow {
  readonly nodes: readonly JobNode[];
  readonly waits: readonly NeedlessWait[];
  /** What each job would require without them; what is to come after all of them still does. */
  readonly required: ReadonlyMap<JobNode, readonly JobNode[]>;
  readonly workOf: (node: JobNode) => JobWork;
}

/** Nobody follows the jobs of a larger workflow one by one. */
const mostJobs = 200;

const byWorkflow = new WeakMap<WorkflowPlan, WaitsOfWorkflow>();

export function waitsOf(workflow: WorkflowPlan, audit: Audit): WaitsOfWorkflow {
  let found = byWorkflow.get(workflow);
  if (found === undefined) byWorkflow.set(workflow, (found = findWaits(workflow, audit)));
  return found;
}

function findWaits(workflow: WorkflowPlan, audit: Audit): WaitsOfWorkflow {
  const nodes = jobGraph(workflow);
  const workOf = ({ runs }: JobNode): JobWork => heaviest(runs.map((run) => jobWork(run, audit)));
  if (nodes.length > mostJobs) return { nodes, waits: [], required: new Map(), workOf };
  const upstream = upstreamSets(nodes, ({ before }) => before);
  const waits: NeedlessWait[] = [];
  const required = new Map<JobNode, readonly JobNode[]>();
  const after = new Map<JobNode, ReadonlySet<JobNode>>();
  for (const node of nodes) {
    const work = workOf(node);
    const above = upstream.get(node) ?? new Set();
    const needed = isFree(node, work) ? new Set([...above].filter((other) => isNeeded(other, workOf(other), node))) : above;
    const direct = closest(needed, node.before, after);
    required.set(node, direct);
    after.set(node, new Set([...direct, ...direct.flatMap((other) => [...(after.get(other) ?? [])])]));
    const needless = node.before.filter((other) => !needed.has(other));
    if (work !== "gate" && needless.length > 0) waits.push({ job: node, work, for: needless });
  }
  return { nodes, waits, required, workOf };
}

function heaviest(works: readonly JobWork[]): JobWork {
  return (["gate", "test", "build", "check"] as const).find((work) => works.includes(work)) ?? "gate";
}

/** It starts from the repository itself, and only when what came before succeeded. */
function isFree({ runs }: JobNode, work: JobWork): boolean {
  return (
    work !== "gate" &&
    runs.every(
      (run) =>
        (run.kind === "orb-job" || builtinSteps(run, "checkout").length > 0) &&
        run.requires.every(({ statuses }) => statuses.length === 1 && statuses[0] === "success"),
    )
  );
}

/** Whether one job takes something from the other, or the other decides whether it may run. */
function isNeeded(other: JobNode, work: JobWork, { runs: [run] }: JobNode): boolean {
  const [before] = other.runs;
  if (run === undefined || before === undefined || work === "gate") return true;
  return (attaches(run) !== false && persists(before) !== false) || cacheKeys(run, "restore_cache").some((key) => fillsFor(key));

  function fillsFor(key: string): boolean {
    const related = (saved: string): boolean => saved.startsWith(key) || key.startsWith(saved);
    // A job that fills the cache itself loses nothing when another has not filled it yet.
    const fillsItself = run !== undefined && cacheKeys(run, "save_cache").some(related);
    return !fillsItself && before !== undefined && cacheKeys(before, "save_cache").some(related);
  }
}

/** Those of `needed` that no other of them waits for, in a stable order: first what was required before. */
function closest(
  needed: ReadonlySet<JobNode>,
  before: readonly JobNode[],
  after: ReadonlyMap<JobNode, ReadonlySet<JobNode>>,
): readonly JobNode[] {
  const covered = new Set([...needed].flatMap((node) => [...(after.get(node) ?? [])]));
  const direct = [...needed].filter((node) => !covered.has(node) || before.includes(node));
  return [...before.filter((node) => direct.includes(node)), ...direct.filter((node) => !before.includes(node))];
}
