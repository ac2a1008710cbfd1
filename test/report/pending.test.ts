/** Findings of rules that the settings have not accepted yet: every format says so, and none makes them fail. */
import type { Log } from "sarif";
import { expect, test } from "vitest";
import { formatNames, render } from "../../src/report/formats.ts";
import { at, finding, plainOptions, report, rule } from "./build.ts";
import { config } from "./samples.ts";
import { reportSchema } from "../../src/report/json-schema.ts";
import { errorsOf } from "./validate.ts";

const info = rule("new-rule", { severity: "critical" });
const pending = { since: "0.10.0", rulesAsOf: "0.9.0", severity: "critical" } as const;
const pendingReport = report({
  findings: [finding(info, at(config, "volatile"), { severity: "info", pending })],
  rules: [info],
});
const options = { ...plainOptions, failOn: "info" } as const;

test.each(formatNames)("%s says which version brought the rule and how to accept it", async (name) => {
  const text = (await render(name, pendingReport, options)).replaceAll(/\\_|&#96;|<!-- -->/g, "").replaceAll(/\s+/g, " ");
  expect(text).toContain("came with version 0.10.0");
  expect(text).toMatch(/rulesAsOf: 0\.10\.0/);
  expect(text).toMatch(/new-rule(?:: |%3A )critical/);
});

test("JSON holds what the severity will be", async () => {
  const text = await render("json", pendingReport, options);
  expect(errorsOf(reportSchema, JSON.parse(text))).toEqual([]);
  expect(JSON.parse(text)).toMatchObject({ findings: [{ severity: "info", pending }] });
});

test("nothing fails, whatever the bar", async () => {
  expect(await render("junit", pendingReport, options)).toMatch(/failures="0"/);
  expect(JSON.parse(await render("gitlab", pendingReport, options))).toMatchObject([{ severity: "info" }]);
  expect(await render("github", pendingReport, options)).not.toMatch(/^::(?:error|warning)/m);
  expect(await render("pretty", pendingReport, options)).toMatch(/None of them fails the run/);
  const [run] = (JSON.parse(await render("sarif", pendingReport, options)) as Log).runs;
  expect(run?.results).toMatchObject([{ level: "note", properties: { pending } }]);
  // Code scanning services go by the score of the rule.
  expect(run?.tool.driver.rules).toMatchObject([{ id: "new-rule", defaultConfiguration: { level: "note" } }]);
  expect(run?.tool.driver.rules?.[0]?.properties).not.toHaveProperty("security-severity");
});
