/** Workflows → job runs with their dependencies. */
import type { Invocation, JobGroup, Workflow } from "../config/config.ts";
import { entryOf, locationOf } from "../yaml/node.ts";
import { invoke, type InvocationPlace, type InvokedRun } from "./invoke.ts";
import type { JobRunDraft } from "./job.ts";
import type { JobRun, WorkflowPlan } from "./plan.ts";
import { reachWithRequired } from "./reach.ts";
import type { Scope } from "./scope.ts";
import { knownText } from "./text.ts";

export function expandWorkflow(workflow: Workflow, scope: Scope): WorkflowPlan {
  const runs: JobRun[] = [];
  const plan: WorkflowPlan = { workflow, name: workflow.name, runs };
  const place: InvocationPlace = {
    workflow: plan,
    gate: { when: workflow.when, unless: workflow.unless, triggers: workflow.triggers },
    scope,
    hops: [],
    prefix: "",
  };
  const invoked = withinBudget(workflow.invocations, place);
  numberRepeats(invoked);
  link(invoked, scope);
  runs.push(...invoked.map(({ run }) => run));
  return plan;
}

function withinBudget(invocations: readonly Invocation[], place: InvocationPlace): readonly InvokedRun[] {
  const { budget, list, config } = place.scope.world;
  const all: InvokedRun[] = [];
  for (const invocation of invocations) {
    if (budget.runs <= 0) {
      list.add("expansion-limit", "This file expands to too many jobs; the rest was not checked.", invocation.node);
      break;
    }
    const group = config.jobGroups.get(invocation.jobName);
    const more = group === undefined ? invoke(invocation, place) : invokeGroup(group, invocation, place);
    budget.runs -= more.length;
    all.push(...more);
  }
  return all;
}

/** The jobs of a group run under the group's name; its `requires` hold for those that require nothing inside the group. */
function invokeGroup(group: JobGroup, invocation: Invocation, place: InvocationPlace): readonly InvokedRun[] {
  // Groups cannot nest, so a group's name inside a group is an unknown job.
  if (place.prefix !== "") return [];
  const { body, jobName } = invocation;
  const nameNode = body && entryOf(body, "name")?.value;
  const name = nameNode?.kind === "scalar" ? nameNode.text : jobName;
  const hop = { kind: "workflow", name: `job group ${jobName}`, at: locationOf(invocation.nameNode) } as const;
  const inner = group.invocations.flatMap((member) =>
    invoke({ ...member, body: withGroupKeys(member, invocation) }, { ...place, hops: [...place.hops, hop], prefix: `${name}/` }),
  );
  return inner.map((member) => ({ ...member, aliases: [...member.aliases, name] }));
}

/** Filters of the group hold for its jobs; `requires` for those that have none of their own. */
function withGroupKeys(member: Invocation, group: Invocation): Invocation["body"] {
  if (group.body === undefined) return member.body;
  const own = member.body?.entries ?? [];
  const inherited = group.body.entries.filter(
    (entry) => (entry.key === "filters" || entry.key === "requires") && !own.some((mine) => mine.key === entry.key),
  );
  return { ...(member.body ?? group.body), entries: [...own, ...inherited] };
}

/** CircleCI numbers jobs that are invoked several times without names: `build-1`, `build-2`. */
function numberRepeats(invoked: readonly InvokedRun[]): void {
  const byName = new Map<string, JobRunDraft[]>();
  for (const { run, insteadOf } of invoked) {
    if (insteadOf !== undefined) continue;
    const same = byName.get(run.name);
    if (same === undefined) byName.set(run.name, [run]);
    else same.push(run);
  }
  for (const same of byName.values()) {
    if (same.length > 1) same.forEach((run, index) => (run.name = `${run.name}-${index + 1}`));
  }
  for (const { run, insteadOf } of invoked) if (insteadOf !== undefined) run.name = insteadOf.name;
}

function link(invoked: readonly InvokedRun[], scope: Scope): void {
  const byName = new Map<string, JobRunDraft[]>();
  const register = (name: string, run: JobRunDraft): void => {
    const runs = byName.get(name);
    if (runs === undefined) byName.set(name, [run]);
    else if (!runs.includes(run)) runs.push(run);
  };
  for (const { run, aliases } of invoked) {
    register(run.name, run);
    for (const alias of aliases) register(alias, run);
  }
  for (const { run } of invoked) run.dependsOn = dependenciesOf(run, byName, scope);
  const settled = new Set<JobRunDraft>();
  for (const { run } of invoked) settleReach(run, settled, new Set(), scope);
}

function dependenciesOf(
  run: JobRunDraft,
  byName: ReadonlyMap<string, readonly JobRunDraft[]>,
  scope: Scope,
): readonly JobRunDraft[] {
  const group = run.name.includes("/") ? run.name.slice(0, run.name.indexOf("/") + 1) : "";
  return run.requires.flatMap((requirement) => {
    const name = knownText(requirement.name);
    if (name === undefined) return [];
    const found = byName.get(group + name) ?? byName.get(name);
    if (found === undefined) {
      scope.world.list.add(
        "unknown-job",
        `This requires the job \`${name}\`, which the workflow does not have.`,
        requirement.node,
      );
    }
    return found?.filter((other) => other !== run) ?? [];
  });
}

/** Depth first, so that what a run requires is settled before it; a cycle is reported and cut. */
function settleReach(run: JobRunDraft, settled: Set<JobRunDraft>, open: Set<JobRunDraft>, scope: Scope): void {
  if (settled.has(run)) return;
  if (open.has(run)) {
    scope.world.list.add(
      "requires-cycle",
      `The job \`${run.name}\` requires itself in the end; CircleCI refuses that.`,
      run.nameNode,
    );
    return;
  }
  open.add(run);
  for (const required of run.dependsOn) settleReach(required, settled, open, scope);
  open.delete(run);
  if (settled.has(run)) return;
  settled.add(run);
  run.reach = reachWithRequired(run);
}
