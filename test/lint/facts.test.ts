/** Facts joined with configurations, and the rules about settings. */
import { describe, expect, test } from "vitest";
import { lint } from "../../src/lint/lint.ts";
import type { LintRequest } from "../../src/lint/lint.ts";
import type { Report } from "../../src/finding/report.ts";
import { formatPath } from "../../src/finding/location.ts";
import { noOrbs } from "../../src/config/orb-lookup.ts";
import { noRepository } from "../../src/rule/build-audit.ts";
import type { AnyRule, JoinedRule, Rule, SettingsRule } from "../../src/rule/rule.ts";
import { defaultSettings } from "../../src/settings/settings.ts";
import type { SettingsIgnore } from "../../src/settings/settings.ts";
import { accessOf } from "../../src/snapshot/context-access.ts";
import { valueOf } from "../../src/snapshot/fetched.ts";
import type { ProjectFacts } from "../../src/snapshot/project-facts.ts";
import { sheetOf } from "../../src/snapshot/sheet.ts";
import { locationOf } from "../../src/yaml/node.ts";
import { unusedSuppression } from "../../rules/audit/unused-suppression.ts";
import { metaOf } from "../engine/harness.ts";
import { factsFrom } from "../facts/read-facts.ts";

const config =
  "version: 2.1\njobs:\n  a: { docker: [{ image: x }], steps: [checkout] }\nworkflows: { w: { jobs: [{ a: { context: deploy } }] } }\n";

async function run(
  rules: readonly AnyRule[],
  projects: readonly ProjectFacts[],
  more: Partial<LintRequest> = {},
): Promise<Report> {
  return lint({
    tool: { name: "test", version: "0" },
    rules,
    profile: "auditor",
    files: [],
    follow: () => undefined,
    orbs: noOrbs,
    repositoryOf: () => noRepository,
    settings: defaultSettings,
    today: "2026-01-31",
    facts: { of: () => projects[0], projects },
    ...more,
  });
}

const shown = ({ findings }: Report): readonly string[] =>
  findings.map(({ ruleId, location: { file, path } }) => `${file.path} ${formatPath(path)} ${ruleId}`);

const notes = ({ coverage }: Report): readonly string[] =>
  coverage.map(({ ruleId, source, status, reason }) =>
    [ruleId ?? source, status, reason].filter((word) => word !== undefined).join(" | "),
  );

/** Reports every context that everybody may use. */
const openContext: SettingsRule = {
  meta: metaOf("open-context", { data: "snapshot", severity: "high" }),
  *checkOrganization({ organization }) {
    for (const [index, context] of (valueOf(organization.contexts) ?? []).entries()) {
      if (accessOf(context, organization).kind !== "all-members") continue;
      yield {
        at: sheetOf(organization).at("contexts", index, "restrictions"),
        message: `The context \`${context.name}\` is open.`,
      };
    }
  },
};

test("a context that is taken in another run is no context that nobody takes", async () => {
  const untaken: SettingsRule = {
    meta: metaOf("untaken", { data: "snapshot" }),
    *checkOrganization({ organization, takenContexts }) {
      for (const [index, { name }] of (valueOf(organization.contexts) ?? []).entries()) {
        if (!takenContexts.has(name)) yield { at: sheetOf(organization).at("contexts", index, "name"), message: name };
      }
    },
  };
  const facts = factsFrom({ organization: { contexts: [{ name: "deploy" }, { name: "old" }] } });
  const takenElsewhere = new Map([["gh/acme", new Set(["deploy"])]]);
  const messages = async (more: Partial<LintRequest>): Promise<readonly string[]> =>
    (await run([untaken], [facts], more)).findings.map(({ message }) => message);
  expect(await messages({})).toEqual(["deploy", "old"]);
  expect(await messages({ facts: { of: () => facts, projects: [facts], takenElsewhere } })).toEqual(["old"]);
});

const sshRerun: SettingsRule = {
  meta: metaOf("ssh-rerun", { data: "snapshot", since: "0.3.0" }),
  *checkProject({ project }) {
    if (valueOf(project.settings)?.disableSsh === false) {
      yield { at: sheetOf(project).at("settings", "disableSsh"), message: "Reruns with SSH are on." };
    }
  },
};

/** A rule about a configuration that needs to know of the project. */
const publicJob: Rule = {
  meta: metaOf("public-job", { data: "snapshot" }),
  *check({ facts, plan }) {
    if (facts?.repository?.visibility !== "public") return;
    for (const job of plan.runs) yield { at: locationOf(job.nameNode), message: `\`${job.name}\` runs in public.` };
  },
};

const everyone = [{ type: "group", value: "id-of-acme", name: "All members" }];
const open = (...names: readonly string[]): object => ({ contexts: names.map((name) => ({ name, restrictions: everyone })) });
const inFile = { files: [{ source: { path: ".circleci/config.yml", text: config }, named: false }] };

describe("rules about settings", () => {
  test("run once a project and once an organisation, and their findings stand on the sheets", async () => {
    const one = factsFrom({ project: { settings: { disableSsh: false } }, organization: open("a", "b") });
    const two = { ...one, project: { ...one.project, slug: "gh/acme/web" } };
    const report = await run([openContext, sshRerun], [one, two]);
    expect(shown(report)).toEqual([
      "circleci:gh/acme contexts.a.restrictions open-context",
      "circleci:gh/acme contexts.b.restrictions open-context",
      "circleci:gh/acme/app settings.disableSsh ssh-rerun",
      "circleci:gh/acme/web settings.disableSsh ssh-rerun",
    ]);
    expect(report.files).toEqual([]);
    expect(notes(report)).toEqual(["open-context | ran", "ssh-rerun | ran"]);
    expect(report.rules.map(({ id }) => id)).toEqual(["open-context", "ssh-rerun"]);
  });

  test("one that fails says so and harms no other", async () => {
    const broken: SettingsRule = {
      meta: metaOf("broken", { data: "snapshot" }),
      checkProject() {
        throw new Error("no");
      },
    };
    const report = await run([broken, sshRerun], [factsFrom({ project: { settings: { disableSsh: false } } })]);
    expect(shown(report)).toEqual(["circleci:gh/acme/app settings.disableSsh ssh-rerun"]);
    expect(notes(report)).toEqual([
      "broken | failed | the rule `broken` failed on `circleci:gh/acme/app`: no",
      "ssh-rerun | ran",
    ]);
  });

  test("settings file, profile and command line have their say", async () => {
    const facts = [factsFrom({ project: { settings: { disableSsh: false } }, organization: open("a") })];
    const rules = [openContext, sshRerun];
    const severities = (report: Report) =>
      report.findings.map(({ ruleId, severity, pending }) => [ruleId, severity, pending?.since]);
    const settings = { ...defaultSettings, rulesAsOf: "0.2.0", rules: new Map([["open-context", "info"] as const]) };
    expect(severities(await run(rules, facts, { settings }))).toEqual([
      ["open-context", "info", undefined],
      ["ssh-rerun", "info", "0.3.0"],
    ]);
    expect(severities(await run(rules, facts, { only: ["ssh-rerun"] }))).toEqual([["ssh-rerun", "medium", undefined]]);
    expect(severities(await run(rules, facts, { skip: ["ssh-rerun"] }))).toEqual([["open-context", "high", undefined]]);
    expect(severities(await run(rules, facts, { minSeverity: "high" }))).toEqual([["open-context", "high", undefined]]);
  });

  test("what is known is found again when other things come and go", async () => {
    const prints = async (...names: readonly string[]) => {
      const report = await run([openContext], [factsFrom({ organization: open(...names) })]);
      return new Map(report.findings.map(({ location: { path }, fingerprint }) => [String(path[1]), fingerprint]));
    };
    const [few, many] = [await prints("a", "b"), await prints("0", "b", "aa", "a")];
    expect(many.size).toBe(4);
    expect(new Set(many.values()).size).toBe(4);
    expect([many.get("a"), many.get("b")]).toEqual([few.get("a"), few.get("b")]);
    const baseline = {
      path: "b.json",
      findings: [...few.values()].map((fingerprint) => ({ fingerprint, ruleId: "open-context", file: "x" })),
    };
    const later = await run([openContext], [factsFrom({ organization: open("0", "a", "b") })], { baseline });
    expect([later.findings.length, later.baselined.length]).toEqual([1, 2]);
  });

  test("a secret among the names is hidden everywhere", async () => {
    const name = ["gh", "p_", "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8"].join("");
    const report = await run([openContext], [factsFrom({ organization: open(name) })]);
    expect(report.findings).toHaveLength(1);
    expect(JSON.stringify(report)).not.toContain(name);
  });
});

describe("ignores", () => {
  const ignore = (more: Partial<SettingsIgnore>): SettingsIgnore => ({
    ...{ ruleId: "ssh-rerun", path: undefined, at: undefined, reason: "known", until: undefined },
    location: { file: { path: ".circleci/secaudit.yml", text: "x" }, span: { start: 0, end: 1 }, path: [] },
    ...more,
  });
  const facts = [factsFrom({ project: { settings: { disableSsh: false } }, organization: open("a", "b.c") })];
  const ignoring = (entry: SettingsIgnore, more: Partial<LintRequest> = {}) =>
    run([openContext, sshRerun, unusedSuppression], facts, { ...more, settings: { ...defaultSettings, ignore: [entry] } });

  test.each([
    ["a project and place", { path: "circleci:gh/acme/app", at: "settings.disableSsh" }, 1],
    ["all projects of an organisation", { path: "circleci:gh/acme/*", at: "settings" }, 1],
    ["every file", {}, 1],
    ["a context by its name", { ruleId: "open-context", at: "contexts.b.c" }, 1],
    ["all contexts", { ruleId: "open-context", path: "circleci:gh/acme" }, 2],
  ])("of the settings cover %s", async (_, entry, count) => {
    const report = await ignoring(ignore(entry));
    expect([report.findings.length, report.suppressed.length]).toEqual([3 - count, count]);
  });

  test("of the settings that cover nothing are told, whatever else was audited", async () => {
    expect(shown(await ignoring(ignore({ path: "circleci:gh/acme/web" }), inFile))).toContain(
      ".circleci/secaudit.yml  unused-suppression",
    );
    const used = await ignoring(ignore({}), inFile);
    expect(shown(used).filter((line) => line.includes("unused"))).toEqual([]);
  });

  test("are not told to cover nothing where what they are about is not known", async () => {
    const entry = ignore({});
    const unknown = factsFrom({ project: { settings: { gap: "forbidden" } } });
    const told = async (known: ProjectFacts, rules: readonly AnyRule[]) => {
      const report = await run(rules, [known], { ...inFile, settings: { ...defaultSettings, ignore: [entry] } });
      return report.findings.some(({ ruleId }) => ruleId === "unused-suppression");
    };
    expect(await told(unknown, [sshRerun, unusedSuppression])).toBe(false);
    expect(await told(factsFrom({ project: { settings: { disableSsh: true } } }), [sshRerun, unusedSuppression])).toBe(true);
    const ofJob = { ...publicJob, meta: { ...publicJob.meta, id: "ssh-rerun" } };
    expect(await told(unknown, [ofJob, unusedSuppression])).toBe(false);
    expect(await told(factsFrom({ repository: {} }), [ofJob, unusedSuppression])).toBe(true);
  });

  test("say nothing where the facts are not known", async () => {
    const report = await ignoring(ignore({}), { ...inFile, facts: undefined });
    expect(shown(report)).toEqual([]);
    expect(notes(report)).toContain(
      "ssh-rerun | skipped | not run, or not with all facts, so that the ignore at this place was not checked",
    );
  });
});

describe("without facts", () => {
  test("rules that need them do not run, for one reason", async () => {
    const report = await run([publicJob, sshRerun], [], { ...inFile, facts: undefined, whyNoFacts: "no token was given" });
    expect(notes(report)).toEqual(["public-job | skipped | no token was given", "ssh-rerun | skipped | no token was given"]);
  });

  test("of some files, rules say that they did not run there", async () => {
    const facts = factsFrom({ repository: { visibility: "public" } });
    const files = ["a", "b"].map((folder) => ({
      source: { path: `${folder}/.circleci/config.yml`, text: config },
      named: false,
    }));
    const report = await run([publicJob], [facts], {
      files,
      facts: { of: ({ path }) => (path.startsWith("a/") ? facts : undefined), projects: [facts] },
    });
    expect(shown(report)).toEqual(["a/.circleci/config.yml workflows.w.jobs[0].a public-job"]);
    expect(notes(report)).toEqual([
      "public-job | ran",
      "public-job | skipped | nothing is known of the project of some configurations, where it did not run",
    ]);
  });
});

describe("gaps", () => {
  test("that a rule looked at are named with their reason, others are not", async () => {
    const report = await run(
      [sshRerun],
      [factsFrom({ project: { settings: { gap: "forbidden" }, webhooks: { gap: "failed" } } })],
    );
    expect(notes(report)).toEqual([
      "ssh-rerun | ran",
      "project gh/acme/app: settings | unknown | the token may not see it; an administrator's may",
    ]);
  });

  test("without meaning are none", async () => {
    expect(notes(await run([sshRerun], [factsFrom({ project: { settings: { gap: "inapplicable" } } })]))).toEqual([
      "ssh-rerun | ran",
    ]);
  });

  test("of many contexts are one note", async () => {
    const contexts = ["a", "b", "c", "d"].map((name) => ({ name, restrictions: { gap: "forbidden" } }));
    const report = await run(
      [openContext],
      [factsFrom({ organization: { contexts: [...contexts, { name: "e", restrictions: everyone }] } })],
    );
    expect(notes(report).slice(1)).toEqual([
      "organisation gh/acme: restrictions of 4 contexts (a, b, c, +1 more) | unknown | the token may not see it; an administrator's may",
    ]);
    expect(shown(report)).toEqual(["circleci:gh/acme contexts.e.restrictions open-context"]);
  });

  test("of a service that was not asked say so", async () => {
    const report = await run([publicJob], [factsFrom({})], inFile);
    expect(notes(report)).toEqual([
      "public-job | ran",
      expect.stringMatching(
        /^repository github\.com\/acme\/app: everything \| unknown \| GitHub was not asked about it, or gave no answer; /,
      ),
    ]);
    const elsewhere = factsFrom({ project: { slug: "bb/acme/app", address: "bitbucket.org/acme/app" } });
    expect(notes(await run([publicJob], [elsewhere], inFile))).toEqual(["public-job | ran"]);
  });

  test("of names that strangers choose cannot shape the output", async () => {
    const contexts = [{ name: "a\u001b[31m\nb", restrictions: { gap: "failed" } }];
    const report = await run([openContext], [factsFrom({ organization: { contexts } })]);
    expect(notes(report)[1]).toBe(
      "organisation gh/acme: restrictions of context a [31m b | unknown | there was no usable answer",
    );
  });
});

describe("a project's configurations", () => {
  const joined: JoinedRule = {
    meta: metaOf("joined", { data: "both" }),
    *check({ facts, plan }) {
      if (facts === undefined) return;
      for (const job of plan.runs) yield { at: locationOf(job.nameNode), message: facts.project.slug };
    },
    *checkProject({ audits, project }) {
      yield { at: sheetOf(project).at("name"), message: `${audits.length} configurations` };
    },
    *checkOrganization({ takenContexts, organization }) {
      yield { at: sheetOf(organization).at("name"), message: [...takenContexts].join() };
    },
  };

  test("are there when its settings are judged, for one project after the other", async () => {
    const projects = ["app", "web", "idle"].map((name) =>
      factsFrom({ project: { slug: `gh/acme/${name}`, name, address: `github.com/acme/${name}` } }),
    );
    const paths = ["app/.circleci/config.yml", "app/other/.circleci/config.yml", "web/.circleci/config.yml"];
    const report = await run([joined], projects, {
      files: paths.map((path) => ({ source: { path, text: config }, named: false })),
      facts: { of: ({ path }) => projects.find(({ project }) => path.startsWith(`${project.name}/`)), projects },
    });
    expect(report.findings.map(({ location: { file }, message }) => `${file.path}: ${message}`)).toEqual([
      "app/.circleci/config.yml: gh/acme/app",
      "app/other/.circleci/config.yml: gh/acme/app",
      "circleci:gh/acme: deploy",
      "circleci:gh/acme/app: 2 configurations",
      "circleci:gh/acme/idle: 0 configurations",
      "circleci:gh/acme/web: 1 configurations",
      "web/.circleci/config.yml: gh/acme/web",
    ]);
    expect(report.files).toEqual(paths);
    expect(notes(report)).toEqual(["joined | ran"]);
  });
});
