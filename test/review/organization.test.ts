/** The index of an organisation's reviews. */
import { describe, expect, it } from "vitest";
import { noAnswers } from "../../src/review/document/answers.ts";
import { renderMarkdown } from "../../src/review/markdown/render-markdown.ts";
import { organizationDocument } from "../../src/review/organization/organization-document.ts";
import { pageName, pageNames } from "../../src/review/organization/page-names.ts";
import type { ProjectRow } from "../../src/review/organization/project-row.ts";
import { attacks } from "./attacks.ts";
import { expectedShape, linksIn, parse, shape } from "./shape.ts";

describe("names of pages", () => {
  it.each([
    ["gh/acme/app", "app"],
    ["github.com/acme/app.js", "app.js"],
    ["gh/acme/App", "app--"],
    ["gh/acme/index", "index--"],
    ["gh/acme/con", "con--"],
    ["gh/acme/nul.txt", "nul-txt--"],
    ["gh/acme/..", "project--"],
    ["gh/acme/-x", "x--"],
    ["gh/acme/a.", "a--"],
    ["circleci/Org/Project", "project--"],
    [`gh/acme/${"x".repeat(300)}`, `${"x".repeat(60)}--`],
  ])("%s", (project, name) =>
    expect(pageName(project).replace(/(?<=--)[0-9a-f]{10}$/, (hex) => (name.endsWith(hex) ? hex : ""))).toBe(name),
  );

  it("are safe and differ, whatever projects are called", () => {
    const projects = [
      "gh/acme/a",
      "gh/acme/A",
      "circleci/x/a",
      "github.com/acme/a",
      ...attacks.map((attack) => `gh/acme/${attack}`),
    ];
    const names = [...pageNames(projects).values()];
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(projects.length);
    for (const name of names) expect(name).toMatch(/^[a-z0-9][a-z0-9._-]{0,80}$/);
  });
});

const counts = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };
const key = { service: "AWS", names: ["AWS_ACCESS_KEY_ID"], keptIn: ["the context `aws`"], jobs: 2 };
const injection = {
  id: "template-injection",
  title: "Template injection",
  docsUrl: "https://docs.example/x",
  severity: "high",
  count: 3,
} as const;
const shared = {
  fingerprint: "f",
  severity: "medium",
  message: "Anybody may.",
  ruleId: "r",
  docsUrl: "https://docs.example/r",
  setting: "circleci:gh/acme x",
} as const;

function row(name: string, more: Partial<ProjectRow> = {}): ProjectRow {
  const none = { rules: [], organization: [], migrations: [], contexts: [] };
  return { name, page: pageName(name), isComplete: true, jobs: 1, counts, opportunities: 0, unknown: 0, ...none, ...more };
}

const rendered = (rows: readonly ProjectRow[]): ReturnType<typeof organizationDocument> =>
  organizationDocument({
    organization: "gh/acme",
    date: "2026-01-31",
    tool: { name: "t", version: "1" },
    rows,
    coverage: [],
    problems: [],
  });

it("tells what projects have in common, once", () => {
  const both = {
    rules: [injection],
    organization: [shared],
    migrations: [key],
    contexts: ["aws"],
    counts: { ...counts, high: 3 },
  };
  const document = rendered([row("gh/acme/c"), row("gh/acme/a", both), row("gh/acme/b", { ...both, isComplete: false })]);
  const text = renderMarkdown(document, { answers: noAnswers, linkOf: () => undefined });
  const nodes = parse(text);
  expect(shape(nodes.slice(4))).toEqual(expectedShape(document));
  expect(text).toContain("| AWS | `AWS_ACCESS_KEY_ID` | the context `aws` | 2 | 4 | [`gh/acme/a`](a.md), [`gh/acme/b`](b.md) |");
  expect(text.match(/Anybody may\./g)).toHaveLength(1);
  expect(text).toContain("| 🔴 high | Template injection [template-injection](<https://docs.example/x>) | 6 | 2 |");
  expect(text).toContain("Could not be read whole: [`gh/acme/b`](b.md).");
  expect(linksIn(nodes)).toContain("c.md");
});

it("says so when there is nothing", () => {
  const text = renderMarkdown(rendered([row("gh/acme/a")]), { answers: noAnswers, linkOf: () => undefined });
  expect(text).toContain("no findings.");
  expect(text).toContain("The projects have no findings, contexts or stored credentials in common.");
});
