/** `oidc --trust-policy` as a process: exit codes, formats, ids, and where files come from. */
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import path from "node:path";
import { Ajv } from "ajv";
import { expect, it } from "vitest";
import { fixtures } from "../cases.ts";
import { project } from "./project.ts";

const isValidReport = new Ajv({ strict: false }).compile(
  createRequire(import.meta.url)("../../dist/report.schema.json") as object,
);

const fixture = (name: string): string => readFileSync(path.join(fixtures, "_trust-policy", `${name}.json`), "utf8");

it("exits as lint does", () => {
  const { run } = project({
    "good.json": fixture("aws-good"),
    "wide.json": fixture("aws-org-wide"),
    "text.json": "Statement:\n",
  });
  const good = run(["oidc", "--trust-policy", "good.json"]);
  expect({ status: good.status, stderr: good.stderr }).toEqual({ status: 0, stderr: "" });
  const wide = run(["oidc", "--trust-policy", "good.json", "--trust-policy", "wide.json"]);
  expect(wide.status).toBe(1);
  expect(wide.stdout).toContain("at the provider");
  expect(run(["oidc", "--trust-policy", "wide.json", "--fail-on", "critical"]).status).toBe(0);
  expect(run(["oidc", "--trust-policy", "text.json"]).status).toBe(2);
  const stray = run(["oidc", "--trust-policy", "good.json", "wide.json"]);
  expect(stray).toMatchObject({ status: 2, stdout: "" });
  expect(stray.stderr).toContain("--trust-policy wide.json");
});

it("reads standard input, compares ids and writes formats", () => {
  const { run } = project({});
  const args = ["oidc", "--trust-policy", "-", "--organization-id", "22222222-2222-4333-8444-555555555555", "-f", "json"];
  const { stdout, status } = run(args, { input: fixture("aws-good") });
  expect(status).toBe(1);
  const report = JSON.parse(stdout) as { readonly findings: readonly { readonly ruleId: string; readonly docsUrl: string }[] };
  expect(isValidReport(report), JSON.stringify(isValidReport.errors)).toBe(true);
  expect(report.findings.map(({ ruleId }) => ruleId)).toEqual(["other-organization-trusted"]);
  expect(report.findings[0]?.docsUrl).toMatch(/rules\/trust-policy\/README\.md#other-organization-trusted$/);
});

it("says when nothing trusts CircleCI", () => {
  const { run } = project({ "roles.json": fixture("aws-nobody") });
  expect(run(["oidc", "--trust-policy", "roles.json"]).stdout.replaceAll(/\s+/g, " ")).toContain(
    "holds nothing that trusts CircleCI's issuer",
  );
});
