/** The lines of a workflow: a matrix is one of them, however many runs it makes. */
import type { JobRun, WorkflowPlan } from "../../../expand/plan.ts";
import { groupBy } from "../../../report/group-by.ts";
import { reachWithRequired } from "../../../expand/reach.ts";
import { inOrder } from "../../outline/graph.ts";
import { distinct } from "../words.ts";
import { shown } from "../jobs/environment-words.ts";
import { filterWords } from "./conditions.ts";

export interface InvocationLine {
  /** Unique in its workflow. */
  readonly key: string;
  /** `test`, `test (12 runs)`. */
  readonly label: string;
  readonly runs: readonly [JobRun, ...JobRun[]];
  /** What stands in front of it, by key. */
  readonly after: readonly InvocationEdge[];
  readonly contexts: readonly string[];
  /** On which pushes it runs, in words. */
  readonly reach: string;
}

export interface InvocationEdge {
  readonly key: string;
  /** Statuses that let it go on, where that is not success alone. */
  readonly statuses: readonly string[] | undefined;
}

/** In the order in which they may start. */
export function invocationLines({ runs }: WorkflowPlan): readonly InvocationLine[] {
  const groups = [...groupBy(inOrder(runs), groupKey(runs)).values()];
  const keyOf = new Map<JobRun, string>();
  const taken = new Map<string, number>();
  for (const group of groups) {
    const name = nameOf(group);
    const count = (taken.get(name) ?? 0) + 1;
    taken.set(name, count);
    for (const run of group) keyOf.set(run, count === 1 ? name : `${name} #${String(count)}`);
  }
  return groups.flatMap(([first, ...others]) => (first === undefined ? [] : [lineOf([first, ...others], keyOf)]));
}

/** Runs of one place in the file that have the same job: those of a matrix. */
function groupKey(runs: readonly JobRun[]): (run: JobRun) => string {
  const numbers = new Map<JobRun["node"], number>();
  for (const { node } of runs) if (!numbers.has(node)) numbers.set(node, numbers.size);
  return ({ node, jobName }) => JSON.stringify([numbers.get(node), jobName]);
}

function nameOf([first, ...others]: readonly JobRun[]): string {
  return others.length === 0 ? (first?.name ?? "") : (first?.jobName ?? "");
}

function lineOf(runs: readonly [JobRun, ...JobRun[]], keyOf: ReadonlyMap<JobRun, string>): InvocationLine {
  const key = keyOf.get(runs[0]) ?? "";
  return {
    key,
    label: runs.length === 1 ? key : `${key} (${String(runs.length)} runs)`,
    runs,
    after: edgesOf(runs, keyOf).filter((edge) => edge.key !== key),
    contexts: distinct(runs.flatMap((run) => run.contexts.map(({ name }) => shown(name)))),
    reach: reachWords(runs[0]),
  };
}

function edgesOf(runs: readonly JobRun[], keyOf: ReadonlyMap<JobRun, string>): readonly InvocationEdge[] {
  const edges = new Map<string, InvocationEdge>();
  for (const { dependsOn, requires } of runs) {
    for (const required of dependsOn) {
      const key = keyOf.get(required);
      if (key === undefined || edges.has(key)) continue;
      const statuses = requires.find(({ name }) => shown(name) === required.name)?.statuses ?? ["success"];
      edges.set(key, { key, statuses: statuses.length === 1 && statuses[0] === "success" ? undefined : statuses });
    }
  }
  return [...edges.values()];
}

/** The filters as written; where there are none, what its requirements or the workflow leave of the pushes. */
export function reachWords(run: JobRun): string {
  const filters = filterWords(run.filters);
  if (filters !== undefined) return filters;
  const reach = reachWithRequired(run);
  if (reach.anyBranch === true) return "every branch";
  if (reach.guards.includes("triggers")) return "by its schedule";
  if (reach.guards.includes("when")) return "as the workflow's condition allows";
  if (reach.guards.includes("requires")) return "as what it waits for";
  if (reach.anyBranch !== "unknown") return "not on ordinary branches";
  const { when, unless } = run.workflow?.workflow ?? {};
  return when === undefined && unless === undefined ? "depends on values of the pipeline" : "as the workflow's condition allows";
}
