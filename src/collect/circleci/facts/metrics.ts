/**
 * What insights know of a project's last 90 days. They are reckoned once a day. What is asked, each once:
 *
 * | part | questions |
 * | --- | --- |
 * | the project, its workflows and their branches | 1; where it fails, nothing else is asked |
 * | workflows over all branches, and on each significant branch | 1 a page each |
 * | jobs, for the workflows that cost most | 1 a page of a workflow's jobs |
 * | tests that fail now and then | 1, of a project that is asked about by its name |
 */
import type { Fetched } from "../../../snapshot/fetched.ts";
import { mapFetched, valueOf } from "../../../snapshot/fetched.ts";
import type { ProjectMetrics, WorkflowMetrics } from "../../../snapshot/metrics.ts";
import { isRecord, recordIn } from "../../json.ts";
import type { CircleClient } from "../../questions.ts";
import { listIn, numberIn, textIn } from "./fields.ts";
import type { Body } from "./fields.ts";
import { orUnavailable } from "./gaps.ts";
import { collectJobMetrics } from "./job-metrics.ts";
import { numbersIn, parseWorkflowMetrics } from "./workflow-metrics.ts";

export interface MetricsSubject {
  readonly slug: string;
  readonly defaultBranch?: string | undefined;
}

/** `brief`: of one project among many, for which fewer questions are asked. */
export type MetricsWish = "whole" | "brief";

const limits = { whole: { branches: 4, workflows: 20 }, brief: { branches: 1, workflows: 3 } } as const;

export const reportingWindow = { "reporting-window": "last-90-days" } as const;

export async function collectMetrics(
  client: CircleClient,
  subject: MetricsSubject,
  wish: MetricsWish,
): Promise<Fetched<ProjectMetrics>> {
  const { slug } = subject;
  const path = `insights/pages/${slug}/summary`;
  const answer = await client.ask({ api: "v2", path, query: reportingWindow, parse: parseMetrics });
  const summary = orUnavailable(client, answer, "insights, or none of this project");
  if (!summary.known || summary.value.workflows.length === 0) return summary;
  const { workflows } = summary.value;
  const branches = significantBranches(subject, workflows).slice(0, limits[wish].branches);
  const [overall, onBranches, jobs, flaky] = await Promise.all([
    workflowsOn(client, slug, undefined),
    Promise.all(branches.map((branch) => workflowsOn(client, slug, branch))),
    collectJobMetrics(client, slug, workflows, limits[wish].workflows),
    wish === "whole" ? flakyTests(client, slug) : undefined,
  ]);
  const merged = mergeWorkflows(workflows, [...overall, ...onBranches.flat()]);
  return mapFetched(summary, (value) => ({
    ...value,
    workflows: merged,
    ...jobs,
    ...(flaky === undefined ? {} : { flakyTests: flaky }),
  }));
}

/** Feature branches come and go. The rest of a project's life is on its default branch and on those that are called as these are. */
const lasting =
  /^(?:main|master|trunk|next|dev|develop|development|stag(?:e|ing)|test|qa|uat|pre-?prod|prod|production|release)$/i;

function significantBranches({ defaultBranch }: MetricsSubject, workflows: readonly WorkflowMetrics[]): readonly string[] {
  const seen = new Set(workflows.flatMap(({ branch }) => (branch === undefined ? [] : [branch])));
  const others = [...seen].filter((branch) => branch !== defaultBranch && lasting.test(branch));
  return [...(defaultBranch === undefined ? [] : [defaultBranch]), ...others.toSorted()];
}

/** None when they are not known: the summary has some of it. Without a branch over all of them. */
async function workflowsOn(client: CircleClient, slug: string, branch: string | undefined): Promise<readonly WorkflowMetrics[]> {
  const query = { ...reportingWindow, ...(branch === undefined ? { "all-branches": "true" } : { branch }) };
  const answer = await client.list({ api: "v2", path: `insights/${slug}/workflows`, query, parseItem: parseWorkflowMetrics });
  return (valueOf(answer) ?? []).map((each) => (branch === undefined ? each : { ...each, branch }));
}

async function flakyTests(client: CircleClient, slug: string): Promise<number | undefined> {
  return valueOf(await client.ask({ api: "v2", path: `insights/${slug}/flaky-tests`, parse: parseFlakyTests }));
}

export function parseFlakyTests(body: unknown): number | undefined {
  return isRecord(body) ? numberIn(body, "total_flaky_tests") : undefined;
}

/** In the order of the summary; what the other answers know goes before what it says. */
function mergeWorkflows(summary: readonly WorkflowMetrics[], exact: readonly WorkflowMetrics[]): readonly WorkflowMetrics[] {
  const merged = new Map<string, WorkflowMetrics>();
  for (const each of [...summary, ...exact]) {
    const key = JSON.stringify([each.name, each.branch ?? null]);
    merged.set(key, { ...merged.get(key), ...each });
  }
  return [...merged.values()];
}

/** Of projects with many feature branches those that ran most are kept. */
const mostBranchRows = 100;

export function parseMetrics(body: unknown): ProjectMetrics | undefined {
  const project = isRecord(body) ? recordIn(body, "project_data") : undefined;
  if (!isRecord(body) || project === undefined) return undefined;
  const total = recordIn(project, "metrics");
  const overall = listIn(body, "project_workflow_data", workflowIn);
  const byBranch = listIn(body, "project_workflow_branch_data", workflowIn);
  if (overall === undefined || byBranch === undefined) return undefined;
  const most = byBranch.toSorted((a, b) => (b.totalRuns ?? 0) - (a.totalRuns ?? 0)).slice(0, mostBranchRows);
  return {
    ...numbersIn(total, {
      totalRuns: "total_runs",
      totalDurationSeconds: "total_duration_secs",
      totalCreditsUsed: "total_credits_used",
      successRate: "success_rate",
      throughput: "throughput",
    }),
    workflows: [...overall, ...byBranch.filter((each) => most.includes(each))],
  };
}

function workflowIn(item: Body): WorkflowMetrics | undefined {
  const [name, branch] = [textIn(item, "workflow_name"), textIn(item, "branch")];
  if (name === undefined) return undefined;
  return {
    name,
    ...(branch === undefined ? {} : { branch }),
    ...numbersIn(recordIn(item, "metrics"), {
      totalRuns: "total_runs",
      successRate: "success_rate",
      p95DurationSeconds: "p95_duration_secs",
      totalCreditsUsed: "total_credits_used",
    }),
  };
}
