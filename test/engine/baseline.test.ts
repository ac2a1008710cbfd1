import { describe, expect, test } from "vitest";
import { readBaseline, renderBaseline } from "../../src/engine/baseline.ts";
import type { Baseline } from "../../src/engine/baseline.ts";
import { fileOf, reportOn, shown, wordRule } from "./harness.ts";

const rule = wordRule("bad-word", "bad");
const text = "version: 2.1\na: bad\nb: bad\nc: [bad, bad]\n";

function baselineOf(content: string): Baseline {
  const read = readBaseline(fileOf(content, "baseline.json"));
  if ("problem" in read) throw new Error(read.problem.message);
  return read.baseline;
}

describe("writing and reading back", () => {
  test("everything that was written is known, whatever happens elsewhere", () => {
    const baseline = baselineOf(renderBaseline(reportOn([fileOf(text)], [rule])));
    const report = reportOn([fileOf(`# new line\n${text}`)], [rule], { baseline });
    expect(report.findings).toEqual([]);
    expect(report.baselined).toHaveLength(4);
    expect(report.coverage.map(({ source }) => source)).not.toContain("baseline baseline.json");
  });

  test("what is new is found", () => {
    const baseline = baselineOf(renderBaseline(reportOn([fileOf(text)], [rule])));
    const report = reportOn([fileOf(`${text}d: bad\n`)], [rule], { baseline });
    expect(shown(report.findings)).toEqual([".circleci/config.yml:5 bad-word"]);
  });

  test("it is sorted, one line a finding, the same for the same findings, and keeps what an older one knew", () => {
    const content = renderBaseline(reportOn([fileOf(text), fileOf(text, "a.yml")], [rule]));
    expect(content).toBe(renderBaseline(reportOn([fileOf(text, "a.yml"), fileOf(text)], [rule])));
    const again = reportOn([fileOf(text), fileOf(text, "a.yml")], [rule], { baseline: baselineOf(content) });
    expect(renderBaseline(again)).toBe(content);
    const lines = content.trim().split("\n");
    expect(lines.slice(0, 3)).toEqual(["{", '  "version": 1,', '  "findings": [']);
    expect(lines).toHaveLength(3 + 8 + 2);
    expect(lines[3]).toMatch(/^ {4}\{"fingerprint":"[0-9a-f]{32}","ruleId":"bad-word","file":"\.circleci\/config\.yml"\},$/);
    expect(renderBaseline(reportOn([fileOf("version: 2.1\n")], [rule]))).toBe('{\n  "version": 1,\n  "findings": []\n}\n');
  });
});

test("an entry stands for one finding; entries that are left over are noted", () => {
  const report = reportOn([fileOf(text)], [rule]);
  const [first] = report.findings;
  const entry = { fingerprint: first?.fingerprint ?? "", ruleId: "bad-word", file: "x" };
  const baseline: Baseline = { path: "b.json", findings: [entry, entry, { ...entry, fingerprint: "0".repeat(32) }] };
  const compared = reportOn([fileOf(text)], [rule], { baseline });
  expect(compared.baselined).toEqual([first]);
  expect(compared.findings).toHaveLength(3);
  expect(compared.coverage).toContainEqual({
    source: "baseline b.json",
    status: "ran",
    reason: "2 of its 3 findings are gone; write it anew, or they may come back unseen",
  });
});

test("an ignored finding is no known one", () => {
  const baseline = baselineOf(renderBaseline(reportOn([fileOf(text)], [rule])));
  const report = reportOn([fileOf(text.replace("a: bad", "a: bad # secaudit: ignore[bad-word] x"))], [rule], { baseline });
  expect(report.suppressed).toHaveLength(1);
  expect(report.baselined).toHaveLength(3);
});

describe("a file that is no baseline is a problem that says why", () => {
  test.each([
    ["", "it is not valid JSON."],
    ["{", "it is not valid JSON."],
    ["[]", "This must be a map, not a list."],
    ['{"version":2,"findings":[]}', "at `version`: `2` is none of `1`."],
    ['{"version":1}', "`findings` is missing."],
    ['{"version":1,"findings":[{}]}', "at `findings[0]`: `fingerprint` is missing."],
    [
      '{"version":1,"findings":[{"fingerprint":"x","ruleId":"a","file":"b"}]}',
      "at `findings[0].fingerprint`: This must be 32 hexadecimal digits.",
    ],
    ["[".repeat(100_000), "it is not valid JSON."],
    [`${"[".repeat(50_000)}${"]".repeat(50_000)}`, "This must be a map, not a list."],
  ])("%#", (content, reason) => {
    expect(readBaseline(fileOf(content, "b.json"))).toEqual({
      problem: { code: "invalid-baseline", message: `The baseline \`b.json\` cannot be used: ${reason}`, level: "error" },
    });
  });
});
