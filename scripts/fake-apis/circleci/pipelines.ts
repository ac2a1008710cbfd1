/** Pipeline definitions with their triggers. */
import type { Answer, Route } from "../exchange.ts";
import { ok, refuse, route } from "../exchange.ts";
import { canaries, idOf, indexOf } from "../world/identities.ts";
import type { DefinitionState, ProjectState } from "../world/types.ts";
import { projectOf } from "../world/world.ts";
import { listOf } from "./ask.ts";
import type { CircleAsk } from "./ask.ts";

export const pipelineRoutes: readonly Route<CircleAsk>[] = [
  route("api/v2/projects/:/pipeline-definitions", definitions),
  route("api/v2/projects/:/pipeline-definitions/:/triggers", triggers),
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
