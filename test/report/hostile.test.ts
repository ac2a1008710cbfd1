/** File names, snippets and messages come from whoever wrote the audited repository. */
/* oxlint-disable no-control-regex */
import { expect, test } from "vitest";
import type { Report } from "../../src/finding/report.ts";
import { formatNames, render } from "../../src/report/formats.ts";
import { reportSchema } from "../../src/report/json-schema.ts";
import { finding, plainOptions, related, report, rule } from "./build.ts";
import { readXml } from "./read-xml.ts";
import { errorsOf, foreignSchema } from "./validate.ts";

const nasty = [
  "\u001b[2J\u001b]0;title\u0007",
  "\u009b31m",
  "\u0000\u0008\r",
  "\u202e\u2066\u200b\ufeff",
  "\u2028\u2029\u0085",
  "\u{e0041}\u{1d173}",
  "\ud800",
  "\uffff",
  "```\n</details>\n# heading\n",
  "` | ` \\| ||",
  "<script>alert(1)</script><img src=x onerror=alert(1)>",
  "]]></failure><!-- --><![CDATA[",
  "[words](https://evil.example) ![x](https://evil.example/x.png) <https://evil.example> @everyone #1",
  "\n::error file=x::y%0A",
  "{0} ${x} $&",
].join(" ");

/** Every text of the report that can come from a repository is hostile. */
function hostileReport(): Report {
  const file = { path: `dir/${nasty}.yml`, text: `key: ${nasty}\n  more: ${nasty}\n` };
  const location = { file, span: { start: 5, end: file.text.length - 20 }, path: ["jobs", nasty, 0] };
  const info = rule("r", { title: nasty, summary: nasty, rationale: nasty, remediation: nasty });
  const other = { ...finding(info, location), message: nasty, replacement: nasty, remediation: nasty };
  const found = {
    ...other,
    related: [related(location, nasty)],
    trace: [related(location, nasty), related({ ...location, file: { ...file, path: nasty } }, nasty)],
  };
  return report({
    findings: [
      found,
      { ...found, location: { ...location, span: { start: 5, end: 12 } } },
      { ...found, location: { ...location, file: { ...file, path: `circleci:${nasty}`, isSheet: true } } },
    ],
    sheets: new Map([[`circleci:${nasty}`, undefined]]),
    suppressed: [{ ...found, suppression: { kind: "settings", reason: nasty } }],
    problems: [
      { code: "some-problem", message: nasty, location, level: "warning" },
      { code: "some-problem", message: nasty, level: "error" },
    ],
    coverage: [
      { source: nasty, status: "unknown", reason: nasty, location },
      { source: nasty, status: "failed", reason: nasty },
    ],
    rules: [info],
  });
}

const options = { ...plainOptions, showSuppressed: true };

/** Control characters but line breaks, turned directions, zero width, tags. */
const unseen =
  /[\0-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff\u{e0000}-\u{e0fff}\ud800-\udfff]/u;

test.each(formatNames)("%s shows what cannot be seen and steers no terminal", async (name) => {
  expect(await render(name, hostileReport(), options)).not.toMatch(unseen);
});

test("pretty in colour has no escapes but its own", async () => {
  const text = await render("pretty", hostileReport(), { ...options, colour: true, hyperlinks: true });
  const own = /\u001b\[\d+m|\u001b\]8;;(?:https:\/\/docs\.example\/[\w#/-]*)?\u0007/g;
  expect(text).toMatch(own);
  expect(text.replaceAll(own, "")).not.toMatch(unseen);
});

test("pretty in colour says the same as without", async () => {
  const colour = await render("pretty", hostileReport(), { ...options, colour: true });
  const text = colour.replaceAll(/\u001b\[8m[^\u001b]*\u001b\[28m/g, "").replaceAll(/\u001b\[\d+m/g, "");
  const bare = (shown: string): string => shown.replaceAll(/[`\s]+/g, "");
  expect(bare(text)).toBe(bare(await render("pretty", hostileReport(), options)));
});

test("junit stays well-formed, with the text inside", async () => {
  const tree = readXml(await render("junit", hostileReport(), options));
  expect(tree.children.map(({ name }) => name)).toEqual(tree.children.map(() => "testsuite"));
  const [first] = tree.children.flatMap(({ children }) => children).filter(({ children }) => children[0]?.name === "failure");
  expect(first?.children[0]?.attributes["message"]).toContain("]]></failure><!-- --><![CDATA[");
});

test("json, sarif and gitlab stay valid and lose nothing", async () => {
  const schemas = {
    json: reportSchema,
    sarif: foreignSchema("sarif-2.1.0.json"),
    gitlab: foreignSchema("gitlab-code-quality.json"),
  };
  for (const name of ["json", "sarif", "gitlab"] as const) {
    const data: unknown = JSON.parse(await render(name, hostileReport(), options));
    expect(errorsOf(schemas[name], data)).toEqual([]);
  }
  const { findings } = JSON.parse(await render("json", hostileReport(), options)) as { findings: { message: string }[] };
  expect(findings[0]?.message).toBe(nasty);
});

test("sarif makes no links in what viewers show", async () => {
  const messages: string[] = [];
  JSON.parse(await render("sarif", hostileReport(), options), (key, value: unknown) => {
    if (key === "message") messages.push((value as { text: string }).text);
    return value;
  });
  expect(messages.length).toBeGreaterThan(10);
  for (const text of messages) expect(text).not.toMatch(/(?<!\\)\]\(/);
});

test("github stays one command a line", async () => {
  const lines = (await render("github", hostileReport(), options)).trimEnd().split("\n");
  expect(lines).toHaveLength(8);
  for (const line of lines) expect(line).toMatch(/^::(?:error|warning|notice) (?:[a-zA-Z]+=[^:,]*,?)+::/);
});

test("markdown keeps its blocks: fences close, details close, no tag, link or mention gets in", async () => {
  const text = await render("markdown", hostileReport(), options);
  const { code, prose } = splitFences(text);
  expect(code).toContain("</details>");
  const tags = [...prose.matchAll(/<\/?[a-z][^>]*>/g)]
    .map(([tag]) => tag)
    .filter((tag) => !tag.startsWith("<https://docs.example"));
  // One for the file, one for the settings.
  const block = ["<details>", "<summary>", "<code>", "</code>", "</summary>", "</details>"];
  expect(tags).toEqual([...block, ...block]);
  const summaries = prose.split("\n").filter((line) => line.startsWith("<summary>"));
  expect(summaries).toHaveLength(2);
  // What stands in the summary is HTML, in which only tags count.
  expect(prose.replaceAll(/^<summary>.*$/gm, "")).not.toMatch(/^# heading|@everyone|#1\b(?!<)|(?<!\\)\]\(https/m);
  for (const row of prose.split("\n").filter((line) => line.startsWith("| "))) {
    expect(row.replaceAll("\\|", "").split("|")).toHaveLength(6);
  }
});

/** Takes fenced code apart as CommonMark does: a fence ends at a line of as many backticks or more. */
function splitFences(text: string): { code: string; prose: string } {
  const parts = { code: [] as string[], prose: [] as string[] };
  let open: string | undefined;
  for (const line of text.split("\n")) {
    const ticks = /^(`{3,})/.exec(line)?.[1];
    if (open === undefined && ticks !== undefined) open = ticks;
    else if (open !== undefined && ticks !== undefined && ticks.length >= open.length && line === ticks) open = undefined;
    else if (open === undefined) parts.prose.push(withoutCodeSpans(line));
    else parts.code.push(line);
  }
  expect(open).toBeUndefined();
  return { code: parts.code.join("\n"), prose: parts.prose.join("\n") };
}

/** Code spans begin at backticks that are not escaped and end at as many. */
function withoutCodeSpans(line: string): string {
  return line.replaceAll(/(\\`)|(`+)(?!`)(?:[^`]|(?!(?<!`)\2(?!`))`)*(?<!`)\2(?!`)/g, (_, escaped?: string) => escaped ?? "CODE");
}
