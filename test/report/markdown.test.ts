import { expect, test } from "vitest";
import { codeSpan, fence, paragraph } from "../../src/report/markdown-text.ts";
import { renderMarkdown } from "../../src/report/markdown.ts";
import { at, finding, plainOptions, report, rule } from "./build.ts";
import { config, fullReport } from "./samples.ts";

test("reads well", async () => {
  const text = renderMarkdown(fullReport, { ...plainOptions, showSuppressed: true });
  await expect(text).toMatchFileSnapshot("snapshots/report.md.txt");
});

test("says that nothing was found and what was not checked", () => {
  const text = renderMarkdown({ ...report({ files: ["a.yml"] }), coverage: fullReport.coverage }, plainOptions);
  expect(text).toContain("No findings in 1 file.");
  expect(text).toContain("### Not checked");
  expect(text).not.toContain("<details");
});

test("says when the audit is incomplete", () => {
  const text = renderMarkdown(report({ problems: [{ code: "invalid-yaml", message: "No.", level: "error" }] }), plainOptions);
  expect(text).toContain("**The audit is incomplete.**");
  expect(text).toContain("- No. (`invalid-yaml`, error)");
});

test("fits into a comment and says what is left out", () => {
  const findings = Array.from({ length: 1000 }, () => finding(rule("r"), at(config, "test"), { message: "Long. ".repeat(50) }));
  const text = renderMarkdown(report({ findings }), plainOptions);
  expect(text.length).toBeLessThan(65_536);
  expect(text).toMatch(/\d+ more findings did not fit here/);
  expect(text.match(/<details/g)?.length).toBe(text.match(/<\/details>/g)?.length);
});

test.each([
  ["plain *bold* _it_", "plain \\*bold\\* \\_it\\_"],
  ["<script>&amp;", "&lt;script&gt;&amp;amp;"],
  ["[click](https://evil.example)", "\\[click\\](https:<!-- -->//evil.example)"],
  ["@team see #12", "@<!-- -->team see \\#<!-- -->12"],
  ["www.evil.example", "www<!-- -->.evil.example"],
  ["a | b", "a \\| b"],
  ["# head", "\\#<!-- --> head"],
  ["1. item", "1<!-- -->. item"],
  ["- item", "\\- item"],
  ["`code *x*` and `more`", "`code *x*` and `more`"],
  ["a lone ` tick <b>", "a lone \\` tick &lt;b&gt;"],
  ["`a` lone ` <b>", "`a` lone \\` &lt;b&gt;"],
  ["one\n\n# two", "one \\#<!-- --> two"],
  ["$x$", "&#36;x&#36;"],
])("%j as a paragraph", (text, expected) => expect(paragraph(text)).toBe(expected));

test.each([
  ["plain", "`plain`"],
  ["a`b", "``a`b``"],
  ["`", "`` ` ``"],
  ["", "` `"],
  ["two\nlines", "`two\\nlines`"],
])("%j as code", (text, expected) => expect(codeSpan(text)).toBe(expected));

test("a fence is longer than any in the code", () => {
  expect(fence("a\n````\n</details>\n", "yaml")).toBe("`````yaml\na\n````\n</details>\n`````");
});
