/** What insights know of a project's last 90 days. They are reckoned once a day. */
import type { Fetched } from "../../../snapshot/fetched.ts";
import type { ProjectMetrics, WorkflowMetrics } from "../../../snapshot/metrics.ts";
import { isRecord, recordIn } from "../../json.ts";
import type { CircleClient } from "../../questions.ts";
import { listIn, numberIn, textIn } from "./fields.ts";
import type { Body } from "./fields.ts";
import { orUnavailable } from "./gaps.ts";

export async function collectMetrics(client: CircleClient, slug: string): Promise<Fetched<ProjectMetrics>> {
  const query = { "reporting-window": "last-90-days" };
  const answer = await client.ask({ api: "v2", path: `insights/pages/${slug}/summary`, query, parse: parseMetrics });
  return orUnavailable(client, answer, "insights, or none of this project");
}

export function parseMetrics(body: unknown): ProjectMetrics | undefined {
  const project = isRecord(body) ? recordIn(body, "project_data") : undefined;
  if (!isRecord(body) || project === undefined) return undefined;
  const total = recordIn(project, "metrics");
  const overall = listIn(body, "project_workflow_data", workflowIn);
  const byBranch = listIn(body, "project_workflow_branch_data", workflowIn);
  return {
    ...numbersIn(total, {
      totalRuns: "total_runs",
      totalDurationSeconds: "total_duration_secs",
      totalCreditsUsed: "total_credits_used",
      successRate: "success_rate",
      throughput: "throughput",
    }),
    workflows: [...(overall ?? []), ...(byBranch ?? [])],
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

function numbersIn<K extends string>(record: Body | undefined, names: Readonly<Record<K, string>>): Partial<Record<K, number>> {
  const found: Partial<Record<K, number>> = {};
  for (const key in names) {
    const value = numberIn(record, names[key]);
    if (value !== undefined) found[key] = value;
  }
  return found;
}
