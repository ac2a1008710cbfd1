/**
 * Rules on trust policies: `fixtures/_trust-policy/<case>.json` is reported as the `.expected` beside it says; cases that begin with
 * `<provider>-good` have no finding. `vitest -u` writes expectations.
 */
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { trustPolicies } from "../rules/trust-policy/index.ts";
import type { Report } from "../src/finding/report.ts";
import { lintTrust } from "../src/lint/trust/lint-trust.ts";
import { formatNames, render } from "../src/report/formats.ts";
import type { TrustExpectation } from "../src/rule/trust-policy.ts";
import { positionAt } from "../src/source/source-file.ts";
import { fixtures } from "./cases.ts";

const folder = path.join(fixtures, "_trust-policy");
const names = readdirSync(folder).filter((name) => name.endsWith(".json"));

function lintText(text: string, expected: TrustExpectation = {}): Promise<Report> {
  const files = [{ path: "policy.json", text }];
  return lintTrust({
    tool: { name: "circleci-secaudit", version: "0.0.0" },
    files,
    expert: trustPolicies,
    expected,
    problems: [],
  });
}

function linesOf({ findings, problems, coverage }: Report): readonly string[] {
  return [
    ...findings.map(({ location: { file, span }, severity, confidence, ruleId, message }) => {
      const { line, column } = positionAt(file, span.start);
      return `${String(line)}:${String(column)} ${severity}/${confidence} ${ruleId} ${message}`;
    }),
    ...problems.map(({ level, code, message }) => `${level} ${code} ${message}`),
    ...coverage.flatMap(({ source, reason }) => (source === undefined ? [] : [`${source}: ${reason ?? ""}`])),
  ];
}

it.each(names)("reports %s", async (name) => {
  const report = await lintText(readFileSync(path.join(folder, name), "utf8"));
  await expect(`${linesOf(report).join("\n")}\n`).toMatchFileSnapshot(path.join(folder, name.replace(/json$/, "expected")));
  if (name.includes("-good")) expect(report.findings).toEqual([]);
  for (const { location, fingerprint } of report.findings) {
    expect(location.file.text.slice(location.span.start, location.span.end)).toMatch(/\S/);
    expect(fingerprint).toMatch(/^[0-9a-f]{32}$/);
  }
  expect(report.coverage.filter(({ status }) => status === "failed")).toEqual([]);
});

it("has every rule in some case", () => {
  const all = names.map((name) => readFileSync(path.join(folder, name.replace(/json$/, "expected")), "utf8")).join("");
  const missing = trustPolicies.rules.map(({ meta }) => meta.id).filter((id) => !all.includes(` ${id} `));
  expect(missing).toEqual(["other-organization-trusted"]);
});

it("compares ids with those of the organisation and the project", async () => {
  const text = readFileSync(path.join(folder, "aws-good.json"), "utf8");
  const [organizationId, projectId] = ["11111111-2222-4333-8444-555555555555", "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee"];
  expect((await lintText(text, { organizationId, projectId })).findings).toEqual([]);
  const other = await lintText(text, { organizationId: "22222222-2222-4333-8444-555555555555" });
  expect(other.findings.map(({ ruleId, severity }) => [ruleId, severity])).toEqual([["other-organization-trusted", "high"]]);
  const elsewhere = await lintText(text, { organizationId, projectId: organizationId, projectName: "gh/acme/app" });
  expect(elsewhere.findings.map(({ message }) => message)).toEqual([
    "This trust policy is for the project `aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee`, not for `gh/acme/app`.",
  ]);
});

it("goes into every format", async () => {
  const report = await lintText(readFileSync(path.join(folder, "aws-operators.json"), "utf8"));
  for (const name of formatNames) {
    const text = await render(name, report, { colour: false, hyperlinks: false, width: 100, failOn: "low" });
    expect(text, name).toMatch(/policy\.json/);
  }
});

it.each([
  ["deep", `${"[".repeat(100_000)}${"]".repeat(100_000)}`],
  ["a long text", `{"Statement":[{"Effect":"Allow","Principal":"*","Action":"sts:*","Condition":"${"x".repeat(2_000_000)}"}]}`],
  ["many quotes", `{"oidc":{"issuerUri":"https://oidc.circleci.com/org/x"},"attributeCondition":"${"(a=='b'||".repeat(500)}"}`],
  ["many encoded texts", `[${Array(200).fill('"%7B%22Statement%22%3A%5B%5D%7D"').join(",")}]`],
])("survives %s", async (_, text) => {
  const report = await lintText(text);
  expect(report.coverage.filter(({ status }) => status === "failed")).toEqual([]);
});
