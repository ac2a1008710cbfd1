import { fc } from "../property.ts";
import { describe, expect, test } from "vitest";
import { buildReport } from "../../src/engine/build-report.ts";
import { exitVerdict } from "../../src/engine/exit-verdict.ts";
import { runRules } from "../../src/engine/run-rules.ts";
import { selectRules } from "../../src/engine/select-rules.ts";
import type { Reported } from "../../src/rule/rule.ts";
import { suppressionWithoutReason } from "../../rules/audit/suppression-without-reason.ts";
import { unusedSuppression } from "../../rules/audit/unused-suppression.ts";
import { auditOf, everything, fileOf, fixedRule, metaOf, placeOfText, reportOn, shown, wordRule } from "./harness.ts";
import { cpuTime } from "../cpu-time.ts";

const file = fileOf("version: 2.1\na: bad worse\nb: bad\n");
const bad = wordRule("bad-word", "bad");
const worse = wordRule("worse-word", "worse");

describe("order", () => {
  test("by file, place, rule", () => {
    const first = fileOf(file.text, "a.yml");
    expect(shown(reportOn([file, first], [worse, bad]).findings)).toEqual([
      ".circleci/config.yml:2 bad-word",
      ".circleci/config.yml:2 worse-word",
      ".circleci/config.yml:3 bad-word",
      "a.yml:2 bad-word",
      "a.yml:2 worse-word",
      "a.yml:3 bad-word",
    ]);
  });

  test("the same input in any order gives the same bytes", () => {
    const files = ["a.yml", "b.yml", "B.yml", "ä.yml"].map((path) =>
      fileOf(`version: 2.1\na: bad # secaudit: ignore[bad-word]\nb: [bad, worse] # secaudit: ignore[none]\n`, path),
    );
    const rules = [bad, worse, unusedSuppression, suppressionWithoutReason];
    const wanted = JSON.stringify(reportOn(files, rules));
    fc.assert(
      fc.property(
        fc.shuffledSubarray(files, { minLength: 4 }),
        fc.shuffledSubarray(rules, { minLength: 4 }),
        (someFiles, someRules) => {
          expect(JSON.stringify(reportOn(someFiles, someRules))).toBe(wanted);
        },
      ),
    );
  });
});

describe("one finding for one rule and place", () => {
  const at = placeOfText(file, "bad");
  const related = (label: string) => [{ ...placeOfText(file, "b: bad"), label }];
  const reports: readonly Reported[] = [
    { at, message: "Said second.", severity: "low", confidence: "high", related: related("x") },
    { at, message: "Said first.", severity: "high", confidence: "low", related: related("y"), replacement: "z" },
    { at, message: "Said second.", severity: "info", confidence: "low", related: related("x") },
  ];

  test("with the worst severity, the surest confidence, the smallest message, and all that is related", () => {
    const { findings } = reportOn([file], [fixedRule("twice", () => reports)]);
    expect(findings).toEqual([
      expect.objectContaining({ severity: "high", confidence: "high", message: "Said first.", replacement: "z" }),
    ]);
    expect(findings[0]?.related.map(({ label }) => label)).toEqual(["x", "y"]);
  });

  test("whichever comes first, but for the order of what is related", () => {
    const told = (order: readonly Reported[]) =>
      reportOn([file], [fixedRule("twice", () => order)]).findings.map((finding) => ({ ...finding, related: [] }));
    fc.assert(
      fc.property(fc.shuffledSubarray([...reports], { minLength: 3 }), (order) => {
        expect(told(order)).toEqual(told(reports));
      }),
    );
  });

  test("across configurations that share a file", () => {
    const orb = fileOf("x: 1\n", "orb.yml");
    const rule = fixedRule("shared", ({ config }) => [
      {
        at: placeOfText(orb, "x"),
        message: "In the orb.",
        related: [{ ...placeOfText(config.file, "a"), label: config.file.path }],
      },
    ]);
    const report = reportOn([fileOf("a: 1\n", "2.yml"), fileOf("a: 1\n", "1.yml")], [rule]);
    expect(shown(report.findings)).toEqual(["orb.yml:1 shared"]);
    expect(report.findings[0]?.related.map(({ label }) => label)).toEqual(["1.yml", "2.yml"]);
  });
});

describe("which rules run", () => {
  const rules = [
    bad,
    wordRule("fussy-word", "bad", { profile: "pedantic" }),
    wordRule("odd-word", "bad", { profile: "auditor" }),
    worse,
  ];
  const idsOf = (selection: Partial<typeof everything>) => {
    const report = reportOn([file], rules, { selection });
    const byStatus = (status: string) => report.coverage.filter((note) => note.status === status).map(({ ruleId }) => ruleId);
    expect(new Set([...byStatus("ran"), ...byStatus("skipped")])).toEqual(new Set(rules.map(({ meta }) => meta.id)));
    expect(report.rules.map(({ id }) => id)).toEqual(byStatus("ran"));
    return byStatus("ran");
  };

  test("by profile, by name, by the settings", () => {
    expect(idsOf({})).toEqual(["bad-word", "worse-word"]);
    expect(idsOf({ profile: "pedantic" })).toEqual(["bad-word", "fussy-word", "worse-word"]);
    expect(idsOf({ profile: "auditor" })).toEqual(["bad-word", "fussy-word", "odd-word", "worse-word"]);
    expect(idsOf({ only: ["odd-word"] })).toEqual(["odd-word"]);
    expect(idsOf({ skip: ["bad-word"] })).toEqual(["worse-word"]);
    expect(idsOf({ only: ["bad-word"], skip: ["bad-word"] })).toEqual([]);
    expect(idsOf({ settings: new Map([["bad-word", "off"]]) })).toEqual(["worse-word"]);
    expect(idsOf({ settings: new Map([["fussy-word", "high"]]) })).toEqual(["bad-word", "fussy-word", "worse-word"]);
    expect(idsOf({ only: ["bad-word"], settings: new Map([["bad-word", "off"]]) })).toEqual(["bad-word"]);
  });

  test("the settings' severity replaces the rule's", () => {
    const { findings } = reportOn([file], rules, { selection: { settings: new Map([["worse-word", "info"]]) } });
    expect(findings.map(({ severity }) => severity)).toEqual(["medium", "info", "medium"]);
  });

  test("ids that do not exist are told", () => {
    expect(selectRules(rules, { ...everything, only: ["bad-word", "x"], skip: ["y"] }).unknown).toEqual(["x", "y"]);
  });

  test("without a configuration nothing ran", () => {
    expect(reportOn([], [bad]).coverage).toEqual([
      { ruleId: "bad-word", status: "skipped", reason: "no configuration was audited" },
    ]);
  });
});

describe("what is shown and how it ends", () => {
  const rules = [
    wordRule("bad-word", "bad", { severity: "low", confidence: "high" }),
    wordRule("worse-word", "worse", { severity: "critical", confidence: "low" }),
  ];

  test("findings below the bars are counted, not shown", () => {
    const bySeverity = reportOn([file], rules, { minSeverity: "high" });
    expect(shown(bySeverity.findings)).toEqual([".circleci/config.yml:2 worse-word"]);
    expect(bySeverity.coverage).toContainEqual({
      source: "findings",
      status: "skipped",
      reason: "2 not shown: below severity high or confidence low",
    });
    expect(reportOn([file], rules, { minConfidence: "medium" }).findings).toHaveLength(2);
  });

  test("exit codes", () => {
    const report = reportOn([file], rules);
    expect((["critical", "low", "info", "never"] as const).map((bar) => exitVerdict(report, bar))).toEqual([1, 1, 1, 0]);
    const low = reportOn([file], rules.slice(0, 1));
    expect((["high", "medium", "low"] as const).map((bar) => exitVerdict(low, bar))).toEqual([0, 0, 1]);
    const problem = { code: "invalid-yaml", message: "No.", level: "error" as const };
    expect(exitVerdict(reportOn([file], rules, { problems: [problem] }), "low")).toBe(2);
    expect(exitVerdict(reportOn([file], [], { problems: [{ ...problem, level: "warning" }] }), "low")).toBe(0);
  });
});

test("problems and coverage of all files are merged, without repeats, in order", () => {
  const note = { source: "orb x/y@1", status: "unknown" as const, reason: "not at hand" };
  const problem = { code: "p", message: "P.", level: "warning" as const, location: placeOfText(file, "b") };
  const other = { ...problem, location: placeOfText(file, "a") };
  const report = reportOn([file], [bad], {
    coverage: [note, note, { ...note, source: "a" }],
    problems: [problem, other, problem],
  });
  expect(report.problems).toEqual([other, problem]);
  expect(report.coverage).toEqual([{ ruleId: "bad-word", status: "ran" }, { ...note, source: "a" }, note]);
});

describe("secrets", () => {
  const secretText = fc
    .string({ unit: fc.constantFrom(..."abcXYZ019_-+/."), minLength: 8, maxLength: 40 })
    .filter((text) => /\d/.test(text) && /[a-z]/i.test(text) && !/^[-.+]|^\d+$/.test(text) && !text.includes("//"));

  /** Says the secret wherever a rule can say something. */
  const blabber = (secret: string, how: "detected" | "reported") =>
    fixedRule("blabber", ({ config }) => {
      const at = placeOfText(config.file, secret, ["environment", secret, 0]);
      return [
        {
          at,
          message: `It is ${secret}.`,
          remediation: `Remove ${secret}`,
          replacement: `x: ${secret}`,
          related: [{ ...at, span: { start: 0, end: 3 }, label: `the ${secret}` }],
          trace: [{ ...at, label: secret }],
          ...(how === "reported" ? { secrets: [at] } : {}),
        },
      ];
    });

  test.each(["detected", "reported"] as const)("%s ones survive nowhere in the report, files included", (how) => {
    fc.assert(
      fc.property(secretText, fc.constantFrom("", '"', "'"), (secret, quote) => {
        const text =
          `version: 2.1\n# ${secret} # secaudit: ignore[nothing] ${secret}\nx: ${quote}${secret}${quote}\n` +
          `y: ${secret} # secaudit: nonsense ${secret}\nz: { echo: "echo ${secret}" } # secaudit: ignore[failing] ${secret}\n`;
        const failing = fixedRule("failing", () => {
          throw new Error(`cannot read ${secret}`);
        });
        const options = how === "detected" ? { secrets: [secret] } : {};
        const report = reportOn([fileOf(text)], [blabber(secret, how), failing, unusedSuppression], options);
        expect(report.findings.length).toBeGreaterThan(0);
        expect(JSON.stringify(report)).not.toContain(secret);
        for (const { location } of report.findings) expect(location.file.text).toHaveLength(text.length);
      }),
    );
  });

  test("of one configuration are hidden in the files of another that its findings point into", () => {
    const one = fileOf("version: 2.1\nx: s3cret-one\n", "one.yml");
    const two = fileOf("version: 2.1\nx: s3cret-two\n", "two.yml");
    const pointer = fixedRule("pointer", ({ config }) =>
      config.file.path === "one.yml"
        ? [{ at: placeOfText(one, "x"), message: "See there.", related: [{ ...placeOfText(two, "x"), label: "there" }] }]
        : [],
    );
    const text = JSON.stringify(reportOn([one, two], [pointer], { secrets: ["s3cret-one", "s3cret-two"] }));
    expect(text).not.toMatch(/s3cret/);
  });
});

test("an outcome keeps no trees, so that many files cost no memory", () => {
  const outcome = runRules(auditOf(file), [bad]);
  expect(new Set(Object.keys(outcome))).toEqual(
    new Set(["path", "about", "concerned", "files", "drafts", "secrets", "ran", "coverage", "problems", "ignores"]),
  );
  const clean = runRules(auditOf(fileOf("version: 2.1\na: 1\n")), [bad]);
  expect(JSON.stringify([clean.drafts, clean.secrets, clean.ignores])).toBe("[[],[],[]]");
});

test("many findings of many files are put together in no time", () => {
  const text = `version: 2.1\nlist:\n${"  - bad\n".repeat(5000)}`;
  const selected = selectRules([bad, unusedSuppression], everything);
  const outcomes = Array.from({ length: 4 }, (_, index) =>
    runRules(auditOf(fileOf(text, `${String(index)}.yml`)), selected.rules),
  );
  const started = cpuTime();
  const report = buildReport({ tool: { name: "t", version: "0" }, outcomes, selected, today: "2026-01-01" });
  expect(report.findings).toHaveLength(20_000);
  expect(cpuTime() - started).toBeLessThan(5000);
});

test("rule information comes from the metadata", () => {
  const meta = metaOf("some-rule", { title: "A title" });
  const report = reportOn([file], [{ meta, check: () => [] }]);
  expect(report.rules[0]).toMatchObject({ id: "some-rule", title: "A title", docsUrl: expect.stringMatching(/#some-rule$/) });
});
