/** Guides of services: snippets that can be copied, every placeholder explained, and nothing of a hostile name in them that could run. */
import { describe, expect, it } from "vitest";
import { circleciPlaceholders } from "../../rules/data/oidc/guides/circleci-placeholders.ts";
import type { Needs } from "../../rules/data/oidc/guides/guide.ts";
import { guideFor } from "../../rules/data/oidc/guides/index.ts";
import { placeholdersIn } from "../../rules/data/oidc/guides/texts.ts";
import { isServiceName } from "../../rules/data/oidc/service-logins.ts";
import type { CredentialUse } from "../../rules/data/oidc/use.ts";
import { oidcReplacement } from "../../rules/data/oidc-replacement.ts";
import { trustPolicies } from "../../rules/trust-policy/index.ts";
import { lintTrust } from "../../src/lint/trust/lint-trust.ts";
import type { Binding, MigrationStep, RefPattern } from "../../src/rule/migration.ts";

const providers = ["cloudsmith", "databricks", "doppler", "infisical", "jfrog", "npm", "pulumi", "pypi", "snowflake", "vault"];

const organizationId = "11111111-2222-4333-8444-555555555555";
const main: RefPattern = {
  kind: "branch",
  source: "main",
  exact: "refs/heads/main",
  glob: "refs/heads/main",
  isWider: false,
  regex: "^refs/heads/main$",
};
const release: RefPattern = {
  kind: "tag",
  source: "/^v.*/",
  exact: undefined,
  glob: "refs/tags/v*",
  isWider: false,
  regex: "^refs/tags/v.*$",
};
const bound: Binding = {
  issuer: `https://oidc.circleci.com/org/${organizationId}`,
  audience: organizationId,
  organizationId,
  projectId: "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee",
  vcsOrigin: "github.com/acme/app",
  refs: [main],
};
const unknown: Binding = {
  issuer: "https://oidc.circleci.com/org/<org-id>",
  audience: "<org-id>",
  organizationId: "<org-id>",
  projectId: "<project-id>",
  vcsOrigin: "<vcs-origin>",
  refs: undefined,
};
/** As somebody who writes the configuration, or an API that lies, could have it. */
const attack = 'x\'"; rm -rf / #${file("a")} %{ if } `id` $(id) \u001b[31m\n\u202e';
const hostile: Binding = {
  issuer: `https://oidc.circleci.com/org/${attack}`,
  audience: attack,
  organizationId: attack,
  projectId: attack,
  vcsOrigin: attack,
  refs: [{ ...main, exact: attack, glob: attack, source: attack }],
};

function useOf(provider: string): CredentialUse {
  if (provider === "npm" || provider === "pypi") return { provider, via: "publish" };
  if (!isServiceName(provider)) throw new Error(provider);
  return { provider, via: "service" };
}

function needsOf(provider: string, binding: Binding, names: readonly string[] = ["TOKEN"]): Needs {
  return { binding, slug: "app-deploy", names, uses: [useOf(provider)], jobs: ["deploy"] };
}

const bindings = { bound, several: { ...bound, refs: [main, release] }, unknown, hostile };

describe.each(providers)("%s", (provider) => {
  const guide = guideFor(provider);
  const stepsFor = (needs: Needs): readonly MigrationStep[] =>
    guide === undefined ? [] : [...guide.create(needs), ...guide.test(needs), ...guide.remove(needs)];

  it.each(Object.entries(bindings))("can be followed with a binding that is %s", (_, binding) => {
    const needs = needsOf(provider, binding, ["VAULT_SECRET_ID", "TESTPYPI_TOKEN", attack]);
    const steps = stepsFor(needs);
    expect(guide?.create(needs).length).toBeGreaterThan(0);
    for (const { title, text, ways } of steps) {
      expect(title).toMatch(/^[A-Z]/);
      expect(text).toMatch(/\.$/);
      for (const { language, text: code } of ways) {
        expect(code.endsWith("\n")).toBe(true);
        if (language === "json") expect(() => JSON.parse(code) as unknown).not.toThrow();
        // oxlint-disable-next-line no-control-regex
        expect(code).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
      }
    }
    expect(JSON.stringify(steps)).not.toMatch(/npmjs|pypi\.org/);
  });

  it("explains every placeholder", () => {
    const needs = needsOf(provider, unknown, ["VAULT_SECRET_ID", "VAULT_TOKEN"]);
    const yaml = oidcReplacement(useOf(provider)).yaml;
    const texts = [guide?.adapt?.(yaml, needs) ?? yaml, ...stepsFor(needs).flatMap(({ ways }) => ways.map(({ text }) => text))];
    const known = { ...circleciPlaceholders, ...guide?.placeholders };
    expect(placeholdersIn(texts.join("\n")).filter((name) => !Object.hasOwn(known, name.slice(1, -1)))).toEqual([]);
    const used = placeholdersIn(
      [...texts, ...stepsFor(needsOf(provider, bound)).flatMap(({ ways }) => ways.map(({ text }) => text))].join(),
    );
    for (const name of Object.keys(guide?.placeholders ?? {})) if (name !== "user-id") expect(used).toContain(`<${name}>`);
  });
});

it("quotes what could end a text or run", () => {
  const shell = providers.flatMap((provider) =>
    [...(guideFor(provider)?.create(needsOf(provider, hostile)) ?? [])].flatMap(({ ways }) =>
      ways.filter(({ language }) => language === "sh"),
    ),
  );
  expect(shell.length).toBeGreaterThan(3);
  for (const { text } of shell) expect(text.replaceAll("\\'", "").replaceAll(/'[^']*'/g, "")).not.toMatch(/\$\(|`|;/);
  const sql = guideFor("snowflake")?.create(needsOf("snowflake", hostile))[0]?.ways[0]?.text ?? "";
  expect(sql.replaceAll("''", "").replaceAll(/'[^']*'/g, "")).not.toMatch(/'|rm -rf/);
  expect(sql).toContain("rm -rf");
});

it.each(["aws", "vault"])("has a trust policy for %s that its own rules find nothing in", async (provider) => {
  const uses: readonly CredentialUse[] = provider === "aws" ? [{ provider: "aws", via: "environment" }] : [useOf(provider)];
  const steps = guideFor(provider)?.create({ ...needsOf("vault", { ...bound, refs: [main] }), uses }) ?? [];
  const files = steps
    .flatMap(({ ways }) => ways.filter(({ title }) => /trust policy|Role/.test(title)))
    .map(({ text }) => ({ path: "policy.json", text }));
  expect(files.length).toBe(1);
  const tool = { name: "circleci-secaudit", version: "0.0.0" };
  const report = await lintTrust({ tool, files, expert: trustPolicies, expected: { organizationId }, problems: [] });
  expect(report.coverage.filter(({ source }) => source !== undefined)).toEqual([]);
  expect(report.findings.map(({ message }) => message)).toEqual([]);
});
