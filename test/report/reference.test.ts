import { expect, test } from "vitest";
import { renderExplain } from "../../src/report/pretty/explain.ts";
import { renderRuleReference, renderRuleTable } from "../../src/report/reference.ts";
import type { RuleDocs } from "../../src/report/reference.ts";
import { echoed, floating } from "./samples.ts";

const rules: readonly RuleDocs[] = [
  {
    ...echoed,
    limits: "Programs that print what they read from the environment are not followed.",
    since: "0.1.0",
    data: "both",
  },
  { ...floating, summary: "`a | b` is no version.", limits: "", since: "0.2.0", data: "config" },
  { ...floating, id: "stale-secret", limits: "", since: "0.3.0", data: "snapshot" },
];

const examples = new Map([
  [
    "secret-echoed",
    {
      bad: { config: 'run: echo "$TOKEN"\n', facts: "project:\n  variables: [{name: TOKEN}]\n" },
      good: { config: 'run: test -n "$TOKEN"\n' },
    },
  ],
  ["stale-secret", { bad: { facts: "project: {}\n" }, good: { facts: "organization: {}\n" } }],
]);

test("the table links to the reference and keeps to its columns", () => {
  expect(renderRuleTable(rules).split("\n")).toEqual([
    "| Rule | Severity / confidence | Profile | Reads | What it finds |",
    "| --- | --- | --- | --- | --- |",
    "| [`secret-echoed`](rules/README.md#secret-echoed) | high / high | regular | files, better with APIs | A command writes a secret to the job's output. |",
    "| [`floating-orb`](rules/README.md#floating-orb) | low / high | regular | files | `a \\| b` is no version. |",
    "| [`stale-secret`](rules/README.md#stale-secret) | low / high | regular | APIs | An orb version that CircleCI resolves anew in every pipeline. |",
    "",
  ]);
});

test("the reference has a section for each rule", async () => {
  await expect(renderRuleReference(rules, examples)).toMatchFileSnapshot("snapshots/reference.md.txt");
});

test("explains in the terminal", async () => {
  const [rule] = rules;
  if (rule === undefined) return expect.fail();
  const text = renderExplain(rule, examples.get(rule.id), { colour: false, hyperlinks: false, width: 80 });
  await expect(text).toMatchFileSnapshot("snapshots/explain.txt");
  const colour = renderExplain(rule, examples.get(rule.id), { colour: true, hyperlinks: true, width: 80 });
  expect(colour).toContain("\u001b[1mWhy\u001b[22m");
  expect(colour).toContain("\u001b]8;;https://docs.example/read-on\u0007");
});

test("explains a rule without examples and limits", () => {
  const [, rule] = rules;
  if (rule === undefined) return expect.fail();
  const text = renderExplain(rule, undefined, { colour: false, hyperlinks: false, width: 80 });
  expect(text).not.toMatch(/Bad|Good|Limits/);
  for (const line of text.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
});
