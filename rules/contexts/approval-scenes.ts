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
  /** What runs without any approval before it, and is not itself before one. */
  readonly open: readonly Stake[];
  /** What runs publish, to follow their names. */
  readonly published: ReadonlyMap<JobRun, string>;
}

export interface Stake {
  readonly run: JobRun;
  /** What it does or holds, to follow its name. */
  readonly words: string;
}

/** Leaves out workflows that require a name which only the running pipeline knows. */
export function* approvalScenesOf(audit: Audit): Iterable<ApprovalScene> {
  const workflows = audit.plan.workflows.filter(({ runs }) => runs.some(isApproval) && runs.every(requiresKnownNames));
  if (workflows.length === 0) return;
  for (const workflow of workflows) yield sceneOf(workflow, audit);
}

function sceneOf(workflow: WorkflowPlan, audit: Audit): ApprovalScene {
  const { runs } = workflow;
  const publications = publicationsOf(audit);
  const scripts = scriptsByRun(audit);
  const published = new Map<JobRun, string>();
  for (const run of runs) {
    const [first] = publications.get(run) ?? [];
    if (first !== undefined) published.set(run, publicationInWords(first));
  }
  const approvals = runs.filter(isApproval);
  const asked = new Set([...approvals, ...upstreamOf(approvals), ...downstreamOf(approvals, runs)]);
  const weighty = runs.filter((run) => published.has(run) || run.contexts.length > 0 || !isHarmless(run, scripts.get(run) ?? []));
  return {
    workflow,
    approvals,
    required: new Set(runs.flatMap(({ dependsOn }) => dependsOn)),
    matters: new Set([...weighty, ...upstreamOf(weighty)]),
    open: runs.flatMap((run) => (asked.has(run) ? [] : stakeOf(run, published.get(run)))),
    published,
  };
}

/** A context alone counts when the job's name says that it brings something out: tests hold contexts too. */
function stakeOf(run: JobRun, published: string | undefined): readonly Stake[] {
  const isRelease = isReleaseName(run.name) || isReleaseName(run.jobName);
  const words = published ?? (isRelease ? contextsInWords(run) : undefined);
  return words === undefined ? [] : [{ run, words }];
}

function isApproval({ kind }: JobRun): boolean {
  return kind === "approval";
}

function requiresKnownNames({ requires }: JobRun): boolean {
  return requires.every(({ name }) => knownText(name) !== undefined);
}
