import { expect, test } from "vitest";
import { formatNames, render } from "../../src/report/formats.ts";
import { plainOptions, report } from "./build.ts";
import { fullReport } from "./samples.ts";

test.each(formatNames)("%s gives the same text for the same report, and ends its last line", async (name) => {
  const text = await render(name, fullReport, plainOptions);
  expect(await render(name, structuredClone(fullReport), plainOptions)).toBe(text);
  expect(text).toMatch(/[^\n]\n{1,2}$/);
});

test.each(formatNames)("%s says something about an empty report", async (name) => {
  expect((await render(name, report(), plainOptions)).trim()).not.toBe("");
});

test.each(formatNames)("%s names what was not checked", async (name) => {
  const text = await render(name, fullReport, plainOptions);
  for (const { code } of fullReport.problems) expect(text).toContain(code);
  for (const { status, source, reason } of fullReport.coverage) {
    if (status === "ran") continue;
    expect(text.replaceAll(/\s+|<!-- -->/g, " ")).toContain((reason ?? "").slice(0, 20));
    if (source !== undefined) expect(text.replaceAll("<!-- -->", "")).toContain(source.replace(/^\S+ (?=\S+@)/, ""));
  }
});

test.each(["json", "sarif", "junit", "markdown", "github", "pretty"] as const)("%s says what was suppressed", async (name) => {
  const text = await render(name, { ...fullReport, findings: [] }, plainOptions);
  expect(text).toMatch(/2 suppressed|"suppressed": 2|suppressed: a test token|"justification": "a test token/);
});
