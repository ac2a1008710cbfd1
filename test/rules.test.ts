/**
 * Every rule over its fixtures: `fixtures/<id>/fail-<case>.yml` is reported as `fail-<case>.expected` says, `pass-<case>.yml` not at all.
 * `fail-<case>.settings.yml` holds settings, `fail-<case>.facts.yml` what the APIs say, beside the configuration or alone; a case of several files is a folder `fail-<case>/`: its YAML files are those of a
 * `.circleci` folder, what lies in `fail-<case>/checkout/` is the rest of the repository, and `fail-<case>/orbs/<namespace>/<name>@<version>.yml`
 * are the sources of orbs; those of cases of one file lie in `fixtures/<id>/orbs/`. Where findings can be fixed, the files as they
 * become with all fixes lie in `fail-<case>.fixed.yml`, or in `fail-<case>.fixed/`. `vitest -u` writes expectations.
 */
import { existsSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import manifest from "../package.json" with { type: "json" };
import { rules } from "../rules/index.ts";
import type { Finding } from "../src/finding/finding.ts";
import { compareVersions } from "../src/finding/version.ts";
import type { Location } from "../src/finding/location.ts";
import { fixFiles } from "../src/fix/fix-files.ts";
import { lint } from "../src/lint/lint.ts";
import type { LintRequest } from "../src/lint/lint.ts";
import type { AnyRule } from "../src/rule/rule.ts";
import { readSettings } from "../src/settings/read-settings.ts";
import { parseNow } from "./yaml/parse-now.ts";
import { defaultSettings } from "../src/settings/settings.ts";
import { positionAt } from "../src/source/source-file.ts";
import { casesOf, fixtures } from "./cases.ts";
import type { Case } from "./cases.ts";

const ruleIds = rules.map((rule) => rule.meta.id);

/** Only the rule under test runs; a rule about ignores needs the others. */
function requestFor(rule: AnyRule, { files, settings, checkout, orbs, facts }: Omit<Case, "stem">): LintRequest {
  const isAlone = !("checkSuppressions" in rule);
  return {
    tool: { name: "circleci-secaudit", version: "0.0.0" },
    rules: isAlone ? [rule] : rules,
    only: isAlone ? [rule.meta.id] : [],
    profile: "auditor",
    files: files.map((source) => ({ source, named: false })),
    follow: () => undefined,
    orbs,
    facts: facts && { of: () => facts, projects: [facts] },
    repositoryOf: () => ({ hasFile: (wanted) => checkout?.has(wanted) ?? "unknown", project: facts?.project.address }),
    settings:
      settings === undefined
        ? defaultSettings
        : readSettings(settings, parseNow(settings), { ruleIds, version: manifest.version }),
    today: "2026-01-31",
  };
}

async function findingsOf(rule: AnyRule, tested: Case): Promise<readonly Finding[]> {
  const report = await lint(requestFor(rule, tested));
  expect(report.problems.filter((problem) => problem.level === "error")).toEqual([]);
  expect(report.files, "files that are configurations").toEqual(tested.files.map((file) => file.path).sort());
  expect(report.coverage.filter((note) => note.status === "failed")).toEqual([]);
  const { id } = rule.meta;
  expect(report.coverage.filter((note) => note.ruleId === id).map(({ status, reason }) => ({ status, reason }))).toEqual([
    { status: "ran", reason: undefined },
  ]);
  return report.findings.filter((finding) => finding.ruleId === id);
}

/** `12:9-12:31 high/medium message`, after the file's name where a case has several files or it is none of them. */
function lineOf({ location, severity, confidence, message }: Finding, several: boolean): string {
  const { file, span } = location;
  const [start, end] = [positionAt(file, span.start), positionAt(file, span.end)];
  const place = `${start.line}:${start.column}-${end.line}:${end.column}`;
  const name = file.isSheet === true ? file.path : several ? path.basename(file.path) : "";
  return `${name}${name === "" ? "" : ":"}${place} ${severity}/${confidence} ${message}`;
}

const shown = (findings: readonly Finding[], several = false): readonly string[] =>
  findings.map((finding) => lineOf(finding, several));

function withTexts(tested: Case, change: (text: string) => string): Case {
  return { ...tested, files: tested.files.map((file) => ({ ...file, text: change(file.text) })) };
}

/** Brings jobs, commands and so on to their place by an alias, without moving a character of them. */
function throughAliases(text: string): string {
  const aliases: string[] = [];
  const written = text.replaceAll(/^(jobs|commands|executors|workflows|orbs):(?=[ \t]*(?:#.*)?$)/gm, (_, key: string) => {
    aliases.push(`${key}: *moved-${key}`);
    return `x-${key}: &moved-${key}`;
  });
  return [written.replace(/\n*$/, ""), ...aliases, ""].join("\n");
}

/** Every list back to front. */
function reversed<T>(value: T): T {
  if (Array.isArray(value)) return value.map((item: unknown) => reversed(item)).reverse() as T;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, reversed(each as unknown)])) as T;
}

function expectExactPlace({ file, span }: Location): void {
  expect(span.start).toBeGreaterThanOrEqual(0);
  expect(span.end).toBeLessThanOrEqual(file.text.length);
  expect(file.text.slice(span.start, span.end)).toMatch(/\S/);
}

const covered = rules.filter((rule) => existsSync(path.join(fixtures, rule.meta.id)));

describe.each(covered.map((rule) => [rule.meta.id, rule] as const))("%s", (id, rule) => {
  const failing = casesOf(id, "fail");

  it.each(failing)("reports %s", async (_, tested) => {
    const findings = await findingsOf(rule, tested);
    expect(findings.length).toBeGreaterThan(0);
    const lines = shown(findings, tested.files.length > 1);
    await expect(`${lines.join("\n")}\n`).toMatchFileSnapshot(`${tested.stem}.expected`);
    for (const { location, related, trace } of findings) [location, ...related, ...trace].forEach(expectExactPlace);
  });

  it.each(failing)("knows the findings of %s again when a line is added above", async (_, tested) => {
    const before = await findingsOf(rule, tested);
    const after = await findingsOf(
      rule,
      withTexts(tested, (text) => `# A comment.\n${text}`),
    );
    expect(after.map((finding) => finding.fingerprint)).toEqual(before.map((finding) => finding.fingerprint));
    expect(new Set(before.map((finding) => finding.fingerprint)).size).toBe(before.length);
  });

  it.each(failing.filter(([, tested]) => tested.facts !== undefined))(
    "knows the findings of %s again when the facts come in another order",
    async (_, tested) => {
      const before = await findingsOf(rule, tested);
      const after = await findingsOf(rule, { ...tested, facts: reversed(tested.facts) });
      const prints = (findings: readonly Finding[]): readonly string[] => findings.map((each) => each.fingerprint).sort();
      expect(prints(after)).toEqual(prints(before));
    },
  );

  it.each(failing)("finds the same in %s with other line breaks", async (_, tested) => {
    const crlf = withTexts(tested, (text) => text.replaceAll("\n", "\r\n"));
    expect(shown(await findingsOf(rule, crlf))).toEqual(shown(await findingsOf(rule, tested)));
  });

  it.each(failing.filter(([, tested]) => tested.settings === undefined))(
    "finds the same in %s through aliases",
    async (_, tested) => {
      const moved = withTexts(tested, throughAliases);
      expect(shown(await findingsOf(rule, moved))).toEqual(shown(await findingsOf(rule, tested)));
    },
  );

  it.each(failing)("cures in %s what it offers to fix, and nothing else", async (_, tested) => {
    const findings = await findingsOf(rule, tested);
    const { report, files } = await fixFiles(requestFor(rule, tested), "unsafe");
    expect(report.coverage.filter(({ source }) => source?.startsWith("fix for ") === true)).toEqual([]);
    const left = report.findings.filter((finding) => finding.ruleId === id).map(({ message }) => message);
    expect(left).toEqual(findings.filter(({ fixes = [] }) => fixes.length === 0).map(({ message }) => message));
    if (files.length === 0) return;
    for (const { after } of files) {
      const name = tested.files.length > 1 ? `.fixed/${path.basename(after.path)}` : ".fixed.yml";
      await expect(after.text).toMatchFileSnapshot(`${tested.stem}${name}`);
    }
    const crlf = withTexts(tested, (text) => text.replaceAll("\n", "\r\n"));
    const again = await fixFiles(requestFor(rule, crlf), "unsafe");
    expect(again.files.map(({ after }) => after.text.replaceAll("\r\n", "\n"))).toEqual(files.map(({ after }) => after.text));
    expect(again.files.filter(({ after }) => /[^\r]\n/.test(after.text))).toEqual([]);
  });

  it.each(casesOf(id, "pass"))("is silent about %s", async (_, tested) => {
    expect(shown(await findingsOf(rule, tested))).toEqual([]);
  });
});

it.each(rules.map(({ meta }) => [meta.id, meta.since] as const))("%s came with a version that there is", (_, since) => {
  expect(since).toMatch(/^\d+\.\d+\.\d+$/);
  expect(compareVersions(since, manifest.version)).toBeLessThanOrEqual(0);
});
