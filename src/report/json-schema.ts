/** The JSON Schema of the `json` format, version 1; published with the package. */
import { fixSafeties } from "../finding/fix.ts";
import { confidences, severities } from "../finding/severity.ts";
import type { JsonSchema } from "../schema/settings-schema.ts";

const text: JsonSchema = { type: "string" };
const count: JsonSchema = { type: "integer", minimum: 0 };
const fromOne: JsonSchema = { type: "integer", minimum: 1 };

function object(description: string, required: Schemas, optional: Schemas = {}): JsonSchema {
  return {
    ...(description === "" ? {} : { description }),
    type: "object",
    required: Object.keys(required),
    additionalProperties: false,
    properties: { ...required, ...optional },
  };
}

type Schemas = Readonly<Record<string, JsonSchema>>;

function listOf(items: JsonSchema): JsonSchema {
  return { type: "array", items };
}

function refer(name: string): JsonSchema {
  return { $ref: `#/definitions/${name}` };
}

const place: Schemas = {
  file: {
    description:
      "Path from the repository root, with `/` and without `./`; `orb namespace/name@version` for the source of an orb outside of it; " +
      "`circleci:gh/acme/app` and the like for what an API says (see `isSheet`).",
    type: "string",
  },
  startLine: { ...fromOne, description: "From 1." },
  startColumn: { ...fromOne, description: "From 1, in UTF-16 units." },
  endLine: fromOne,
  endColumn: { ...fromOne, description: "Exclusive." },
  path: {
    description: 'Path of the YAML value, as written: `["jobs", "build", "steps", 2, "run"]`.',
    ...listOf({ type: ["string", "integer"] }),
  },
  snippet: { description: "The source lines, shortened, with secrets masked.", type: "string" },
};

const onSheet: Schemas = {
  isSheet: {
    description:
      "The place is in no file but in what an API says of a project, an organisation or a repository. `path` leads to the setting; items of " +
      "lists stand in it by their names. Lines are those of a text made of all settings, which is not published.",
    const: true,
  },
};

const finding: Schemas = {
  ruleId: text,
  severity: { enum: severities },
  confidence: { enum: confidences },
  message: { description: "What is wrong here.", type: "string" },
  remediation: { description: "What to do about it.", type: "string" },
  docsUrl: text,
  fingerprint: { description: "Stays the same when other parts of the file change.", type: "string", pattern: "^[0-9a-f]{32}$" },
  location: refer("location"),
  related: listOf(refer("related")),
  tags: object("", { owasp: listOf(text), cwe: listOf({ type: "string", pattern: "^CWE-\\d+$" }) }),
};

const findingOptions: Schemas = {
  replacement: {
    description: "YAML to write instead; where the place is a setting, a call of the API or what else cures it.",
    type: "string",
  },
  fixes: { description: "The best first. `--fix` applies the safe ones.", type: "array", minItems: 1, items: refer("fix") },
  pending: object("The rule is newer than the settings' `rulesAsOf`, so the finding only informs and never fails the run.", {
    since: { description: "Version of this tool that brought the rule.", type: "string" },
    rulesAsOf: { description: "What the settings say.", type: "string" },
    severity: { description: "What it will be once the rule is accepted.", enum: severities },
    note: { description: "How to accept it.", type: "string" },
  }),
  trace: { description: "The way from source to sink.", type: "array", minItems: 1, items: refer("related") },
};

const { path: _path, snippet: _snippet, ...span } = place;

const edit = object("", {
  ...span,
  newText: { description: "What to put in the place of this span, as it stands in the file.", type: "string" },
});

const fix = object("Edits that cure the finding; they belong together.", {
  title: { description: "What it does.", type: "string" },
  safety: {
    description:
      "`safe`: what CircleCI runs stays the same but for the fault. `unsafe`: look whether it still does what it should.",
    enum: fixSafeties,
  },
  edits: { type: "array", minItems: 1, items: edit },
});

const suppression = object(
  "Why it is not among the findings.",
  { kind: { enum: ["inSource", "settings"] }, reason: text },
  { until: { description: "ISO date after which it no longer holds.", type: "string" } },
);

const note = object(
  "What ran and what was not checked.",
  { status: { enum: ["ran", "skipped", "failed", "unknown"] } },
  { ruleId: text, source: text, reason: text, location: refer("location") },
);

export const reportSchema: JsonSchema = {
  $schema: "http://json-schema.org/draft-07/schema#",
  title: "Report of circleci-secaudit",
  ...object(
    "One run of circleci-secaudit. Keys may be added within version 1, none is removed or changed.",
    {
      schemaVersion: { const: 1 },
      tool: object("", { name: text, version: text }),
      summary: object("", {
        files: { ...count, description: "How many files were audited." },
        findings: object("", Object.fromEntries(severities.map((severity) => [severity, count]))),
        suppressed: count,
        baselined: { ...count, description: "Findings that the baseline lists; they are not repeated here." },
        complete: { description: "False when a part of the audit failed; see `problems` and `coverage`.", type: "boolean" },
      }),
      findings: listOf(refer("finding")),
      suppressed: listOf(refer("suppressed")),
      problems: listOf(refer("problem")),
      coverage: listOf(refer("note")),
    },
    {
      fixed: {
        description: "What `--fix` has changed in the files before this report was made.",
        ...listOf(object("", { file: place["file"] ?? text, ruleId: text, title: text, safety: { enum: fixSafeties } })),
      },
    },
  ),
  definitions: {
    location: object("", place, onSheet),
    related: object("", { ...place, label: text }, onSheet),
    fix,
    finding: object("", finding, findingOptions),
    suppressed: object("", { ...finding, suppression }, findingOptions),
    problem: object(
      "What kept a part of the input from being checked. An `error` makes the audit incomplete.",
      { code: text, message: text, level: { enum: ["error", "warning"] } },
      { location: refer("location") },
    ),
    note: { ...note, oneOf: [{ required: ["ruleId"] }, { required: ["source"] }] },
  },
};
