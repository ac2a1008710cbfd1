/** The survey of settings says what the rules say: a setting differs where, and only where, the rule about it finds something. */
import { describe, expect, it } from "vitest";
import manifest from "../../package.json" with { type: "json" };
import { rules } from "../../rules/index.ts";
import { settingsIn } from "../../rules/surveys/settings.ts";
import type { SettingState } from "../../src/rule/setting-state.ts";
import { readSettings } from "../../src/settings/read-settings.ts";
import { auditsOf } from "../audits-of.ts";
import { casesOf } from "../cases.ts";
import type { Case } from "../cases.ts";
import { factsFrom } from "../facts/read-facts.ts";
import { parseNow } from "../yaml/parse-now.ts";

const today = "2026-01-31";
const ruleIds = rules.map(({ meta }) => meta.id);
const settingRules = rules.filter((rule) => "checkProject" in rule || "checkOrganization" in rule).map(({ meta }) => meta.id);

/** These judge what configurations do with what is stored: the register of secrets and the OIDC plan tell of it. */
const elsewhere = new Set(["static-cloud-credentials", "static-vault-credentials", "weak-context-restriction"]);
const surveyed = settingRules.filter((id) => !elsewhere.has(id));

async function surveyOf(id: string, tested: Case) {
  const { settings } = tested;
  const { scene, report } = await auditsOf(tested, {
    rules: rules.filter(({ meta }) => meta.id === id),
    ...(settings && { settings: readSettings(settings, parseNow(settings), { ruleIds, version: manifest.version }) }),
  });
  return { isFound: report.findings.length > 0, states: settingsIn(scene) };
}

const cases = surveyed.map((id) => [id, [...casesOf(id, "fail"), ...casesOf(id, "pass")]] as const);

describe.each(cases)("%s", (id, own) => {
  // Without a configuration, settings reach no audit.
  const told = own.filter(
    ([, { facts, files, settings }]) => facts !== undefined && (files.length > 0 || settings === undefined),
  );

  it.each(told)("differs in %s where the rule finds it", async (_, tested) => {
    const { isFound, states } = await surveyOf(id, tested);
    const differing = states.filter(({ ruleId, verdict }) => ruleId === id && verdict === "differs");
    expect(differing.length > 0, JSON.stringify(differing)).toBe(isFound);
  });
});

it("has a row for every rule about settings", () => {
  const told = settingsIn({ audits: [], facts: everything, today });
  const named = new Set(told.map(({ ruleId }) => ruleId));
  expect(surveyed.filter((id) => !named.has(id))).toEqual([]);
});

const everything = factsFrom({ project: {}, organization: {}, repository: {}, githubOrganization: {} });

it("says of what was not asked why it is not known, and never that it is fine", () => {
  const verdicts = new Set(settingsIn({ audits: [], facts: everything, today }).map(({ verdict }) => verdict));
  expect([...verdicts].toSorted()).toEqual(["unknown"]);
  expect(settingsIn({ audits: [], facts: undefined, today })).toEqual([]);
});

it("has one row a setting of a subject", () => {
  const keys = settingsIn({ audits: [], facts: everything, today }).map(({ id, subject }: SettingState) => `${subject} ${id}`);
  expect(new Set(keys).size).toBe(keys.length);
});
