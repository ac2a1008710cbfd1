import { describe, expect, test } from "vitest";
import { renderBaseline } from "../../src/engine/baseline.ts";
import { exitVerdict } from "../../src/engine/exit-verdict.ts";
import { fileOf, reportOn, wordRule } from "./harness.ts";

const file = fileOf("version: 2.1\na: bad\nb: worse # secaudit: ignore[new-rule] known\nc: worse\n");
const rules = [
  wordRule("old-rule", "bad", { since: "0.9.0", severity: "high" }),
  wordRule("new-rule", "worse", { since: "0.10.0", severity: "critical" }),
];

describe("rules that are newer than the settings accept", () => {
  const report = reportOn([file], rules, { rulesAsOf: "0.9.0" });

  test("only inform, suppressed or not", () => {
    const pending = { since: "0.10.0", rulesAsOf: "0.9.0", severity: "critical" };
    expect(report.findings).toEqual([
      expect.objectContaining({ ruleId: "old-rule", severity: "high" }),
      expect.objectContaining({ ruleId: "new-rule", severity: "info", pending }),
    ]);
    expect(report.findings[0]).not.toHaveProperty("pending");
    expect(report.suppressed).toEqual([expect.objectContaining({ severity: "info", pending })]);
  });

  test("never decide how the run ends", () => {
    const [, newer] = rules;
    const alone = reportOn([file], newer === undefined ? [] : [newer], { rulesAsOf: "0.9.0" });
    expect(alone.findings).toHaveLength(1);
    for (const bar of ["critical", "low", "info", "never"] as const) expect(exitVerdict(alone, bar)).toBe(0);
    expect(exitVerdict(report, "low")).toBe(1);
  });

  test("change neither fingerprints nor baselines", () => {
    for (const minSeverity of ["info", "high"] as const) {
      const [before, after] = [{ minSeverity }, { minSeverity, rulesAsOf: "0.9.0" }].map((options) =>
        reportOn([file], rules, options),
      );
      const prints = (from: typeof before) => from?.findings.map(({ fingerprint }) => fingerprint);
      expect(prints(after)).toEqual(prints(before));
      expect(after && renderBaseline(after)).toBe(before && renderBaseline(before));
    }
    const findings = report.findings.map(({ fingerprint, ruleId }) => ({ fingerprint, ruleId, file: file.path }));
    const known = reportOn([file], rules, { rulesAsOf: "0.9.0", baseline: { path: "baseline.json", findings } });
    expect(known.findings).toEqual([]);
    expect(known.baselined.map(({ severity }) => severity)).toEqual(["high", "info"]);
  });

  test.each([
    ["their version is accepted", { rulesAsOf: "0.10.0" }],
    ["a later one is", { rulesAsOf: "0.11.0" }],
    ["nothing is said", {}],
    [
      "the settings give them a severity",
      { rulesAsOf: "0.9.0", selection: { settings: new Map([["new-rule", "critical" as const]]) } },
    ],
  ])("count when %s", (_, options) => {
    const { findings } = reportOn([file], rules, options);
    expect(findings.map(({ severity }) => severity)).toEqual(["high", "critical"]);
    expect(findings.every((finding) => finding.pending === undefined)).toBe(true);
  });
});
