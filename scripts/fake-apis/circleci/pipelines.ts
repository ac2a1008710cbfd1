/** Pipeline definitions with their triggers, OIDC claims of projects, and metrics. */
import type { Answer, Route } from "../exchange.ts";
import { ok, refuse, route } from "../exchange.ts";
import { canaries, idOf, indexOf } from "../world/identities.ts";
import { itemsOf } from "../world/listing.ts";
import type { DefinitionState, ProjectState } from "../world/types.ts";
import { projectOf } from "../world/world.ts";
import { listOf } from "./ask.ts";
import type { CircleAsk } from "./ask.ts";
import { withOrganization, withProject } from "./identity.ts";

export const pipelineRoutes: readonly Route<CircleAsk>[] = [
  route("api/v2/projects/:/pipeline-definitions", definitions),
  route("api/v2/projects/:/pipeline-definitions/:/triggers", triggers),
  route("api/v2/insights/pages/:/:/:/summary", (ask, vcs, owner, name) =>
    withProject(ask, `${vcs}/${owner}/${name}`, ({ project, organization }) => ok(summary(project, organization.id))),
  ),
  route("api/v2/insights/:/:/summary", (ask, vcs, owner) => organizationSummary(ask, `${vcs}/${owner}`)),
  route("api/v2/insights/:/:/:/workflows", (ask, vcs, owner, name) =>
    withProject(ask, `${vcs}/${owner}/${name}`, ({ project }) =>
      listOf(ask, project.workflows, (workflow) => shownWorkflow(project, workflow)),
    ),
  ),
];

function definitions(ask: CircleAsk, id: string): Answer {
  const project = projectOf(ask.world, id)?.project;
  if (project === undefined) return refuse(404, "Project not found");
  return listOf(ask, project.definitions, (definition) => shownDefinition(project, definition));
}

function definitionId(project: ProjectState, definition: DefinitionState): string {
  return idOf("definition", (indexOf("project", project.id) ?? 0) * 8 + project.definitions.indexOf(definition));
}

function shownDefinition(project: ProjectState, definition: DefinitionState): unknown {
  const { name, provider, configRepository, configPath, checkoutRepository } = definition;
  return {
    id: definitionId(project, definition),
    name,
    description: "",
    created_at: "2025-03-01T12:00:00.000Z",
    config_source: { provider, repo: { full_name: configRepository, external_id: "730000001" }, file_path: configPath },
    checkout_source: { provider, repo: { full_name: checkoutRepository, external_id: "730000002" } },
  };
}

/** Not in pages. */
function triggers(ask: CircleAsk, id: string, definitionKey: string): Answer {
  const project = projectOf(ask.world, id)?.project;
  const definition = project?.definitions.find((candidate) => definitionId(project, candidate) === definitionKey);
  if (project === undefined || definition === undefined) return refuse(404, "Pipeline definition not found");
  const items = definition.triggers.map(({ name, source, events, disabled }, index) => {
    return {
      id: idOf("trigger", (indexOf("definition", definitionKey) ?? 0) * 8 + index),
      name,
      event_name: "",
      description: "",
      created_at: "2025-03-01T12:00:00.000Z",
      checkout_ref: "",
      config_ref: "",
      event_preset: events,
      parameters: {},
      ...(disabled ? { disabled } : {}),
      event_source: eventSource(source, definition),
    };
  });
  return ok({ items });
}

function eventSource(provider: string, { checkoutRepository }: DefinitionState): unknown {
  if (provider === "webhook") {
    return {
      provider,
      webhook: { url: `https://internal.circleci.example/soc/e/1?secret=${canaries.urlSecret}`, sender: "partner" },
    };
  }
  if (provider === "schedule") {
    return { provider, schedule: { cron_expression: "0 3 * * 1", attribution_actor: { id: idOf("user", 1) } } };
  }
  return { provider, repo: { full_name: checkoutRepository, external_id: "730000002" } };
}

const metrics = { total_runs: 412, total_duration_secs: 98_123, total_credits_used: 45_210, success_rate: 0.93, throughput: 4.6 };

function summary(project: ProjectState, organization: string): unknown {
  return {
    org_id: organization,
    project_id: project.id,
    project_data: { metrics, trends: { ...metrics, success_rate: 1.02 } },
    project_workflow_data: project.workflows.map((name) => workflowData(name)),
    project_workflow_branch_data: project.workflows.map((name) => ({ ...workflowData(name), branch: "main" })),
    all_branches: ["main"],
    all_workflows: project.workflows,
  };
}

function workflowData(name: string): { readonly workflow_name: string; readonly metrics: unknown; readonly trends: unknown } {
  const own = { total_credits_used: 45_210, p95_duration_secs: 311.5, total_runs: 412, success_rate: 0.93 };
  return { workflow_name: name, metrics: own, trends: own };
}

function shownWorkflow(project: ProjectState, name: string): unknown {
  return {
    name,
    project_id: project.id,
    window_start: "2025-11-01T00:00:00.000Z",
    window_end: "2026-01-30T00:00:00.000Z",
    metrics: {
      success_rate: 0.93,
      total_runs: 412,
      failed_runs: 29,
      successful_runs: 383,
      mttr: 3_600,
      total_recoveries: 12,
      throughput: 4.6,
      total_credits_used: 45_210,
      duration_metrics: { min: 60, mean: 238, median: 230, p95: 311, max: 900, standard_deviation: 40 },
    },
  };
}

/** Names of the projects that ran lately; figures only of those that the question names. */
function organizationSummary(ask: CircleAsk, slug: string): Answer {
  const { throughput: _, ...ofProject } = metrics;
  return withOrganization(ask, slug, ({ projects }) => {
    const names = [...itemsOf(projects, 0, projects.count)].map(({ name }) => name);
    return ok({
      org_data: { metrics, trends: metrics },
      org_project_data: ask.question.query.getAll("project-names").map((name) => {
        return { project_name: name, metrics: ofProject, trends: ofProject };
      }),
      all_projects: names,
    });
  });
}
