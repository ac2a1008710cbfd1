import { expect, test } from "vitest";
import { renderGitlab } from "../../src/report/gitlab.ts";
import { at, finding, report, rule } from "./build.ts";
import { config, fullReport } from "./samples.ts";
import { expectValid, foreignSchema } from "./validate.ts";

const schema = foreignSchema("gitlab-code-quality.json");

interface Issue {
  readonly severity: string;
  readonly fingerprint: string;
  readonly check_name: string;
  readonly location: { readonly path: string; readonly lines: { readonly begin: number } };
}

test("is a valid Code Quality report", async () => {
  const text = renderGitlab(fullReport);
  expectValid(schema, JSON.parse(text));
  await expect(text).toMatchFileSnapshot("snapshots/report.gitlab.txt");
});

test("is an empty list when there is nothing to report", () => expect(renderGitlab(report())).toBe("[]\n"));

test("uses the five severities", () => {
  const findings = (["critical", "high", "medium", "low", "info"] as const).map((severity) =>
    finding(rule("r"), at(config, "test"), { severity }),
  );
  const issues = JSON.parse(renderGitlab(report({ findings }))) as Issue[];
  expect(issues.map(({ severity }) => severity)).toEqual(["blocker", "critical", "major", "minor", "info"]);
});

test("fingerprints are distinct, since equal ones would be dropped", () => {
  const same = finding(rule("r"), at(config, "test"));
  const issues = JSON.parse(renderGitlab(report({ findings: [same, same, same] }))) as Issue[];
  expect(new Set(issues.map(({ fingerprint }) => fingerprint)).size).toBe(3);
});

test("names what was not checked", () => {
  const issues = JSON.parse(renderGitlab(fullReport)) as Issue[];
  expect(issues.map(({ check_name }) => check_name)).toEqual(
    expect.arrayContaining(["problem/unknown-executor", "coverage/unknown", "coverage/skipped"]),
  );
  expect(issues.find(({ check_name }) => check_name === "problem/unknown-executor")?.location).toEqual({
    path: ".circleci/nightly.yml",
    lines: { begin: 7, end: 7 },
  });
});
