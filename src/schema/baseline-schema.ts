/** The JSON Schema of a baseline file: the findings that were there before. */
import type { JsonSchema } from "./settings-schema.ts";

const entry: JsonSchema = {
  type: "object",
  required: ["fingerprint", "ruleId", "file"],
  additionalProperties: false,
  properties: {
    fingerprint: { description: "What findings are compared by.", type: "string", pattern: "^[0-9a-f]{32}$" },
    ruleId: { description: "For readers.", type: "string" },
    file: { description: "For readers.", type: "string" },
  },
};

export const baselineSchema: JsonSchema = {
  $schema: "http://json-schema.org/draft-07/schema#",
  title: "Baseline of circleci-secaudit",
  type: "object",
  required: ["version", "findings"],
  additionalProperties: false,
  properties: {
    version: { description: "Version of this format.", enum: [1] },
    findings: { description: "One entry a finding; equal entries count.", type: "array", items: entry },
  },
};
