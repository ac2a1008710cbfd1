import type { Log } from "sarif";
import { expect, test } from "vitest";
import type { Fix, FixSafety } from "../../src/finding/fix.ts";
import { describeFixable, describeFixes } from "../../src/report/fixes.ts";
import { reportSchema } from "../../src/report/json-schema.ts";
import { renderJson } from "../../src/report/json.ts";
import { renderPretty } from "../../src/report/pretty/pretty.ts";
import { renderSarif } from "../../src/report/sarif/sarif.ts";
import { at, finding, plainOptions, report, rule } from "./build.ts";
import { expectValid, foreignSchema } from "./validate.ts";

const file = { path: ".circleci/config.yml", text: "jobs:\n  a:\n    steps:\n      - deploy: x\n" };
const info = rule("deploy-step");

function fix(safety: FixSafety): Fix {
  return { title: "Write `run` [here](x)", safety, edits: [{ at: at(file, "deploy"), text: "run" }] };
}

const fixable = report({
  rules: [info],
  files: [file.path],
  findings: [
    finding(info, at(file, "deploy"), { fixes: [fix("safe")] }),
    finding(info, at(file, "x"), { fixes: [fix("unsafe")] }),
  ],
});
const fixed = report({
  fixed: [1, 2].map(() => ({ file: "a\u001b[31m.yml", ruleId: "deploy-step", title: "Write `run`", safety: "safe" as const })),
});

test("the JSON has the edits, and what was fixed", () => {
  const data = JSON.parse(renderJson(fixable)) as { findings: { fixes: object[] }[] };
  expectValid(reportSchema, data);
  expect(data.findings[0]?.fixes).toEqual([
    {
      title: "Write `run` [here](x)",
      safety: "safe",
      edits: [{ file: file.path, startLine: 4, startColumn: 9, endLine: 4, endColumn: 15, newText: "run" }],
    },
  ]);
  expectValid(reportSchema, JSON.parse(renderJson(fixed)));
  expect(JSON.parse(renderJson(fixed))).toMatchObject({ fixed: [{ ruleId: "deploy-step" }, {}] });
});

test("SARIF has them as fixes", () => {
  const log = JSON.parse(renderSarif(fixable)) as Log;
  expectValid(foreignSchema("sarif-2.1.0.json"), log);
  expect(log.runs[0]?.results?.[0]?.fixes).toEqual([
    {
      description: { text: "Write `run` [here\\](x)" },
      artifactChanges: [
        {
          artifactLocation: { uri: ".circleci/config.yml", uriBaseId: "%SRCROOT%" },
          replacements: [
            { deletedRegion: { startLine: 4, startColumn: 9, endLine: 4, endColumn: 15 }, insertedContent: { text: "run" } },
          ],
        },
      ],
      properties: { safety: "safe" },
    },
  ]);
});

test("people are told how to fix it, and what was fixed", () => {
  const shown = renderPretty(fixable, plainOptions);
  expect(shown).toContain("high confidence · fixable with --fix\n");
  expect(shown).toContain("high confidence · fixable with --fix=unsafe\n");
  expect(shown).toContain("1 can be fixed with `--fix`, 1 more with `--fix=unsafe`.");
  const after = renderPretty(fixed, plainOptions);
  expect(after).toContain("a\\u{1b}[31m.yml");
  expect(after).toContain("Write `run` (2 times) · deploy-step");
  expect(renderPretty(report({ fixed: [] }), plainOptions)).toContain("Nothing could be fixed");
});

test("counts are put into words", () => {
  const { findings } = fixable;
  expect(describeFixable([])).toBe("");
  expect(describeFixable(findings.slice(1))).toBe("1 can be fixed with `--fix=unsafe`.");
  expect(describeFixes(fixed.fixed ?? [], "done")).toBe("fixed 2 faults in 1 file");
  expect(describeFixes([], "possible")).toBe("nothing can be fixed");
});
