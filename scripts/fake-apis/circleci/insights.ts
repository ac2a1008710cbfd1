/** Insights: figures of projects, of their workflows and jobs. */
import type { Answer, Route } from "../exchange.ts";
import { ok, refuse, route } from "../exchange.ts";
import { idOf } from "../world/identities.ts";
import { itemsOf } from "../world/listing.ts";
import { runsOf } from "../world/runs.ts";
import type { RunsState } from "../world/runs.ts";
import type { ProjectState } from "../world/types.ts";
import { listOf } from "./ask.ts";
import type { CircleAsk } from "./ask.ts";
import { withOrganization, withProject } from "./identity.ts";

export const insightsRoutes: readonly Route<CircleAsk>[] = [
  route("api/v2/insights/pages/:/:/:/summary", (ask, vcs, owner, name) =>
    withProject(ask, `${vcs}/${owner}/${name}`, ({ project, organization }) => ok(summary(project, organization.id))),
  ),
  route("api/v2/insights/:/:/summary", (ask, vcs, owner) => organizationSummary(ask, `${vcs}/${owner}`)),
  route("api/v2/insights/:/:/:/workflows", (ask, vcs, owner, name) =>
    withProject(ask, `${vcs}/${owner}/${name}`, ({ project }) => workflows(ask, project)),
  ),
  route("api/v2/insights/:/:/:/workflows/:/jobs", (ask, vcs, owner, name, workflow) =>
    withProject(ask, `${vcs}/${owner}/${name}`, ({ project }) => jobs(ask, project, workflow)),
  ),
  route("api/v2/insights/:/:/:/flaky-tests", (ask, vcs, owner, name) =>
    withProject(ask, `${vcs}/${owner}/${name}`, ({ project }) => ok(flakyTests(project))),
  ),
];

/** Days that are looked back on. */
const days = 90;

const share = (part: number, whole: number): number => Math.round((part / whole) * 1000) / 1000;

function summary(project: ProjectState, organization: string): unknown {
  const all = project.workflows.map((name) => [name, runsOf(name)] as const);
  const sum = (of: (runs: RunsState) => number): number => all.reduce((total, [, runs]) => total + of(runs), 0);
  const total = sum(({ runs }) => runs);
  const metrics = {
    total_runs: total,
    total_duration_secs: sum(({ runs, median }) => runs * median),
    total_credits_used: sum(({ credits }) => credits),
    success_rate: total === 0 ? 0 : share(total - sum(({ failed }) => failed), total),
    throughput: share(total, days),
  };
  return {
    org_id: organization,
    project_id: project.id,
    project_data: { metrics, trends: { ...metrics, success_rate: 1.02 } },
    project_workflow_data: all.map(([name, runs]) => workflowData(name, runs)),
    project_workflow_branch_data: all.flatMap(([name, { branches }]) =>
      Object.entries(branches).map(([branch, runs]) => ({ ...workflowData(name, runs), branch })),
    ),
    all_branches: [...new Set(all.flatMap(([, { branches }]) => Object.keys(branches)))],
    all_workflows: project.workflows,
  };
}

function workflowData(name: string, { credits, p95, runs, failed }: RunsState): object {
  const own = { total_credits_used: credits, p95_duration_secs: p95, total_runs: runs, success_rate: share(runs - failed, runs) };
  return { workflow_name: name, metrics: own, trends: own };
}

/** Over all branches when that is asked for, else on one, the default branch when none is named. */
function workflows(ask: CircleAsk, project: ProjectState): Answer {
  const { query } = ask.question;
  const branch = query.get("branch") ?? "main";
  const shown = project.workflows.flatMap((name) => {
    const own = query.get("all-branches") === "true" ? runsOf(name) : runsOf(name).branches[branch];
    return own === undefined ? [] : [{ name, project_id: project.id, own }];
  });
  return listOf(ask, shown, ({ own, ...rest }) => {
    const { runs, failed, recovery } = own;
    return {
      ...rest,
      ...window,
      metrics: { ...figures(own), successful_runs: runs - failed, mttr: recovery, total_recoveries: 3 },
    };
  });
}

const window = { window_start: "2025-11-01T00:00:00.000Z", window_end: "2026-01-30T00:00:00.000Z" };

function jobs(ask: CircleAsk, project: ProjectState, workflow: string): Answer {
  if (!project.workflows.includes(workflow)) return refuse(404, "Workflow not found.");
  return listOf(ask, Object.entries(runsOf(workflow).jobs), ([name, own]) => ({ name, ...window, metrics: figures(own) }));
}

function figures({ runs, failed, median, p95, credits }: RunsState): object {
  return {
    success_rate: share(runs - failed, runs),
    total_runs: runs,
    failed_runs: failed,
    successful_runs: runs - failed,
    throughput: share(runs, days),
    total_credits_used: credits,
    duration_metrics: { min: Math.round(median / 3), mean: median + 8, median, p95, max: p95 * 2, standard_deviation: 40 },
  };
}

function flakyTests({ workflows: names }: ProjectState): unknown {
  const tests = names.includes("ship")
    ? ["keeps the basket", "sends the receipt"].map((name) => {
        return {
          ...{ test_name: name, classname: "shop", workflow_name: "ship", job_name: "test", times_flaked: 4 },
          ...{ source: "jest", file: "test/shop.test.js", job_number: 4117, pipeline_number: 902 },
          ...{ workflow_id: idOf("other", 700), workflow_created_at: window.window_end },
        };
      })
    : [];
  return { flaky_tests: tests, total_flaky_tests: tests.length };
}

const metrics = { total_runs: 412, total_duration_secs: 98_123, total_credits_used: 45_210, success_rate: 0.93 };

/** Names of the projects that ran lately; figures only of those that the question names. */
function organizationSummary(ask: CircleAsk, slug: string): Answer {
  return withOrganization(ask, slug, ({ projects }) => {
    const names = [...itemsOf(projects, 0, projects.count)].map(({ name }) => name);
    return ok({
      org_data: { metrics: { ...metrics, throughput: 4.6 }, trends: { ...metrics, throughput: 1.1 } },
      org_project_data: ask.question.query.getAll("project-names").map((name) => {
        return { project_name: name, metrics, trends: metrics };
      }),
      all_projects: names,
    });
  });
}
