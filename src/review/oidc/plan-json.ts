/**
 * The plan from stored credentials to OIDC as JSON, for programs. `schemaVersion` is raised when something is renamed or taken away;
 * what is added raises nothing, so unknown members are to be passed over. Texts are in the form of messages: names between backticks.
 *
 * - `tool`: `name` and `version`; `subject`: the project, organisation or folder; `date`: of the facts, or null.
 * - `once`: steps done once, before the first migration. A step has `title`, `text` and `ways`, any one of which is enough; a way has
 *   `title`, `language` and `text`.
 * - `migrations`, in order, each with: `id`, unique with `project`; `provider`; `service`; `project` or null; `names` of the variables;
 *   `keptIn`; `uses` (`job`, `workflow` or null, `file`, `line`, `what`); `risk` and `effort` (`small`, `medium`, `large`); `reason`;
 *   `binding` (`issuer`, `audience`, `organizationId`, `projectId`, `vcsOrigin`, `refs`: null for any branch, else each with `kind`,
 *   `source`, `exact` or null, `glob`, `isWider`, `regex`); `comparesRefs`: the provider does; `cautions`; `create`, `test` and `remove`: steps; `changes` (`jobs`, `file`,
 *   `line`, `before` or null, `isAdded`: `after` goes before it, `after`, `text`); `placeholders` (`name`, `meaning`); `references` (`title`, `url`).
 */
import { placeOf } from "../../report/places.ts";
import type { Binding, Migration, MigrationChange, MigrationStep, MigrationUse } from "../../rule/migration.ts";
import { distinct } from "../sections/words.ts";
import { placedSteps } from "./placed-steps.ts";
import type { PlanRequest } from "./plan-document.ts";

export const planSchemaVersion = 1;

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** `mask` hides secrets in a text. */
export function planJson({ migrations, name, date, tool }: Omit<PlanRequest, "gaps">, mask: (text: string) => string): string {
  const { first } = placedSteps(migrations);
  const plan = {
    schemaVersion: planSchemaVersion,
    tool: { name: tool.name, version: tool.version },
    subject: name,
    date: date ?? null,
    once: first.map(stepJson),
    migrations: migrations.map(migrationJson),
  };
  return `${JSON.stringify(masked(plan, mask), undefined, 2)}\n`;
}

function migrationJson(migration: Migration): Json {
  const { id, provider, service, project, names, keptIn, risk, effort, reason, cautions, placeholders, references } = migration;
  const own = (steps: readonly MigrationStep[]): readonly Json[] => steps.filter(({ once }) => once === undefined).map(stepJson);
  return {
    ...{ id, provider, service, project: project ?? null, names, keptIn, risk, effort, reason },
    binding: bindingJson(migration.binding),
    comparesRefs: migration.comparesRefs,
    uses: migration.uses.map(useJson),
    cautions,
    create: own(migration.create),
    changes: migration.changes.map(changeJson),
    test: own(migration.test),
    remove: migration.remove.map(stepJson),
    placeholders: placeholders.map((each) => ({ name: each.name, meaning: each.meaning })),
    references: references.map(({ title, url }) => ({ title, url })),
  };
}

function bindingJson({ issuer, audience, organizationId, projectId, vcsOrigin, refs }: Binding): Json {
  const patterns = refs?.map(({ exact, ...ref }) => ({ ...ref, exact: exact ?? null })) ?? null;
  return { issuer, audience, organizationId, projectId, vcsOrigin, refs: patterns };
}

function useJson({ run, at, what }: MigrationUse): Json {
  const { file, startLine: line } = placeOf(at);
  return { job: run.jobName, workflow: run.workflow?.name ?? null, file, line, what };
}

function changeJson({ at, runs, before, isAdded, after, text }: MigrationChange): Json {
  const { file, startLine: line } = placeOf(at);
  return { jobs: distinct(runs.map(({ jobName }) => jobName)), file, line, before: before ?? null, isAdded, after, text };
}

function stepJson({ title, text, ways }: MigrationStep): Json {
  return { title, text, ways: ways.map((way) => ({ title: way.title, language: way.language, text: way.text })) };
}

function masked(value: Json, mask: (text: string) => string): Json {
  if (typeof value === "string") return mask(value);
  if (typeof value !== "object" || value === null) return value;
  if (isList(value)) return value.map((item) => masked(item, mask));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, masked(item, mask)]));
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
