/** The JSON Schema of the settings file: what editors show, and what the settings are checked against. */
import { confidences, profiles, severities } from "../finding/severity.ts";

export interface JsonSchema {
  readonly [keyword: string]: unknown;
}

function listOf(description: string, items: JsonSchema = { type: "string", pattern: "^.{1,200}$" }): JsonSchema {
  return { description, type: "array", maxItems: 1000, items };
}

function section(description: string, properties: Readonly<Record<string, JsonSchema>>): JsonSchema {
  return { description, type: "object", additionalProperties: false, properties };
}

function ignoreEntry(rule: JsonSchema): JsonSchema {
  const entry = section("Findings that are known and accepted.", {
    rule: { description: "Id of the rule.", ...rule },
    path: {
      description: "File, or pattern of files: `*` within a name, `**` for folders. Left out, every file.",
      type: "string",
      pattern: "^.{1,500}$",
    },
    at: {
      description: "Place in the YAML, such as `jobs.build.steps[2]`; what lies beneath belongs to it. Left out, the whole file.",
      type: "string",
      pattern: "^.{1,500}$",
    },
    reason: { description: "Why it is accepted.", type: "string" },
    until: { description: "Last day on which it holds, as `2027-01-31`.", type: "string", pattern: "^\\d{4}-\\d{2}-\\d{2}$" },
  });
  return { ...entry, required: ["rule"] };
}

function keys(rules: JsonSchema, ruleId: JsonSchema): Readonly<Record<string, JsonSchema>> {
  return {
    failOn: {
      description: "Findings of this severity and worse fail the run.",
      enum: [...severities, "never"],
      default: "low",
    },
    minSeverity: { description: "Findings below this severity are not shown.", enum: severities, default: "info" },
    minConfidence: {
      description: "Findings that are less sure than this are not shown.",
      enum: confidences,
      default: "low",
    },
    profile: {
      description: "Which rules run: `auditor` includes `pedantic` includes `regular`.",
      enum: profiles,
      default: "regular",
    },
    rules,
    ignore: listOf("Findings that are known and accepted.", ignoreEntry(ruleId)),
    contexts: section("What the configuration cannot say about contexts.", {
      restricted: listOf("Contexts that are restricted to groups, projects or expressions. `*` stands for any characters."),
    }),
    orbs: section("Whose orbs are trusted.", {
      trusted: listOf("Namespaces whose floating versions are accepted. `*` stands for any characters."),
      own: listOf("Namespaces of your own organisation. `*` stands for any characters."),
    }),
    limits: section("How much input is read.", {
      fileBytes: {
        description: "Larger files are refused.",
        type: "integer",
        minimum: 1024,
        maximum: 16777216,
        default: 2097152,
      },
    }),
    exclude: listOf("Files that are left out: `*` within a name, `**` for folders."),
    secretNames: section("Which environment variables are secret.", {
      add: listOf("Names that are secret although they do not look it. `*` stands for any characters."),
      remove: listOf("Names that look secret and are not. `*` stands for any characters."),
    }),
  };
}

/**
 * The schema of the settings. With rule ids, as it is published, it knows them by name; the check at run time does without, because
 * only the caller of the engine knows which rules there are.
 */
export function settingsSchema(ruleIds?: readonly string[]): JsonSchema {
  const state: JsonSchema = { enum: ["off", ...severities] };
  const description = "By rule id: `off`, or the severity that its findings get; naming a severity also switches the rule on.";
  const rules =
    ruleIds === undefined
      ? { description, type: "object", additionalProperties: state }
      : section(description, Object.fromEntries(ruleIds.map((id) => [id, state])));
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Settings of circleci-secaudit",
    type: "object",
    additionalProperties: false,
    properties: keys(rules, ruleIds === undefined ? { type: "string" } : { enum: ruleIds }),
  };
}
