import { expect, it } from "vitest";
import { rules } from "../../rules/index.ts";
import { settingsTemplate } from "../../src/cli/init/settings-template.ts";
import { ciJob, preCommitHook } from "../../src/cli/init/snippets.ts";
import { settingsSchema } from "../../src/schema/settings-schema.ts";
import { readSettings } from "../../src/settings/read-settings.ts";
import { defaultSettings } from "../../src/settings/settings.ts";
import { parseYaml } from "../../src/yaml/parse.ts";

const version = "0.4.0";
const ruleIds = rules.map((rule) => rule.meta.id);

async function settingsIn(text: string) {
  const file = { path: ".circleci/secaudit.yml", text };
  return readSettings(file, await parseYaml(file), { ruleIds, version });
}

it("writes settings that change nothing but accept the rules there are", async () => {
  expect(await settingsIn(settingsTemplate(version))).toEqual({ ...defaultSettings, rulesAsOf: version });
});

it("shows every setting in a form that can be used as it is", async () => {
  const used = settingsTemplate(version).replaceAll(/^# (?=\s*- |\s*[\w-]+:)/gm, "");
  const settings = await settingsIn(used);
  expect(settings).toMatchObject({ rules: new Map([["volatile-orb", "high"]]), orbs: { trusted: ["circleci"] } });
  const { properties } = settingsSchema() as { properties: object };
  for (const key of Object.keys(properties)) expect(used).toMatch(new RegExp(`^${key}:`, "m"));
});

it("runs the tool that the repository has, with the settings where they are", () => {
  const around = { workflow: "main", isDependency: false, settings: undefined, version: "1.2.3" };
  expect(ciJob(around)).toContain("npx --yes circleci-secaudit@1.2.3 -f pretty");
  const installed = ciJob({ ...around, isDependency: true, settings: "ci/my settings.yml" });
  expect(installed).toContain("npm ci --ignore-scripts");
  expect(installed).toContain("npx circleci-secaudit --config 'ci/my settings.yml' -f pretty");
  expect(preCommitHook({ ...around, settings: "ci/s.yml" })).toContain("entry: circleci-secaudit --config ci/s.yml\n");
});
