/** What holds of every review, whatever it is about. */
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { rules } from "../../rules/index.ts";
import { cures, largerWork, needsOwner } from "../../src/review/changes/cures.ts";
import type { ReviewDocument } from "../../src/review/document/document.ts";
import { idOf } from "../../src/review/document/ids.ts";
import { noAnswers } from "../../src/review/document/answers.ts";
import { renderMarkdown } from "../../src/review/markdown/render-markdown.ts";
import { outlineOf } from "../../src/review/outline/outline.ts";
import { factsFrom } from "../facts/read-facts.ts";
import { blocksOf, documentOf, factsOf, inlinesOf } from "./facts-of.ts";

/** Ids are unique, jumps lead somewhere, nothing is empty. */
function check({ sections }: ReviewDocument): void {
  const blocks = [...blocksOf(sections)];
  const ids = blocks.flatMap((block) => (block.kind === "section" ? [block.id] : []));
  expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
  const marked = blocks.flatMap((block) =>
    block.kind === "tasks" ? block.items.map(({ id }) => id) : block.kind === "box" ? [block.id] : [],
  );
  expect(marked.filter((id, at) => marked.indexOf(id) !== at)).toEqual([]);
  const jumps = [...inlinesOf(sections)].flatMap((piece) => (piece.kind === "jump" ? [piece.to] : []));
  expect(jumps.filter((to) => !ids.includes(to))).toEqual([]);
  for (const block of blocks) {
    if (block.kind === "table") {
      expect(block.rows.length).toBeGreaterThan(0);
      expect(block.rows.filter((row) => row.length !== block.columns.length)).toEqual([]);
    }
    if (block.kind === "list" || block.kind === "tasks") expect(block.items.length).toBeGreaterThan(0);
    if (block.kind === "section" || block.kind === "details")
      expect(block.blocks.length, JSON.stringify(block)).toBeGreaterThan(0);
    if (block.kind === "diagram") {
      const nodes = block.graph.nodes.map(({ id }) => id);
      expect(new Set(nodes).size).toBe(nodes.length);
      expect(block.graph.edges.filter(({ from, to }) => !nodes.includes(from) || !nodes.includes(to))).toEqual([]);
      expect(nodes.length).toBeLessThanOrEqual(60);
    }
  }
}

const markdownOf = (document: ReviewDocument): string =>
  renderMarkdown(document, { answers: noAnswers, linkOf: () => undefined });

/** The sections of this area; the others are filled by their own. */
const own = new Set(["summary", "picture", "jobs", "workflows", "inside", "finalise", "outside"]);

function ownPart(document: ReviewDocument): ReviewDocument {
  return { ...document, sections: document.sections.filter(({ id }) => own.has(id)) };
}

const job = (name: string, steps = "[{run: make}]"): string =>
  `  ${JSON.stringify(name)}: {docker: [{image: "cimg/base:2026.10"}], steps: ${steps}}`;

function config(
  names: readonly string[],
  calls: readonly string[] = names.map((name) => `      - ${JSON.stringify(name)}`),
): string {
  return ["version: 2.1", "jobs:", ...names.map((name) => job(name)), "workflows:", "  ci:", "    jobs:", ...calls, ""].join(
    "\n",
  );
}

const hostile = [
  "__proto__",
  "constructor",
  "a b",
  "a-b",
  "A-b",
  "`code` [x](http://evil.example)",
  "<script>alert(1)</script>",
  "é‮\u0007",
  "-",
  "x".repeat(300),
];

describe("names of any kind", () => {
  it("give ids that differ and can stand in an address", () => {
    const ids = hostile.map((name) => idOf("job", name));
    expect(new Set(ids).size).toBe(hostile.length);
    expect(ids.filter((id) => !/^[a-z0-9]+(?:-{1,2}[a-z0-9]+)*$/.test(id))).toEqual([]);
    expect(idOf("job", "build")).toBe("job-build");
    expect(idOf("job", "a", "b")).not.toBe(idOf("job", "a-b"));
  });

  it("break nothing", async () => {
    const document = await documentOf(config(hostile));
    check(ownPart(document));
  });
});

it("keeps its ids when jobs change places, and the same input gives the same document", async () => {
  const names = ["build", "test", "deploy it", "lint"];
  const idsOf = (document: ReviewDocument): readonly string[] =>
    [...blocksOf(document.sections)].flatMap((block) => (block.kind === "section" ? [block.id] : [])).sort();
  const [one, other] = [await documentOf(config(names)), await documentOf(config(names.toReversed()))];
  expect(idsOf(other)).toEqual(idsOf(one));
  expect(markdownOf(await documentOf(config(names)))).toBe(markdownOf(one));
});

it("stays short for hundreds of jobs, and says first what is broken", async () => {
  const names = Array.from({ length: 300 }, (_, at) => `job-${String(at)}`);
  const many = ownPart(await documentOf(config(names)));
  check(many);
  expect(markdownOf(many).split("\n").length).toBeLessThan(800);
  const broken = await documentOf("version: 2.1\njobs: {a: [}\n");
  expect(JSON.stringify(broken.sections[0]?.blocks[0])).toContain("could not be read whole");
  check(ownPart(broken));
});

it("knows the rules whose cures it groups", () => {
  const ids = new Set(rules.map(({ meta }) => meta.id));
  const named = [...cures.flatMap((cure) => cure.rules), ...Object.keys(largerWork), ...needsOwner];
  expect(named.filter((id) => !ids.has(id))).toEqual([]);
  expect(cures.filter(({ id }) => ids.has(id))).toEqual([]);
});

const deploying = `version: 2.1
orbs:
  aws-cli: circleci/aws-cli@5.1
executors:
  node: {docker: [{image: "cimg/node:22.11"}]}
jobs:
  test:
    executor: node
    steps: [checkout, {run: npm ci}, {run: npm test}]
  deploy:
    executor: node
    resource_class: large
    steps:
      - checkout
      - aws-cli/setup: {role_arn: "arn:aws:iam::123456789012:role/ci", region: eu-west-1}
      - run: aws s3 sync dist s3://acme-site
  notify:
    docker: [{image: "curlimages/curl:latest"}]
    steps: [{run: "curl --data done https://chat.example/hook"}]
workflows:
  ship:
    jobs:
      - test
      - hold: {type: approval, requires: [test], filters: {branches: {only: main}}}
      - deploy: {requires: [hold], context: production, filters: {branches: {only: main}}}
      - notify: {requires: [{deploy: [success, failed]}], filters: {branches: {only: main}}}
  nightly:
    triggers: [{schedule: {cron: "0 3 * * *", filters: {branches: {only: main}}}}]
    jobs: [test]
`;

const measured = {
  project: {
    slug: "gh/acme/app",
    metrics: {
      totalRuns: 300,
      workflows: [{ name: "ship", totalRuns: 280, successRate: 0.91, medianDurationSeconds: 610, totalCreditsUsed: 4200 }],
      jobs: [
        { workflow: "ship", name: "test", medianDurationSeconds: 400, p95DurationSeconds: 600, successRate: 0.95 },
        { workflow: "ship", name: "deploy", medianDurationSeconds: 190, p95DurationSeconds: 230, successRate: 0.99 },
        { workflow: "ship", name: "notify", medianDurationSeconds: 20, p95DurationSeconds: 25, successRate: 1 },
      ],
    },
    usage: [
      {
        workflow: "ship",
        job: "deploy",
        resourceClass: "large",
        runs: 120,
        medianCpuPercent: 12,
        medianMemoryPercent: 18,
        maxMemoryPercent: 31,
      },
    ],
  },
  organization: { contexts: [{ name: "production" }] },
};

describe("reads as it should", () => {
  const cases: readonly (readonly [string, () => Promise<ReviewDocument>])[] = [
    ["quiet", () => documentOf(config(["build"]))],
    ["deploying", () => documentOf(deploying)],
    ["measured", () => documentOf(deploying, factsFrom(measured))],
    ["broken", () => documentOf("version: 2.1\njobs: {a: [}\n")],
  ];
  const written = new Set(["summary", "picture", "jobs", "workflows", "finalise"]);
  it.each(cases)("%s", async (name, make) => {
    const document = await make();
    const sections = document.sections.filter(({ id }) => written.has(id));
    await expect(markdownOf({ ...document, sections })).toMatchFileSnapshot(`snapshots/sections-${name}.md.txt`);
  });
});

const corpus = new URL("../../../shared/corpus/files/", import.meta.url);
const real = [
  "ethereum__solidity__.circleci__config.yml",
  "stoplightio__spectral__.circleci__config.yml",
  "snyk__driftctl__.circleci__config.yml",
  "facebook__hermes__.circleci__config.yml",
];

/** Real configurations, where they are beside the checkout. */
it.skipIf(!existsSync(corpus))("holds of real configurations", async () => {
  for (const name of real) check(ownPart(await documentOf(readFileSync(new URL(name, corpus), "utf8"))));
});

describe("orbs whose source is not at hand", () => {
  const text = [
    "version: 2.1",
    "orbs: {win: circleci/windows@5.1.0, acme: acme/deploy@1.2.3, own: {}}",
    "jobs:",
    "  build: {executor: win/default, steps: [{run: make}, own/setup]}",
    "workflows:",
    "  ci:",
    "    jobs:",
    "      - build",
    "      - acme/deploy: {name: stage, requires: [build]}",
    "      - ask: {type: approval, requires: [stage]}",
    "      - acme/deploy: {name: live, requires: [ask]}",
    "",
  ].join("\n");

  it("leave open what is not known", async () => {
    const markdown = markdownOf(await documentOf(text));
    expect(markdown).toContain("is of orbs whose source is not at hand, so what happens inside is not known");
    expect(markdown).toContain("| `build` | `ci` | virtual machine | not known |");
    expect(markdown).toContain("3 jobs and 1 approval of the workflow ci");
    expect(markdown).not.toMatch(/stage[^\n]*:::none/);
  });

  it("are apart from empty orbs of the file", async () => {
    const markdown = markdownOf(await documentOf(text));
    expect(markdown).toContain("| `own` (written here) | – | – |");
    expect(markdown).toContain("| Orbs of the registry are at an exact version | 2 of 2 |");
  });
});

it("says of OIDC in one section what it says in the other", async () => {
  const text = [
    "version: 2.1",
    "jobs:",
    '  release: {docker: [{image: "cimg/node:22.1"}], steps: [{run: "echo $NPM_TOKEN >> .npmrc"}, {run: yarn release}]}',
    "workflows: {ci: {jobs: [release]}}",
    "",
  ].join("\n");
  const markdown = markdownOf(await documentOf(text));
  expect(markdown).toContain("OIDC can take the place of");
  expect(markdown).not.toContain("is seen to use a stored credential that OIDC could replace");
});

it("tells a finding of an anchor to the jobs that take that part of it", async () => {
  const text = [
    "version: 2.1",
    "defaults: &node {docker: [{image: cimg/node:current}], resource_class: small, environment: {A: b}}",
    "jobs:",
    "  plain: {<<: *node, steps: [{run: make}]}",
    "  rust: {<<: *node, docker: [{image: 'cimg/rust:1.79.0'}], steps: [{run: make}]}",
    "workflows: {ci: {jobs: [plain, rust]}}",
    "",
  ].join("\n");
  const { findings, homes } = await factsOf(text).then((facts) => ({
    findings: facts.report.findings.filter(({ ruleId }) => ruleId === "untagged-image"),
    homes: outlineOf(facts).jobs.map(({ name, findings: told }) => [name, told.map(({ ruleId }) => ruleId)]),
  }));
  expect(findings).toHaveLength(1);
  expect(homes).toEqual([
    ["plain", ["untagged-image"]],
    ["rust", []],
  ]);
});

it("says first that it does not know what a setup workflow goes on with", async () => {
  const setup = [
    "version: 2.1",
    "setup: true",
    "orbs: {continuation: circleci/continuation@1.0.0}",
    "jobs:",
    "  make: {docker: [{image: 'cimg/base:2026.10'}], steps: [{run: ./make > out.yml}, continuation/continue: {configuration_path: out.yml}]}",
    "workflows: {setup: {jobs: [make]}}",
    "",
  ].join("\n");
  const [summary] = (await documentOf(setup)).sections;
  expect(JSON.stringify(summary?.blocks[0])).toContain("goes on with: that configuration is not at hand");
});
