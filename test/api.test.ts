import { expect, it } from "vitest";
import { exitVerdict, lint, lintSnapshot, positionAt, render, rules, SettingsError, SnapshotError } from "../src/index.ts";
import { factsFrom, snapshotOf } from "./facts/read-facts.ts";

const path = ".circleci/config.yml";
const text = `version: 2.1
orbs:
  deployer: shipfast/deployer@volatile
workflows:
  main:
    jobs: [deployer/ship]
`;

it("lints texts, with positions", async () => {
  const report = await lint([{ path, text }]);
  const finding = report.findings.find(({ ruleId }) => ruleId === "volatile-orb");
  expect(finding).toBeDefined();
  if (finding === undefined) return;
  expect(positionAt(finding.location.file, finding.location.span.start)).toEqual({ line: 3, column: 13 });
  expect(exitVerdict(report, "high")).toBe(1);
  expect(JSON.parse(await render("json", report, { colour: false, hyperlinks: false, width: 80, failOn: "low" }))).toMatchObject({
    schemaVersion: 1,
  });
});

it("takes settings and options", async () => {
  const settings = { path: "settings.yml", text: "rules:\n  volatile-orb: off\n" };
  expect((await lint([{ path, text }], { settings })).findings).toEqual([]);
  expect((await lint([{ path, text }], { skip: ["volatile-orb"] })).findings).toEqual([]);
  expect((await lint([{ path, text }], { only: ["volatile-orb"] })).findings).toHaveLength(1);
  await expect(lint([{ path, text }], { settings: { path: "settings.yml", text: "rulez: {}\n" } })).rejects.toBeInstanceOf(
    SettingsError,
  );
});

it("joins a setup workflow with the configuration it goes on with", async () => {
  const setup = "version: 2.1\nsetup: true\norbs:\n  c: circleci/continuation@2.0.1\nworkflows:\n  s:\n    jobs: [c/continue]\n";
  const { coverage } = await lint([{ path, text: setup }]);
  expect(coverage).toContainEqual(
    expect.objectContaining({ source: "continuation configuration .circleci/continue_config.yml" }),
  );
  const both = await lint([
    { path, text: setup },
    { path: ".circleci/continue_config.yml", text },
  ]);
  expect(both.coverage.filter(({ source }) => source?.startsWith("continuation"))).toEqual([]);
  expect(both.files).toEqual([path, ".circleci/continue_config.yml"].sort());
});

it("joins what a snapshot says, and audits all that is in one", async () => {
  const facts = factsFrom({ repository: { files: [{ path, text }] } });
  const snapshot = JSON.stringify(snapshotOf([facts]));
  const joined = await lint([{ path, text }], { snapshot, project: "github.com/acme/app" });
  expect(joined.coverage).toContainEqual(expect.objectContaining({ source: expect.stringMatching(/^project gh\/acme\/app: /) }));
  const whole = await lintSnapshot(snapshot);
  expect(whole.files).toEqual([`github.com/acme/app/${path}`]);
  expect(whole.findings.some(({ ruleId }) => ruleId === "volatile-orb")).toBe(true);
  await expect(lint([], { snapshot: "{}" })).rejects.toBeInstanceOf(SnapshotError);
  await expect(lintSnapshot("[")).rejects.toThrow(/^The snapshot cannot be used: it is not valid JSON/);
});

it("describes the rules", () => {
  expect(rules.find((rule) => rule.id === "volatile-orb")).toMatchObject({ severity: "high", profile: "regular" });
});
