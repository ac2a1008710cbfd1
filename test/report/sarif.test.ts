import type { Location, Log, Run } from "sarif";
import { expect, test } from "vitest";
import type { Report } from "../../src/finding/report.ts";
import { renderSarif } from "../../src/report/sarif/sarif.ts";
import { lineSpan } from "../../src/source/source-file.ts";
import { at, finding, report, rule } from "./build.ts";
import { config, fullReport } from "./samples.ts";
import { errorsOf, expectValid, foreignSchema } from "./validate.ts";

const schema = foreignSchema("sarif-2.1.0.json");

function runOf(from: Report): Run {
  const log = JSON.parse(renderSarif(from)) as Log;
  expectValid(schema, log);
  expect(log.runs).toHaveLength(1);
  return log.runs[0] ?? expect.fail();
}

test("is valid SARIF 2.1.0", async () => {
  expectValid(schema, JSON.parse(renderSarif(fullReport)));
  await expect(renderSarif(fullReport)).toMatchFileSnapshot("snapshots/report.sarif.txt");
});

test("the schema refuses what it should", () => {
  const log = JSON.parse(renderSarif(fullReport)) as { runs: object[] };
  const unknown = { ...log, runs: [{ ...log.runs[0], unknown: 1 }] };
  expect(errorsOf(schema, unknown)).toEqual([expect.stringContaining("/runs/0 must NOT have additional properties")]);
  expect(errorsOf(schema, { ...log, runs: [{ results: [] }] })).toEqual([expect.stringContaining("required property 'tool'")]);
});

test("is a full run when there is nothing to report, so that old alerts are closed", () => {
  const run = runOf(report({ files: ["a.yml"], rules: [rule("r")] }));
  expect(run.results).toEqual([]);
  expect(run.tool.driver.rules).toHaveLength(1);
  expect(run.automationDetails).toEqual({ id: "circleci-secaudit/" });
  expect(run.invocations?.[0]?.executionSuccessful).toBe(true);
});

test("every index leads to the rule of the result", () => {
  const run = runOf(fullReport);
  for (const { ruleId, ruleIndex = -1 } of run.results ?? []) expect(run.tool.driver.rules?.[ruleIndex]?.id).toBe(ruleId);
});

test("regions lead back to the marked characters", () => {
  const run = runOf(report({ findings: fullReport.findings, rules: fullReport.rules }));
  run.results?.forEach((result, index) => {
    const { location, trace } = fullReport.findings[index] ?? expect.fail();
    expect(spanOf(result.locations?.[0], location.file)).toEqual(location.span);
    const steps = result.codeFlows?.[0]?.threadFlows[0]?.locations ?? [];
    expect(steps.map((step) => spanOf(step.location, config))).toEqual(trace.map((step) => step.span));
  });
});

function spanOf(location: Location | undefined, file: typeof config): object {
  const { startLine = 0, startColumn = 0, endLine = 0, endColumn = 0 } = location?.physicalLocation?.region ?? {};
  return { start: lineSpan(file, startLine).start + startColumn - 1, end: lineSpan(file, endLine).start + endColumn - 1 };
}

test.each([
  [".circleci/config.yml", ".circleci/config.yml"],
  ["./.circleci/config.yml", ".circleci/config.yml"],
  ["with space/50%.yml", "with%20space/50%25.yml"],
  ["a:b/c?d#e.yml", "a%3Ab/c%3Fd%23e.yml"],
  ["ünï/配置.yml", "%C3%BCn%C3%AF/%E9%85%8D%E7%BD%AE.yml"],
  ["half\ud800.yml", "half%EF%BF%BD.yml"],
])("the URI of %s", (path, uri) => {
  const file = { path, text: "x" };
  const run = runOf(report({ findings: [finding(rule("r"), at(file, "x"))] }));
  const artifact = run.results?.[0]?.locations?.[0]?.physicalLocation?.artifactLocation;
  expect(artifact).toEqual({ uri, uriBaseId: "%SRCROOT%" });
  expect(run.artifacts?.[0]?.location?.uri).toBe(uri);
});

test("suppressed and known findings are marked", () => {
  const results = runOf(fullReport).results ?? [];
  expect(results.filter(({ suppressions }) => suppressions !== undefined).map(({ suppressions }) => suppressions?.[0])).toEqual([
    { kind: "inSource", status: "accepted", justification: "a test token, see #12", properties: { until: "2027-01-31" } },
    { kind: "external", status: "accepted", justification: "" },
  ]);
  expect(results.filter(({ baselineState }) => baselineState === "unchanged")).toHaveLength(1);
  expect(results.filter(({ baselineState }) => baselineState === "new")).toHaveLength(fullReport.findings.length);
});

test("without a baseline nothing is new", () => {
  expect(runOf({ ...fullReport, baselined: [] }).results?.some((result) => "baselineState" in result)).toBe(false);
});

test("what was not checked is among the notifications", () => {
  const coverage = [{ ruleId: "r", status: "failed", reason: "it threw" }] as const;
  const [invocation] = runOf(report({ rules: [rule("r")], coverage, problems: fullReport.problems })).invocations ?? [];
  expect(invocation?.executionSuccessful).toBe(false);
  expect(invocation?.toolExecutionNotifications?.map(({ level, descriptor }) => [level, descriptor?.id])).toEqual([
    ["warning", "problem/unknown-executor"],
    ["error", "coverage/failed"],
  ]);
  expect(invocation?.toolExecutionNotifications?.[1]?.associatedRule).toEqual({ id: "r", index: 0 });
});

test.each([
  ["critical", "high", "error", "9.5"],
  ["high", "high", "error", "8.0"],
  ["high", "low", "warning", "8.0"],
  ["medium", "medium", "warning", "5.5"],
  ["medium", "low", "note", "5.5"],
  ["low", "high", "note", "2.5"],
  ["info", "low", "note", undefined],
] as const)("%s with %s confidence is a %s scored %s", (severity, confidence, level, score) => {
  const info = rule("r", { severity, confidence });
  const run = runOf(report({ rules: [info], findings: [finding(info, at(config, "test"))] }));
  expect(run.results?.[0]?.level).toBe(level);
  expect(run.tool.driver.rules?.[0]?.defaultConfiguration?.level).toBe(level);
  expect(run.tool.driver.rules?.[0]?.properties?.["security-severity"]).toBe(score);
});
