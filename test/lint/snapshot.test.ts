/** Audits of what a snapshot holds, and of checkouts joined with one. */
import { describe, expect, test } from "vitest";
import { noOrbs } from "../../src/config/orb-lookup.ts";
import { checkoutFacts } from "../../src/lint/checkout-facts.ts";
import { lint } from "../../src/lint/lint.ts";
import { snapshotFiles } from "../../src/lint/snapshot-files.ts";
import { noRepository } from "../../src/rule/build-audit.ts";
import type { JoinedRule } from "../../src/rule/rule.ts";
import { defaultSettings } from "../../src/settings/settings.ts";
import { sheetOf } from "../../src/snapshot/sheet.ts";
import type { Snapshot } from "../../src/snapshot/snapshot.ts";
import { locationOf } from "../../src/yaml/node.ts";
import { metaOf } from "../engine/harness.ts";
import { factsFrom, snapshotOf } from "../facts/read-facts.ts";

const setup = `version: 2.1
setup: true
orbs: { c: circleci/continuation@2.0.1 }
workflows: { s: { jobs: [{ c/continue: { configuration_path: .circleci/more/next.yml } }] } }
`;
const config = `version: 2.1
jobs: { a: { docker: [{ image: x }], steps: [run: make] } }
workflows: { w: { jobs: [a] } } # secaudit: ignore[joined] known
`;

const factsOf = (name: string, files: Readonly<Record<string, string>>, more: object = {}) =>
  factsFrom({
    project: { slug: `gh/acme/${name}`, name, address: `github.com/Acme/${name}`, ...more },
    repository: { address: `github.com/acme/${name}`, files: Object.entries(files).map(([path, text]) => ({ path, text })) },
  });

/** Says which project it sees, and which files. */
const joined: JoinedRule = {
  meta: metaOf("joined", { data: "both" }),
  *check({ config: { root }, facts, siblings, repository }) {
    const seen = [facts?.project.slug, siblings.length, repository.project, repository.hasFile(".circleci/config.yml")];
    yield { at: locationOf(root.entries.at(-1)?.value ?? root), message: seen.join(" ") };
  },
  *checkProject({ audits, project }) {
    yield { at: sheetOf(project).at("name"), message: `${audits.length} configurations` };
  },
};

const base = {
  tool: { name: "test", version: "0" },
  rules: [joined],
  orbs: noOrbs,
  settings: defaultSettings,
  today: "2026-01-31",
};
const audit = async (snapshot: Snapshot, limit = 10_000) => lint({ ...base, ...snapshotFiles(snapshot, { limit }) });

describe("all of a snapshot", () => {
  const one = factsOf("app", {
    ".circleci/config.yml": setup,
    ".circleci/more/next.yml": config,
    ".circleci/secaudit.yml": "orbs: {}\n",
  });
  const two = factsOf("web", {
    ".circleci/config.yml": config,
    ".circleci/orbs/acme/x@1.0.0.yml": "commands: {}\n",
    ".circleci/a.yml": "a: 1\n",
  });

  test("is audited repository by repository", async () => {
    const report = await audit(snapshotOf([one, { ...two, organization: one.organization }]));
    expect(report.problems).toEqual([]);
    expect(report.files).toEqual([
      "github.com/acme/app/.circleci/config.yml",
      "github.com/acme/app/.circleci/more/next.yml",
      "github.com/acme/web/.circleci/config.yml",
    ]);
    expect(report.findings.map(({ location, message }) => `${location.file.path}: ${message}`)).toEqual([
      "circleci:gh/acme/app: 2 configurations",
      "circleci:gh/acme/web: 1 configurations",
      "github.com/acme/app/.circleci/config.yml: gh/acme/app 1 github.com/acme/app true",
    ]);
    expect(report.suppressed.map(({ location, message }) => `${location.file.path}: ${message}`)).toEqual([
      "github.com/acme/app/.circleci/more/next.yml: gh/acme/app 1 github.com/acme/app true",
      "github.com/acme/web/.circleci/config.yml: gh/acme/web 0 github.com/acme/web true",
    ]);
    expect(report.coverage.filter(({ source }) => source?.startsWith("continuation"))).toEqual([]);
  });

  test("says whose configurations are not known or not read", async () => {
    const unread = factsFrom({
      project: { slug: "gh/acme/web" },
      repository: { address: "github.com/acme/web", files: { gap: "forbidden" } },
    });
    const report = await audit(snapshotOf([one, unread]), 100);
    expect(report.coverage.map(({ source, reason }) => `${source}: ${reason}`).slice(-3)).toEqual([
      "file github.com/acme/app/.circleci/config.yml: it is larger than 100 bytes",
      "file github.com/acme/app/.circleci/more/next.yml: it is larger than 100 bytes",
      "repository github.com/acme/web: configurations: the token may not see it; an administrator's may",
    ]);
  });

  test("two projects of one repository have each their own configuration", async () => {
    const files = { ".circleci/config.yml": config, ".circleci/b.yml": config.replace(/#.*/, "") };
    const pipelines = (configPath: string) => ({ pipelines: [{ name: "p", configPath, triggers: [] }] });
    const [a, b] = [
      factsOf("app", files, pipelines(".circleci/config.yml")),
      factsOf("app", files, { slug: "circleci/o/b", ...pipelines(".circleci/b.yml") }),
    ];
    const report = await audit(snapshotOf([a, { ...b, organization: a.organization, repository: a.repository }]));
    expect(
      [...report.findings, ...report.suppressed].map(({ location, message }) => `${location.file.path}: ${message}`).sort(),
    ).toEqual([
      "circleci:circleci/o/b: 1 configurations",
      "circleci:gh/acme/app: 1 configurations",
      "github.com/acme/app/.circleci/b.yml: circleci/o/b 1 github.com/acme/app true",
      "github.com/acme/app/.circleci/config.yml: gh/acme/app 1 github.com/acme/app true",
    ]);
  });
});

describe("a checkout", () => {
  const snapshot = snapshotOf(["app", "web"].map((name) => factsOf(name, {})));
  const files = [{ source: { path: ".circleci/config.yml", text: config }, named: false }];
  const run = async (project: string | undefined, origin?: string) => {
    const repositoryOf = () => ({ ...noRepository, project: origin });
    return lint({
      ...base,
      files,
      repositoryOf,
      follow: () => undefined,
      facts: checkoutFacts({ snapshot, project, repositoryOf }),
    });
  };

  test.each([
    ["its remote", undefined, "git@github.com:acme/web.git"],
    ["an address", "github.com/ACME/web", undefined],
    ["a slug", "gh/acme/web", undefined],
    ["what the user says", "gh/acme/web", "git@github.com:acme/app.git"],
  ])("is joined with its project, known by %s, and with no other", async (_, project, origin) => {
    const report = await run(project, origin);
    expect(report.findings.map(({ location, message }) => `${location.file.path}: ${message}`)).toEqual([
      "circleci:gh/acme/web: 1 configurations",
    ]);
    expect(report.suppressed[0]?.message).toMatch(/^gh\/acme\/web 0 /);
  });

  test("of which nothing is known says so", async () => {
    const rule = { ...joined, meta: { ...joined.meta, data: "snapshot" as const } };
    const why = async (project: string | undefined) => {
      const repositoryOf = () => noRepository;
      const report = await lint({
        ...base,
        rules: [rule],
        files,
        repositoryOf,
        follow: () => undefined,
        facts: checkoutFacts({ snapshot, project, repositoryOf }),
      });
      return report.coverage.slice(0, 1).map(({ status, reason }) => `${status}: ${reason}`);
    };
    expect(await why("gh/acme/other")).toEqual([
      "skipped: the snapshot says nothing of the project `github.com/acme/other`; collect it",
    ]);
    expect(await why(undefined)).toEqual([expect.stringMatching(/^skipped: which project this is is not known; say it with/)]);
  });
});
