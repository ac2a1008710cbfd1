/** Every answer that CircleCI's own specification of version 2 describes is understood, where the specification is beside the checkout. */
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { isRecord } from "../../../src/collect/json.ts";
import { plainKeys } from "./memory-client.ts";
import { organizationSamples, projectSamples } from "./samples.ts";

const file = new URL("../../../../shared/data/circleci-openapi.json", import.meta.url);
const isThere = existsSync(file);
if (!isThere) console.warn("CircleCI's specification is not beside this checkout; its answers are not read.");

type Schema = Readonly<Record<string, unknown>>;
const whole: unknown = isThere ? JSON.parse(readFileSync(file, "utf8")) : {};

function at(value: unknown, ...path: readonly string[]): Schema {
  const found = path.reduce<unknown>((inner, key) => (isRecord(inner) ? inner[key] : undefined), value);
  if (!isRecord(found)) throw new Error(`nothing at ${path.join(" ")}`);
  return found;
}

function resolved(schema: Schema): Schema {
  const { $ref } = schema;
  return typeof $ref === "string" ? resolved(at(whole, ...$ref.slice(2).split("/"))) : schema;
}

/** An answer of that shape: the specification's own examples, or something of the type. */
function exampleOf(given: Schema): unknown {
  const { example, type, items, properties, enum: words, anyOf, format } = resolved(given);
  if (Array.isArray(words)) return words[0];
  if (Array.isArray(anyOf)) return exampleOf(anyOf[0] as Schema);
  if (isRecord(properties))
    return Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, exampleOf(value as Schema)]));
  if (isRecord(items)) return [exampleOf(items)];
  if (format === "uuid") return "7a0f2d3c-0000-4000-8000-000000000001";
  if (example !== undefined) return example;
  if (format === "date-time") return "2015-09-21T17:29:21.042Z";
  if (type === "boolean") return true;
  return type === "integer" || type === "number" ? 1 : type === "object" ? {} : "text";
}

function answerOf(path: string): unknown {
  return plainKeys(exampleOf(at(whole, "paths", path, "get", "responses", "200", "content", "application/json", "schema")));
}

const parsers = new Map([...organizationSamples, ...projectSamples].map(({ name, parse }) => [name, parse]));

const settings = "/project/{provider}/{organization}/{project}/settings";

describe.skipIf(!isThere)("version 2, as specified", () => {
  it.each([
    ["project", "/project/{project-slug}"],
    ["project settings", settings],
    ["metrics", "/insights/pages/{project-slug}/summary"],
    ["flaky tests", "/insights/{project-slug}/flaky-tests"],
    ["names in insights", "/insights/{org-slug}/summary"],
    ["OIDC claims", "/org/{orgID}/oidc-custom-claims"],
    ["OIDC claims", "/org/{orgID}/project/{projectID}/oidc-custom-claims"],
    ["config policies", "/owner/{ownerID}/context/{context}/decision/settings"],
    ["page of pipelines", "/pipeline"],
  ])("understands the %s of %s", (name, path) => {
    expect(parsers.get(name)?.(answerOf(path))).toBeDefined();
  });

  it.each([
    ["workflow's metrics", "/insights/{project-slug}/workflows"],
    ["job's metrics", "/insights/{project-slug}/workflows/{workflow-name}/jobs"],
    ["context", "/context"],
    ["restriction", "/context/{context_id}/restrictions"],
    ["context variable", "/context/{context-id}/environment-variable"],
    ["variable", "/project/{project-slug}/envvar"],
    ["checkout key", "/project/{project-slug}/checkout-key"],
    ["schedule", "/project/{project-slug}/schedule"],
    ["webhook", "/webhook"],
  ])("understands each %s of %s", (name, path) => {
    const [item] = at({ answer: answerOf(path) }, "answer")["items"] as readonly unknown[];
    expect(parsers.get(name)?.(item)).toBeDefined();
  });

  it("keeps every setting of a project that is known there", () => {
    const advanced = Object.keys(at(answerOf(settings), "advanced")).filter((name) => name !== "pr_only_branch_overrides");
    expect(Object.keys(at({ kept: parsers.get("project settings")?.(answerOf(settings)) }, "kept"))).toHaveLength(
      advanced.length,
    );
  });
});
