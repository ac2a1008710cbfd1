/**
 * The plan from stored credentials to OIDC: `fixtures/_migrations/plan-<case>.yml` is written as the `.expected` beside it, and
 * `none-<case>.yml` has nothing to replace. `vitest -u` writes expectations.
 */
import { expect, it } from "vitest";
import { migrationsIn } from "../rules/surveys/migrations.ts";
import { planDocument } from "../src/review/oidc/plan-document.ts";
import { planJson } from "../src/review/oidc/plan-json.ts";
import { renderPlan } from "../src/review/oidc/render-plan.ts";
import type { Migration, Snippet } from "../src/rule/migration.ts";
import { parse } from "yaml";
import { auditsOf } from "./audits-of.ts";
import { casesOf } from "./cases.ts";
import type { Case } from "./cases.ts";
import { readHcl } from "./hcl.ts";

const tool = { name: "circleci-secaudit", version: "0.0.0" };

async function planOf(tested: Case): Promise<readonly Migration[]> {
  return migrationsIn((await auditsOf(tested)).scene);
}

const cases = casesOf("_migrations", "plan");

it.each(cases)("writes %s", async (_, tested) => {
  const migrations = await planOf(tested);
  const document = planDocument({ migrations, name: "gh/acme/app", date: undefined, tool, gaps: [] });
  await expect(renderPlan(document, () => undefined)).toMatchFileSnapshot(`${tested.stem}.expected`);
  expect(JSON.parse(planJson({ migrations, name: "gh/acme/app", date: undefined, tool }, (text) => text))).toHaveProperty(
    "migrations.length",
    migrations.length,
  );
  expect(new Set(migrations.map(({ id }) => id)).size).toBe(migrations.length);
});

it.each(cases)("writes snippets that can be applied: %s", async (_, tested) => {
  const migrations = await planOf(tested);
  for (const { text, language } of migrations.flatMap(snippetsOf)) {
    if (language === "json") expect(JSON.parse(text)).toBeTypeOf("object");
    if (language === "hcl") expect(readHcl(text)).not.toContain("evil");
    if (language === "yaml") expect(parse(text)).toBeTypeOf("object");
    // Those of services have pipes of their own.
    if (language === "sh" && !tested.stem.endsWith("services")) expect(wordsOutsideQuotes(text)).not.toMatch(/[`$;|#<>()]|evil/);
  }
});

it.each(cases)("says what every placeholder means: %s", async (_, tested) => {
  for (const migration of await planOf(tested)) {
    const known = new Set(migration.placeholders.map(({ name }) => name));
    for (const { text } of snippetsOf(migration)) {
      for (const name of text.match(/<[a-z][a-z0-9-]*>/g) ?? []) expect(known, `${migration.id} ${name}`).toContain(name);
    }
  }
});

it("creates nothing under a name that it has given already", async () => {
  const tested = cases.find(([name]) => name.includes("names"))?.[1];
  const roles = tested === undefined ? [] : (await planOf(tested)).flatMap(({ create }) => create).flatMap(({ ways }) => ways);
  const made = roles.flatMap(({ text }) => /create-role [^]*?--role-name (\S+)/.exec(text)?.[1] ?? []);
  expect(made).toHaveLength(2);
  expect(new Set(made).size).toBe(2);
});

it.each(casesOf("_migrations", "none"))("finds nothing to replace: %s", async (_, tested) => {
  expect(await planOf(tested)).toEqual([]);
});

function snippetsOf({ create, test, remove, changes }: Migration): readonly Snippet[] {
  const after = changes.map(({ after: text }) => ({ title: "", language: "yaml", text }));
  return [...[...create, ...test, ...remove].flatMap(({ ways }) => ways), ...after];
}

/** What a shell would look at, but for our own programs in the tests' steps. */
function wordsOutsideQuotes(text: string): string {
  return text.replaceAll(/'[^']*'|\\'/g, "").replaceAll(/"\$[A-Z_0-9]+"/g, "");
}
