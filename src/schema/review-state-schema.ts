/** The JSON Schema of what a review keeps for the next one. */
import type { JsonSchema } from "./settings-schema.ts";

const text: JsonSchema = { type: "string" };
const count: JsonSchema = { type: "integer", minimum: 0 };
const amount: JsonSchema = { type: "number", minimum: 0 };

function object(required: Readonly<Record<string, JsonSchema>>, optional: Readonly<Record<string, JsonSchema>> = {}): JsonSchema {
  const properties = { ...required, ...optional };
  return { type: "object", required: Object.keys(required), additionalProperties: false, properties };
}

function listOf(items: JsonSchema): JsonSchema {
  return { type: "array", items };
}

const kept = {
  findings: listOf(
    object({
      fingerprint: { type: "string", pattern: "^[0-9a-f]{32}$" },
      ruleId: text,
      severity: { enum: ["critical", "high", "medium", "low", "info"] },
      file: text,
    }),
  ),
  opportunities: listOf(object({ id: text, about: listOf(text), batch: { enum: ["safe", "test", "owner"] } })),
  migrations: listOf(text),
  secrets: object({ total: count, inContexts: count, inProject: count, inConfig: count }),
  settings: listOf(object({ subject: text, id: text, verdict: { enum: ["as-wanted", "differs", "unknown", "inapplicable"] } })),
  measures: listOf(object({ id: text, good: count, of: { type: "integer", minimum: 1 } })),
  workflows: listOf(
    object(
      { name: text },
      {
        runs: count,
        successRate: { type: "number", minimum: 0, maximum: 1 },
        medianSeconds: amount,
        p95Seconds: amount,
        recoverySeconds: amount,
        credits: amount,
      },
    ),
  ),
};

export const reviewStateSchema: JsonSchema = {
  $schema: "http://json-schema.org/draft-07/schema#",
  title: "Facts of a review by circleci-secaudit",
  ...object(
    {
      format: { description: "Version of this format.", enum: [1] },
      tool: object({ name: text, version: text }),
      project: text,
      ...kept,
    },
    { date: { type: "string", pattern: "^\\d{4}-\\d{2}-\\d{2}$" }, revision: text },
  ),
};
