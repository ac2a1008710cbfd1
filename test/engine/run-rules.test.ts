import { describe, expect, test } from "vitest";
import { mostReports } from "../../src/engine/contain.ts";
import { runRules } from "../../src/engine/run-rules.ts";
import { exitVerdict } from "../../src/engine/exit-verdict.ts";
import { locationOf } from "../../src/yaml/node.ts";
import { auditOf, fileOf, fixedRule, placeOfText, reportOn, wordRule } from "./harness.ts";

const file = fileOf("version: 2.1\na: bad\nb: hunter2\n");
const good = wordRule("good-rule", "bad");

describe("a rule that goes wrong", () => {
  test.each([
    [
      "throws at once",
      () => {
        throw new Error("at once");
      },
      "at once",
    ],
    [
      "throws something else",
      () => {
        const thrown: unknown = "a text";
        throw thrown;
      },
      "a text",
    ],
    [
      "throws without a word",
      () => {
        throw new Error("");
      },
      "it failed without a message",
    ],
    ["returns no list", () => 7 as unknown as [], /not iterable|is not a function/],
    [
      "throws with a secret and an escape",
      () => {
        throw new Error("hunter2\u001b[31m\n");
      },
      "******* [31m ",
    ],
  ])("%s: the others go on, and coverage names rule, file and message", (_name, check, message) => {
    const secret = fixedRule("secret-rule", () => [
      { at: placeOfText(file, "hunter2"), message: "It is here.", secrets: [placeOfText(file, "hunter2")] },
    ]);
    const report = reportOn([file], [fixedRule("broken-rule", check), good, secret]);
    expect(report.findings.map(({ ruleId }) => ruleId)).toEqual(["good-rule", "secret-rule"]);
    const [note] = report.coverage.filter(({ ruleId }) => ruleId === "broken-rule");
    expect(note?.status).toBe("failed");
    expect(note?.reason).toMatch(/^the rule `broken-rule` failed on `\.circleci\/config\.yml`: /);
    const said = note?.reason?.split(": ").slice(1).join(": ");
    if (typeof message === "string") expect(said).toBe(message);
    else expect(said).toMatch(message);
    expect(exitVerdict(report, "never")).toBe(2);
  });

  test("what it reported before it threw still counts", () => {
    const rule = fixedRule("half-rule", function* () {
      yield { at: placeOfText(file, "bad"), message: "One." };
      throw new Error("then no more");
    });
    expect(reportOn([file], [rule]).findings).toHaveLength(1);
  });

  test("reports without end are cut, and the generator is closed", () => {
    let closed = false;
    const rule = fixedRule("endless-rule", function* () {
      try {
        for (let start = 0; ; start++) yield { at: { file, span: { start, end: start + 1 }, path: [] }, message: "Again." };
      } finally {
        closed = true;
      }
    });
    const outcome = runRules(auditOf(file), [rule]);
    expect(outcome.drafts).toHaveLength(mostReports);
    expect(outcome.coverage[0]).toMatchObject({ ruleId: "endless-rule", status: "failed" });
    expect(closed).toBe(true);
  });
});

test("a finding has the rule's defaults, or what the rule says of it", () => {
  const rule = fixedRule("some-rule", () => [
    { at: placeOfText(file, "bad", ["a"]), message: "Plain." },
    {
      at: placeOfText(file, "hunter2", ["b"]),
      message: "Special.",
      severity: "critical",
      confidence: "low",
      remediation: "Do this.",
      replacement: "b: $B",
      trace: [{ ...placeOfText(file, "bad"), label: "from here" }],
    },
  ]);
  const [first, second] = reportOn([file], [rule]).findings;
  expect(first).toEqual({
    ruleId: "some-rule",
    severity: "medium",
    confidence: "medium",
    message: "Plain.",
    remediation: "Change it.",
    docsUrl: "https://github.com/circleci-secaudit/circleci-secaudit/blob/main/rules/README.md#some-rule",
    fingerprint: expect.stringMatching(/^[0-9a-f]{32}$/),
    location: { file, span: { start: 16, end: 19 }, path: ["a"] },
    related: [],
    trace: [],
    tags: { owasp: ["CICD-SEC-1"], cwe: ["CWE-1"] },
  });
  expect(second).toMatchObject({ severity: "critical", confidence: "low", remediation: "Do this.", replacement: "b: $B" });
  expect(second?.trace[0]?.label).toBe("from here");
});

describe("routes", () => {
  const text = [
    "version: 2.1",
    "commands:",
    "  setup:",
    "    parameters: { word: { type: string, default: x } }",
    "    steps:",
    "      - run: echo << parameters.word >>",
    "jobs:",
    "  build:",
    "    machine: true",
    "    steps: [setup]",
    "  deploy:",
    "    machine: true",
    "    parameters: { to: { type: string } }",
    "    steps: [{ setup: { word: bad } }]",
    "  idle:",
    "    machine: true",
    "    steps: [setup]",
    "workflows:",
    "  main:",
    "    jobs:",
    "      - build",
    "      - deploy: { matrix: { parameters: { to: [a, b, c] } } }",
    "",
  ].join("\n");
  const everyStep = fixedRule("step-rule", function* ({ plan }) {
    for (const run of plan.runs) {
      for (const step of run.steps) {
        if (step.kind === "run") yield { at: locationOf(step.node), message: "A step.", route: { run, hops: step.hops } };
      }
    }
  });

  test("one finding at the place to fix, with every way that leads there, once and in order", () => {
    const { findings } = reportOn([fileOf(text)], [everyStep]);
    expect(findings).toHaveLength(1);
    const labels = findings[0]?.related.map(({ label, span }) => `${label}: ${text.slice(span.start, span.end)}`) ?? [];
    expect(labels[0]).toBe("run by job `build` in workflow `main`: build");
    expect(labels).toContain("called as command `setup`: setup");
    expect(labels.filter((label) => label.startsWith("run by job"))).toHaveLength(2);
    expect(labels).toContain("in job `idle`, which no workflow runs: idle");
    const places = findings[0]?.related.map(({ label, span }) => `${label} ${String(span.start)}`) ?? [];
    expect(new Set(places).size).toBe(places.length);
  });

  test("there are not too many of them", () => {
    const jobs = Array.from({ length: 80 }, (_, index) => `  j${String(index)}:\n    machine: true\n    steps: [setup]\n`).join(
      "",
    );
    const { findings } = reportOn([fileOf(text.replace("jobs:\n", `jobs:\n${jobs}`))], [everyStep]);
    expect(findings[0]?.related).toHaveLength(50);
  });
});

test("what is missing is shown at the text before it", () => {
  const empty = fileOf("version: 2.1\n  \n");
  const nowhere = { file: empty, span: { start: 15, end: 15 }, path: [] };
  const rule = fixedRule("nowhere", () => [{ at: nowhere, message: "Missing." }]);
  const [draft] = runRules(auditOf(empty), [rule]).drafts;
  expect(empty.text.slice(draft?.location.span.start, draft?.location.span.end)).toBe("2.1");
});
