/** The fake's answers of version 2 against CircleCI's own specification, where that is beside the checkout. */
import { existsSync, readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { idOf } from "../../scripts/fake-apis/world/identities.ts";
import { startFakeApis } from "../../scripts/fake-apis/fake-apis.ts";
import type { FakeApis } from "../../scripts/fake-apis/options.ts";
import { askCircle, today } from "./asking.ts";

const file = new URL("../../../shared/data/circleci-openapi.json", import.meta.url);
const isThere = existsSync(file);
if (!isThere) console.warn("CircleCI's specification is not beside this checkout; the fake is not compared with it.");

type Json = Readonly<Record<string, unknown>>;

const specification = isThere
  ? (JSON.parse(readFileSync(file, "utf8")) as Json & { readonly paths: Record<string, Json> })
  : undefined;
const [organization, lone] = [idOf("organization", 1), idOf("organization", 2)];
const [shop, context] = [idOf("project", 1), idOf("context", 3)];

/** A path of the specification, and a question that it is about. */
const questions: readonly (readonly [path: string, url: string])[] = [
  ["/me", "/me"],
  ["/me/collaborations", "/me/collaborations"],
  ["/project/{project-slug}", "/project/gh/acme/shop"],
  ["/pipeline", "/pipeline?org-slug=gh/acme"],
  ["/project/{project-slug}/pipeline", "/project/gh/acme/shop/pipeline"],
  ["/context", "/context?owner-slug=gh/acme"],
  ["/context", `/context?owner-id=${lone}&owner-type=organization`],
  ["/context/{context-id}", `/context/${context}`],
  ["/context/{context-id}/environment-variable", `/context/${context}/environment-variable`],
  ["/context/{context_id}/restrictions", `/context/${context}/restrictions`],
  ["/project/{provider}/{organization}/{project}/settings", "/project/gh/acme/shop/settings"],
  ["/project/{project-slug}/envvar", "/project/gh/acme/shop/envvar"],
  ["/project/{project-slug}/checkout-key", "/project/gh/acme/shop/checkout-key?digest=sha256"],
  ["/project/{project-slug}/schedule", "/project/gh/acme/shop/schedule"],
  ["/webhook", `/webhook?scope-id=${shop}&scope-type=project`],
  ["/insights/pages/{project-slug}/summary", "/insights/pages/gh/acme/shop/summary"],
  ["/insights/{org-slug}/summary", "/insights/gh/acme/summary?project-names=shop"],
  ["/insights/{project-slug}/workflows", "/insights/gh/acme/shop/workflows"],
  ["/insights/{project-slug}/workflows/{workflow-name}/jobs", "/insights/gh/acme/shop/workflows/ship/jobs"],
  ["/insights/{project-slug}/flaky-tests", "/insights/gh/acme/shop/flaky-tests"],
  ["/org/{orgID}/oidc-custom-claims", `/org/${lone}/oidc-custom-claims`],
  ["/org/{orgID}/project/{projectID}/oidc-custom-claims", `/org/${organization}/project/${shop}/oidc-custom-claims`],
  ["/owner/{ownerID}/context/{context}/decision/settings", `/owner/${lone}/context/config/decision/settings`],
];

/** What the service answers today and the specification, which is older, does not say. */
const knownDifferences: readonly RegExp[] = [
  /^ must NOT have additional properties .*"avatar_url"/,
  /must NOT have additional properties .*"truncated_value"/,
  // Restrictions by group are in no specification.
  /restriction_type must be equal to one of the allowed values/,
  // A variable may be so old that its age is not known; an organisation that was never onboarded has no id.
  /created_at must be string|\/0\/id must be string/,
];

describe.skipIf(!isThere)("version 2, as specified", () => {
  let fake: FakeApis;
  beforeAll(async () => {
    fake = await startFakeApis({ today });
  });
  afterAll(() => fake.close());

  it.each(questions)("%s answers %s", async (path, url) => {
    const { status, body } = await askCircle(fake, `/api/v2${url}`);
    expect(status).toBe(200);
    const wrong = errorsOf(path, body).filter((error) => !knownDifferences.some((known) => known.test(error)));
    expect(wrong).toEqual([]);
  });

  it("says of a missing token and of a missing project what it should", async () => {
    expect(await askCircle(fake, "/api/v2/project/gh/acme/nothing/settings")).toMatchObject({
      status: 404,
      body: { message: "Project not found" },
    });
    expect(await askCircle(fake, "/api/v2/context/c07e9a35-0000-4000-8000-0000000fffff")).toMatchObject({ status: 403 });
  });
});

function errorsOf(path: string, body: unknown): readonly string[] {
  const ajv = new Ajv({ allErrors: true, strict: false, validateFormats: false });
  const validate = ajv.compile(schemaOf(path));
  validate(withUnderscores(body));
  return (validate.errors ?? []).map(({ instancePath, message = "", params }) => {
    return `${instancePath} ${message} ${JSON.stringify(params)}`;
  });
}

/** Of the answer with status 200; a JSON schema that allows nothing but what is named. */
function schemaOf(path: string): object {
  const get = specification?.paths[path]?.["get"];
  const schema = at(get, ["responses", "200", "content", "application/json", "schema"]);
  return asJsonSchema(schema, new Set()) as object;
}

function at(value: unknown, keys: readonly string[]): unknown {
  return keys.reduce<unknown>((found, key) => (found as Json | undefined)?.[key], value);
}

/** OpenAPI's own words in those of JSON Schema, references resolved, keys with `_`. */
function asJsonSchema(schema: unknown, within: ReadonlySet<string>): unknown {
  if (Array.isArray(schema)) return schema.map((item) => asJsonSchema(item, within));
  if (typeof schema !== "object" || schema === null) return schema;
  const { $ref: reference, "x-nullable": extension, nullable, properties, required, ...rest } = schema as Json;
  if (typeof reference === "string") {
    if (within.has(reference)) return {};
    return asJsonSchema(at(specification, reference.slice(2).split("/")), new Set([...within, reference]));
  }
  const { example: _example, discriminator: _discriminator, ...kept } = rest;
  const made: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(kept)) made[key] = key === "enum" ? value : asJsonSchema(value, within);
  if (typeof properties === "object" && properties !== null) {
    made["properties"] = Object.fromEntries(
      Object.entries(properties).map(([key, value]) => [key.replaceAll("-", "_"), asJsonSchema(value, within)]),
    );
    made["additionalProperties"] ??= false;
  }
  if (Array.isArray(required)) made["required"] = required.map((key: string) => key.replaceAll("-", "_"));
  return extension === true || nullable === true ? { anyOf: [{ type: "null" }, made] } : made;
}

function withUnderscores(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withUnderscores);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key.replaceAll("-", "_"), withUnderscores(item)]));
}
