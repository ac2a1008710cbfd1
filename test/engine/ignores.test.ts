import { describe, expect, test } from "vitest";
import type { IgnoreEntry } from "../../src/engine/suppressor.ts";
import { suppressionWithoutReason } from "../../rules/audit/suppression-without-reason.ts";
import { unusedSuppression } from "../../rules/audit/unused-suppression.ts";
import { fileOf, fixedRule, placeOfText, reportOn, shown, wordRule } from "./harness.ts";
import type { RunOptions } from "./harness.ts";

const badWord = wordRule("bad-word", "bad");
const worseWord = wordRule("worse-word", "worse");
const pedantic = wordRule("pedantic-word", "bad", { profile: "pedantic" });
const rules = [badWord, worseWord, pedantic, unusedSuppression, suppressionWithoutReason];

const settingsFile = fileOf("ignore:\n  - rule: bad-word\n", ".circleci/secaudit.yml");

function entry(more: Partial<IgnoreEntry>): IgnoreEntry {
  const location = placeOfText(settingsFile, "rule: bad-word", ["ignore", 0]);
  return { ruleId: "bad-word", path: undefined, at: undefined, reason: "known", until: undefined, location, ...more };
}

function audit(text: string, options?: RunOptions) {
  return reportOn([fileOf(text)], rules, options);
}

describe("comments", () => {
  test("on the finding's line or above it, and not elsewhere", () => {
    const report = audit(
      "version: 2.1\na: bad # secaudit: ignore[bad-word] first\n# secaudit: ignore[bad-word] second\nb: bad\nc: bad\nd: good\n",
    );
    expect(shown(report.suppressed)).toEqual([".circleci/config.yml:2 bad-word", ".circleci/config.yml:4 bad-word"]);
    expect(report.suppressed.map(({ suppression }) => suppression)).toEqual([
      { kind: "inSource", reason: "first" },
      { kind: "inSource", reason: "second" },
    ]);
    expect(shown(report.findings)).toEqual([".circleci/config.yml:5 bad-word"]);
  });

  test("of a finding that has many lines the first counts", () => {
    const text =
      "version: 2.1\na: | # secaudit: ignore[bad-word] here\n  one\n  bad\nb: |\n  bad # secaudit: ignore[bad-word] too late\n";
    const report = audit(text);
    expect(shown(report.suppressed)).toEqual([".circleci/config.yml:2 bad-word"]);
    expect(shown(report.findings)).toEqual([".circleci/config.yml:5 bad-word", ".circleci/config.yml:6 unused-suppression"]);
  });

  test("a finding inside a comment is covered by the comment above", () => {
    const inComment = fixedRule("bad-word", ({ config: { file } }) => [
      { at: placeOfText(file, "SECRET"), message: "It is here." },
    ]);
    const file = fileOf("version: 2.1\n# secaudit: ignore[bad-word] old\n# SECRET\na: 1\n");
    expect(reportOn([file], [inComment]).suppressed).toHaveLength(1);
  });

  test("for the whole file", () => {
    const report = audit("# secaudit: ignore-file[bad-word] all\nversion: 2.1\na: bad\nb: [bad, worse]\n");
    expect(report.suppressed).toHaveLength(2);
    expect(shown(report.findings)).toEqual([".circleci/config.yml:4 worse-word"]);
  });

  test("only the rules that are named", () => {
    const report = audit("version: 2.1\na: bad worse # secaudit: ignore[worse-word] why\n");
    expect(shown(report.findings)).toEqual([".circleci/config.yml:2 bad-word"]);
  });

  test("in one file say nothing about another, and in a file that is not audited nothing at all", () => {
    const one = fileOf("# secaudit: ignore-file[bad-word] mine\nversion: 2.1\na: bad\n", "one.yml");
    const two = fileOf("version: 2.1\na: bad\n", "two.yml");
    expect(shown(reportOn([one, two], rules).findings)).toEqual(["two.yml:2 bad-word"]);
    const orb = fileOf("# secaudit: ignore-file[elsewhere] trust me\nbad: 1\n", "orb.yml");
    const elsewhere = fixedRule("elsewhere", () => [{ at: placeOfText(orb, "bad"), message: "In the orb." }]);
    expect(shown(reportOn([two], [elsewhere]).findings)).toEqual(["orb.yml:2 elsewhere"]);
  });
});

describe("settings", () => {
  const text = "version: 2.1\njobs:\n  build:\n    steps: [bad]\n  build-more:\n    steps: [good, bad]\n";

  test.each([
    [{}, 2],
    [{ path: ".circleci/*.yml" }, 2],
    [{ path: "**/config.yml", at: "jobs" }, 2],
    [{ at: "jobs.build" }, 1],
    [{ at: "jobs.build.steps[0]" }, 1],
    [{ at: "jobs.build-more.steps[1]" }, 1],
    [{ at: "jobs.build.steps[1]" }, 0],
    [{ at: "jobs.bui" }, 0],
    [{ path: "other.yml" }, 0],
    [{ path: "other.yml", at: "jobs" }, 0],
    [{ ruleId: "worse-word" }, 0],
  ])("%j ignores %i", (more, count) => {
    const report = audit(text, { ignores: [entry(more)] });
    expect(report.suppressed).toHaveLength(count);
    expect(report.findings.filter(({ ruleId }) => ruleId === "unused-suppression")).toHaveLength(count === 0 ? 1 : 0);
  });

  test("a place that leads to the finding counts too", () => {
    const file = fileOf("version: 2.1\njobs:\n  build: bad\ncommands:\n  setup: x\n");
    const rule = fixedRule("bad-word", ({ config }) => [
      {
        at: placeOfText(config.file, "x", ["commands", "setup"]),
        message: "It is here.",
        related: [{ ...placeOfText(config.file, "bad", ["jobs", "build"]), label: "called here" }],
      },
    ]);
    expect(reportOn([file], [rule], { ignores: [entry({ at: "jobs.build" })] }).suppressed).toHaveLength(1);
  });

  test("until its last day, then it is not applied and said so", () => {
    const last = entry({ until: "2026-11-21" });
    const past = entry({ until: "2026-11-20" });
    const report = audit(text, { ignores: [last] });
    expect(report.suppressed.map(({ suppression }) => suppression)[0]).toEqual({
      kind: "settings",
      reason: "known",
      until: "2026-11-21",
    });
    expect(shown(audit(text, { ignores: [past] }).findings)).toEqual([
      ".circleci/config.yml:4 bad-word",
      ".circleci/config.yml:6 bad-word",
      ".circleci/secaudit.yml:2 suppression-without-reason",
    ]);
  });

  test("an entry for a file that was not asked for is no mistake in a partial run", () => {
    const other = entry({ path: "other.yml" });
    expect(audit(text, { ignores: [other], partial: true }).findings.map(({ ruleId }) => ruleId)).not.toContain(
      "unused-suppression",
    );
  });
});

describe("unused and unexplained ignores", () => {
  test("each id that matched nothing is a finding at the id", () => {
    const text = "version: 2.1\na: bad # secaudit: ignore[bad-word, worse-word] why\n";
    const [finding, ...others] = audit(text).findings;
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ ruleId: "unused-suppression", severity: "info", confidence: "high" });
    const { span } = finding?.location ?? { span: { start: 0, end: 0 } };
    expect(text.slice(span.start, span.end)).toBe("worse-word");
    expect(finding?.message).toBe("This comment ignores `worse-word`, which finds nothing here.");
  });

  test("an ignore whose rule did not run is noted, not called unused", () => {
    const text = "version: 2.1\na: good # secaudit: ignore[pedantic-word] why\n";
    const report = audit(text);
    expect(report.findings).toEqual([]);
    expect(report.coverage).toContainEqual({
      ruleId: "pedantic-word",
      status: "skipped",
      reason: "not run, or not with all facts, so that the ignore at this place was not checked",
      location: expect.objectContaining({ span: { start: 40, end: 53 } }),
    });
    expect(shown(audit(text, { selection: { profile: "pedantic" } }).findings)).toEqual([
      ".circleci/config.yml:2 unused-suppression",
    ]);
  });

  test("nor one whose rule failed", () => {
    const failing = fixedRule("bad-word", () => {
      throw new Error("no");
    });
    const file = fileOf("version: 2.1\na: good # secaudit: ignore[bad-word] why\n");
    expect(reportOn([file], [failing, unusedSuppression]).findings).toEqual([]);
  });

  test("no reason is a finding of the pedantic profile only", () => {
    const text = "version: 2.1\na: bad # secaudit: ignore[bad-word]\n";
    expect(audit(text).findings).toEqual([]);
    expect(shown(audit(text, { selection: { profile: "pedantic" } }).findings)).toEqual([
      ".circleci/config.yml:2 pedantic-word",
      ".circleci/config.yml:2 suppression-without-reason",
    ]);
    expect(shown(audit(text, { selection: { only: ["bad-word", "suppression-without-reason"] } }).findings)).toEqual([
      ".circleci/config.yml:2 suppression-without-reason",
    ]);
  });

  test("findings about ignores can be ignored, and those ignores can be unused, without end", () => {
    const ignored = audit("version: 2.1\na: good # secaudit: ignore[bad-word, unused-suppression] later\n");
    expect(ignored.findings).toEqual([]);
    expect(shown(ignored.suppressed)).toEqual([".circleci/config.yml:2 unused-suppression"]);
    const unused = audit("version: 2.1\na: good # secaudit: ignore[unused-suppression] later\n");
    expect(shown(unused.findings)).toEqual([".circleci/config.yml:2 unused-suppression"]);
  });

  test("a rule about ignores that throws is contained", () => {
    const broken = {
      ...unusedSuppression,
      checkSuppressions() {
        throw new Error("no");
      },
    };
    const report = reportOn([fileOf("version: 2.1\na: bad\n")], [badWord, broken]);
    expect(report.findings).toHaveLength(1);
    expect(report.coverage).toContainEqual(expect.objectContaining({ ruleId: "unused-suppression", status: "failed" }));
  });
});

test("an unknown rule is a problem with a hint, and no unused ignore", () => {
  const report = audit("version: 2.1\na: bad # secaudit: ignore[bad-wrod] why\n");
  expect(report.problems).toEqual([
    expect.objectContaining({
      code: "unknown-rule",
      level: "warning",
      message: "There is no rule `bad-wrod`, so this comment ignores nothing. Did you mean `bad-word`?",
    }),
  ]);
  expect(shown(report.findings)).toEqual([".circleci/config.yml:2 bad-word"]);
});

test("with ignores switched off all findings show and coverage says why nobody judged the ignores", () => {
  const text = "# secaudit: ignore-file[worse-word] x\nversion: 2.1\na: bad # secaudit: ignore[bad-word] why\n";
  const report = audit(text, { noIgnores: true, ignores: [entry({ until: "2000-01-01" })] });
  expect(shown(report.findings)).toEqual([".circleci/config.yml:3 bad-word"]);
  expect(report.suppressed).toEqual([]);
  expect(report.coverage).toContainEqual({
    ruleId: "unused-suppression",
    status: "skipped",
    reason: "ignores are switched off on the command line",
  });
});
