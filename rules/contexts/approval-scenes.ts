/** Workflows with approvals: what waits for them, and what that matters does not. */
import type { JobRun, WorkflowPlan } from "../../src/expand/plan.ts";
import { knownText } from "../../src/expand/text.ts";
import type { Audit } from "../../src/rule/audit.ts";
import { contextsInWords, publicationInWords } from "../data/privilege.ts";
import { publicationsOf } from "../data/publishing.ts";
import { isReleaseName } from "../data/publishing/names.ts";
import { scriptsByRun } from "../data/scripts-by-run.ts";
import { downstreamOf, upstreamOf } from "../data/workflow-graph.ts";
import { isHarmless } from "./harmless-jobs.ts";

export interface ApprovalScene {
  readonly workflow: WorkflowPlan;
  readonly approvals: readonly JobRun[];
  /** Runs that some run requires. */
  readonly required: ReadonlySet<JobRun>;
  /** Runs at which, or behind which, something is at stake, or something of which we do not know whether it is. */
  readonly matters: ReadonlySet<JobRun>;
  /** What runs without any approval before it, and is not itself before one; what brings something out comes first. */
  readonly open: readonly Stake[];
  /** Runs that publish or hold a context. */
  readonly stakes: ReadonlyMap<JobRun, Stake>;
}

export interface Stake {
  readonly run: JobRun;
  /** What it does or holds, to follow its name. */
  readonly words: string;
  readonly publishes: boolean;
  /** Meant to bring something out: it publishes, or its name says so. Tests hold contexts too. */
  readonly bringsOut: boolean;
}

/** Leaves out workflows that require a name which only the running pipeline knows. */
export function* approvalScenesOf(audit: Audit): Iterable<ApprovalScene> {
  const workflows = audit.plan.workflows.filter(({ runs }) => runs.some(isApproval) && runs.every(requiresKnownNames));
  if (workflows.length === 0) return;
  for (const workflow of workflows) yield sceneOf(workflow, audit);
}

function sceneOf(workflow: WorkflowPlan, audit: Audit): ApprovalScene {
  const { runs } = workflow;
  const stakes = new Map(runs.flatMap((run) => stakeOf(run, audit)).map((stake) => [stake.run, stake]));
  const scripts = scriptsByRun(audit);
  const approvals = runs.filter(isApproval);
  const asked = new Set([...approvals, ...upstreamOf(approvals), ...downstreamOf(approvals, runs)]);
  const weighty = runs.filter((run) => stakes.has(run) || !isHarmless(run, scripts.get(run) ?? []));
  const open = [...stakes.values()].filter(({ run }) => !asked.has(run));
  return {
    workflow,
    approvals,
    required: new Set(runs.flatMap(({ dependsOn }) => dependsOn)),
    matters: new Set([...weighty, ...upstreamOf(weighty)]),
    open: [...open.filter(({ bringsOut }) => bringsOut), ...open.filter(({ bringsOut }) => !bringsOut)],
    stakes,
  };
}

function stakeOf(run: JobRun, audit: Audit): readonly Stake[] {
  const [publication] = publicationsOf(audit).get(run) ?? [];
  if (publication !== undefined) return [{ run, words: publicationInWords(publication), publishes: true, bringsOut: true }];
  const words = contextsInWords(run);
  if (words === undefined) return [];
  return [{ run, words, publishes: false, bringsOut: isReleaseName(run.name) || isReleaseName(run.jobName) }];
}

function isApproval({ kind }: JobRun): boolean {
  return kind === "approval";
}

function requiresKnownNames({ requires }: JobRun): boolean {
  return requires.every(({ name }) => knownText(name) !== undefined);
}
