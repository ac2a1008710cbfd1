/** The JSON Schema of the settings file: what editors show, and what the settings are checked against. */
import { confidences, profiles, severities } from "../finding/severity.ts";

/** As \`pins\` of the rules' contract, which stands above this room. */
const pins = ["exact", "minor", "major"] as const;

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

/** What is allowed and what is not; `of` says of what. */
function lists(of: string, how: string): Readonly<Record<string, JsonSchema>> {
  return {
    allow: listOf(`The ${of} that may be used, and no others. ${how}`),
    deny: listOf(`The ${of} that may not be used, whatever \`allow\` says. ${how}`),
  };
}

function reserved(of: string, properties: Readonly<Record<string, JsonSchema>>): JsonSchema {
  const entry = section(`Some ${of} and who may take them.`, {
    names: listOf(`The ${of} that are reserved. ${stars}`),
    projects: listOf("Projects that may take them, such as `github.com/acme/*`. Left out, all."),
    ...properties,
  });
  return listOf(
    `${of[0]?.toUpperCase() ?? ""}${of.slice(1)} that only some may take; they need no place in \`allow\`. Entries for one name are alternatives.`,
    { ...entry, required: ["names"] },
  );
}

const stars = "`*` stands for any characters.";
const orbPattern =
  "`namespace/name`, or `namespace/*`, with a version range if you like: `acme/deploy@>=2.1 <3`; or `https://host/path/*`.";
const imagePattern =
  "`cimg/*`, `node:22*`, `*.dkr.ecr.*.amazonaws.com/*`; `*` stands for any characters, Docker Hub is left out.";

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
    rulesAsOf: {
      description:
        "A version of this tool, such as `0.2.0`. Findings of rules that are newer are shown as `info` and never fail the run, so that an upgrade " +
        "turns no build red. Raise it to accept the newer rules; one that stands under `rules` with a severity is accepted already.",
      type: "string",
      pattern: "^\\d{1,6}\\.\\d{1,6}\\.\\d{1,6}$",
    },
    project: {
      description:
        "Which project this is, such as `github.com/acme/app`, for entries that are bound to `projects`. Left out, `--project` or the checkout's own remote `origin` says it.",
      type: "string",
      pattern: "^.{1,500}$",
    },
    rules,
    ignore: listOf("Findings that are known and accepted.", ignoreEntry(ruleId)),
    contexts: section("Which contexts may be taken, and what the configuration cannot say about them.", {
      restricted: listOf(`Contexts that are restricted to groups, projects or expressions. ${stars}`),
      ...lists("contexts", stars),
      reserved: reserved("contexts", {
        branches: listOf(`Only jobs that run on no other branch may take them. ${stars}`),
        tags: listOf(`Only jobs that run for no other tag may take them; left out beside \`branches\`, for none. ${stars}`),
      }),
    }),
    orbs: section("Which orbs may be used, and whose are trusted.", {
      trusted: listOf(`Namespaces whose floating versions are accepted. ${stars}`),
      own: listOf(`Namespaces of your own organisation. ${stars}`),
      pins: {
        description:
          "How exactly the version of an orb must be named, by namespace or pattern: `exact` is `1.2.3`, `minor` at least `1.2`, `major` at " +
          "least `1`. Goes before `trusted`; a name goes before patterns, of which the first counts.",
        type: "object",
        additionalProperties: { enum: pins },
      },
      ...lists("orbs", orbPattern),
    }),
    images: section("Which container images may be used.", {
      ...lists("images", imagePattern),
      requireDigest: listOf(`Images that must be named with their digest. ${imagePattern}`),
    }),
    resourceClasses: section("Which resource classes may be used.", {
      ...lists("resource classes", "`*` stands for any characters but `/`: `*/*` is every self-hosted runner."),
      reserved: reserved("resource classes", {}),
    }),
    sshKeys: section("Which additional SSH keys a project may have.", {
      expected: listOf(`Hosts or fingerprints of the keys that projects are expected to have, and no others. ${stars}`),
    }),
    staleAfter: {
      description: "Stored secrets, keys and tokens that have not changed for so many days are old.",
      type: "integer",
      minimum: 1,
      maximum: 3650,
      default: 90,
    },
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
      expected: listOf(`The secrets that these configurations are expected to read, and no others. ${stars}`),
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
