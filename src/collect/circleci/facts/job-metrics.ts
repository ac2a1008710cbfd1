/** Figures of the jobs of a project: a question for each workflow, so those that cost most are asked about and the others named. */
import { valueOf } from "../../../snapshot/fetched.ts";
import type { JobMetrics, ProjectMetrics, WorkflowMetrics } from "../../../snapshot/metrics.ts";
import { recordIn } from "../../json.ts";
import type { CircleClient } from "../../questions.ts";
import { textIn } from "./fields.ts";
import type { Body } from "./fields.ts";
import { runsIn } from "./workflow-metrics.ts";

const query = { "reporting-window": "last-90-days", "all-branches": "true" } as const;

export async function collectJobMetrics(
  client: CircleClient,
  slug: string,
  workflows: readonly WorkflowMetrics[],
  most: number,
): Promise<Pick<ProjectMetrics, "jobs" | "workflowsWithoutJobs">> {
  const names = dearestFirst(workflows.filter(({ branch }) => branch === undefined));
  const answers = await Promise.all(
    names.slice(0, most).map(async (workflow) => {
      const path = `insights/${slug}/workflows/${encodeURIComponent(workflow)}/jobs`;
      const jobs = await client.list({ api: "v2", path, query, parseItem: (item) => parseJobMetrics(item, workflow) });
      return { workflow, jobs: valueOf(jobs) };
    }),
  );
  const unasked = [...answers.filter(({ jobs }) => jobs === undefined).map(({ workflow }) => workflow), ...names.slice(most)];
  return {
    ...(answers.every(({ jobs }) => jobs === undefined) ? {} : { jobs: answers.flatMap(({ jobs = [] }) => jobs) }),
    ...(unasked.length === 0 ? {} : { workflowsWithoutJobs: unasked }),
  };
}

function dearestFirst(workflows: readonly WorkflowMetrics[]): readonly string[] {
  const cost = ({ totalCreditsUsed = 0 }: WorkflowMetrics): number => totalCreditsUsed;
  const runs = ({ totalRuns = 0 }: WorkflowMetrics): number => totalRuns;
  return workflows.toSorted((a, b) => cost(b) - cost(a) || runs(b) - runs(a)).map(({ name }) => name);
}

export function parseJobMetrics(item: Body, workflow: string): JobMetrics | undefined {
  const [name, metrics] = [textIn(item, "name"), recordIn(item, "metrics")];
  return name === undefined || metrics === undefined ? undefined : { workflow, name, ...runsIn(metrics) };
}
