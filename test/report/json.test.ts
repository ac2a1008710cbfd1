import { expect, test } from "vitest";
import { reportSchema } from "../../src/report/json-schema.ts";
import { renderJson } from "../../src/report/json.ts";
import { lineSpan } from "../../src/source/source-file.ts";
import { at, finding, report, rule } from "./build.ts";
import { fullReport } from "./samples.ts";
import { errorsOf, expectValid } from "./validate.ts";

interface Place {
  readonly file: string;
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}

test("is the published form", async () => {
  const text = renderJson(fullReport);
  expectValid(reportSchema, JSON.parse(text));
  await expect(text).toMatchFileSnapshot("snapshots/report.json.txt");
});

test("the schema refuses what it should", () => {
  const { findings, ...rest } = JSON.parse(renderJson(fullReport)) as { findings: object[] };
  const bad = { ...rest, findings: [{ ...findings[0], severity: "bad" }] };
  expect(errorsOf(reportSchema, rest)).toEqual([expect.stringContaining("required property 'findings'")]);
  expect(errorsOf(reportSchema, bad)).toEqual([expect.stringContaining("/findings/0/severity")]);
  expect(errorsOf(reportSchema, { ...rest, findings, coverage: [{ status: "ran" }] })).not.toEqual([]);
});

test("is whole when there is nothing to report", () => {
  const data = JSON.parse(renderJson(report())) as object;
  expectValid(reportSchema, data);
  expect(data).toMatchObject({ findings: [], suppressed: [], problems: [], coverage: [], summary: { complete: true } });
});

test("places lead back to the marked characters", () => {
  const { findings } = JSON.parse(renderJson(fullReport)) as {
    findings: { location: Place; trace?: Place[]; related: Place[] }[];
  };
  findings.forEach((shown, index) => {
    const { location, trace, related } = fullReport.findings[index] ?? expect.fail();
    const pairs = [
      [shown.location, location] as const,
      ...(shown.trace ?? []).map((place, step) => [place, trace[step]] as const),
    ];
    pairs.push(...shown.related.map((place, step) => [place, related[step]] as const));
    for (const [place, original] of pairs) {
      const { file, span } = original ?? expect.fail();
      const start = lineSpan(file, place.startLine).start + place.startColumn - 1;
      const end = lineSpan(file, place.endLine).start + place.endColumn - 1;
      expect([place.file, start, end]).toEqual([file.path, span.start, span.end]);
    }
  });
});

test("columns count UTF-16 units and ends are exclusive, over several lines too", () => {
  const file = { path: "a.yml", text: "x: \u{1f680} token\r\ny: two\n" };
  const [first, second] = [at(file, "token"), at(file, "token\r\ny: two\n")];
  const { findings } = JSON.parse(renderJson(report({ findings: [finding(rule("r"), first), finding(rule("r"), second)] }))) as {
    findings: { location: Place & { snippet: string } }[];
  };
  expect(findings[0]?.location).toMatchObject({ startLine: 1, startColumn: 7, endLine: 1, endColumn: 12 });
  expect(findings[1]?.location).toMatchObject({ endLine: 3, endColumn: 1, snippet: "x: \u{1f680} token\ny: two" });
});

test("snippets are short", () => {
  const long = { path: "a.yml", text: `${"x".repeat(100_000)}HERE${"y".repeat(100_000)}\n${"line\n".repeat(50)}` };
  const all = { file: long, span: { start: 0, end: long.text.length }, path: [] };
  const texts = [at(long, "HERE"), all].map((location) => {
    const data = JSON.parse(renderJson(report({ findings: [finding(rule("r"), location)] }))) as {
      findings: { location: { snippet: string } }[];
    };
    return data.findings[0]?.location.snippet ?? "";
  });
  expect(texts[0]).toContain("HERE");
  expect(Math.max(...texts.map((text) => text.length))).toBeLessThan(300);
  expect(texts[1]?.split("\n")).toHaveLength(6);
});

test("an incomplete audit says so", () => {
  const failed = report({ coverage: [{ ruleId: "r", status: "failed", reason: "it threw" }] });
  const unreadable = report({ problems: [{ code: "invalid-yaml", message: "No.", level: "error" }] });
  for (const incomplete of [failed, unreadable]) {
    const data = JSON.parse(renderJson(incomplete)) as object;
    expectValid(reportSchema, data);
    expect(data).toMatchObject({ summary: { complete: false } });
  }
});
