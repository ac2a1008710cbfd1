/** What is found in the sources of orbs, from the texts to the reports. */
import { fc } from "../property.ts";
import { describe, expect, test } from "vitest";
import { lint, positionAt, render, type LintOptions } from "../../src/index.ts";
import type { FormatName } from "../../src/report/formats.ts";
import type { Report } from "../../src/finding/report.ts";
import { rules as allRules } from "../../rules/index.ts";
import { noOrbs } from "../../src/config/orb-lookup.ts";
import { lint as lintFiles } from "../../src/lint/lint.ts";
import { noRepository } from "../../src/rule/build-audit.ts";
import { defaultSettings } from "../../src/settings/settings.ts";
import type { SourceFile } from "../../src/source/source-file.ts";
import { lookupOf } from "../config/orb-sources.ts";

const orb = `version: 2.1
commands:
  install:
    steps:
      - run: curl https://one.example.com/x.sh | bash
  other:
    steps:
      - run: curl https://two.example.com/x.sh | bash
`;

const config = (line: string): string => `version: 2.1
orbs:
  ${line}
jobs:
  build:
    docker:
      - image: cimg/base:2026.10
    steps:
      - tool/install
      - tool/other
workflows:
  main:
    jobs:
      - build
`;

function lintWith(text: string, sources: Readonly<Record<string, string>>, more: LintOptions = {}): Promise<Report> {
  const only = ["remote-script-execution"];
  return lint([{ path: ".circleci/config.yml", text }], { only, today: "2026-11-25", orbs: lookupOf(sources), ...more });
}

const options = { colour: false, hyperlinks: false, width: 100, failOn: "low" } as const;

const pinned = "tool: acme/tool@1.2.3";
const sources = { "acme/tool@1.2.3": orb };

describe("a finding in an orb", () => {
  test("stands at the reference, with the places in the orb and the ways there", async () => {
    const { findings, files } = await lintWith(config(pinned), sources);
    expect(files).toEqual([".circleci/config.yml"]);
    expect(findings).toHaveLength(1);
    const [finding] = findings;
    const { file, span, path } = finding?.location ?? expect.unreachable();
    expect(`${file.path} ${path.join(".")} ${file.text.slice(span.start, span.end)}`).toBe(
      ".circleci/config.yml orbs.tool acme/tool@1.2.3",
    );
    expect(finding?.message).toBe(
      "In command `install` of the orb `acme/tool@1.2.3`: What `https://one.example.com/x.sh` returns is run by `bash` without a check. " +
        "Whoever controls the server, its domain or its storage runs commands in the job `build`. The orb has one more such place.",
    );
    expect(finding?.replacement).toBeUndefined();
    expect(finding?.remediation).toMatch(/^Take a version of the orb without this.*In the orb: Install the tool/u);
    const related = finding?.related.map(
      ({ file: { path: where }, span: { start }, label, file: of }) =>
        `${where}:${positionAt(of, start).line} ${label.slice(0, 40)}`,
    );
    expect(related).toEqual([
      "orb acme/tool@1.2.3:5 in command `install` of the orb",
      "orb acme/tool@1.2.3:8 in command `other` of the orb: What `htt",
      ".circleci/config.yml:9 called as command `tool/install`",
      ".circleci/config.yml:10 called as command `tool/other`",
    ]);
  });

  test("keeps its fingerprint while the orb's source moves", async () => {
    const prints = async (source: string): Promise<readonly string[]> =>
      (await lintWith(config(pinned), { "acme/tool@1.2.3": source })).findings.map(({ fingerprint }) => fingerprint);
    expect(await prints(`# One.\n# Two.\n${orb}`)).toEqual(await prints(orb));
  });

  test.each(["# secaudit: ignore[remote-script-execution] known", ""])(
    "is ignored by a comment at the reference: %j",
    async (comment) => {
      const { findings, suppressed } = await lintWith(config(`${pinned} ${comment}`), sources);
      expect([findings.length, suppressed.length]).toEqual(comment === "" ? [1, 0] : [0, 1]);
    },
  );

  test("is ignored by the settings at the reference, and not by the path in the orb", async () => {
    const settings = (at: string): NonNullable<LintOptions["settings"]> => ({
      path: ".circleci/secaudit.yml",
      text: `ignore: [{ rule: remote-script-execution, at: ${at}, reason: known }]`,
    });
    expect((await lintWith(config(pinned), sources, { settings: settings("orbs.tool") })).suppressed).toHaveLength(1);
    expect((await lintWith(config(pinned), sources, { settings: settings("commands.install") })).findings).toHaveLength(1);
    const ofOrb = settings("commands.install, path: orb acme/tool@*");
    expect((await lintWith(config(pinned), sources, { settings: ofOrb })).suppressed).toHaveLength(1);
  });

  test("comments in the orb have no say", async () => {
    const commented = orb
      .replaceAll("| bash", "| bash # secaudit: ignore[remote-script-execution] x")
      .replace("version", "# secaudit: ignore-file[remote-script-execution] x\nversion");
    const { findings, problems } = await lintWith(config(pinned), { "acme/tool@1.2.3": commented });
    expect([findings.length, problems.length]).toEqual([1, 0]);
  });

  test("every format shows it", async () => {
    const report = await lintWith(config(pinned), sources);
    const shown = (name: FormatName): Promise<string> => render(name, report, options);
    expect(await shown("pretty")).toContain("orb acme/tool@1.2.3:5:19");
    expect(await shown("markdown")).toContain("`orb acme/tool@1.2.3:5:19`");
    expect(await shown("junit")).toContain("orb acme/tool@1.2.3:5:19");
    expect(await shown("json")).toContain('"file": "orb acme/tool@1.2.3"');
    expect(await shown("github")).toContain("file=.circleci/config.yml,line=3");
    expect(await shown("github")).not.toContain("file=orb");
    expect(await shown("gitlab")).not.toContain('"path": "orb');
    expect(await shown("sarif")).toContain('"uri": "https://circleci.com/developer/orbs/orb/acme/tool?version=1.2.3"');
    expect(await shown("sarif")).not.toContain("orb%20");
  });
});

test("gaps and problems inside an orb are told at the reference, an exact orb with source is no gap", async () => {
  const odd = `${orb}      - nowhere/at-all\n      - run: { shell: python3, command: "print(1)" }\n`;
  const { problems, coverage } = await lintWith(config(pinned), { "acme/tool@1.2.3": odd });
  expect(problems.map(({ message, location }) => `${location?.path.join(".")} ${message}`)).toEqual([
    "orbs.tool In command `other` of the orb `acme/tool@1.2.3`: There is no orb `nowhere`, so `nowhere/at-all` was not checked.",
  ]);
  const gaps = coverage
    .filter(({ status }) => status === "unknown")
    .map(({ source, location }) => `${source} ${location?.path.join(".")}`);
  expect(gaps).toEqual(["script (python) in orb acme/tool@1.2.3 orbs.tool"]);
});

test("a secret in an orb's source is masked everywhere", async () => {
  const token = ["ghp", "_", "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8"].join("");
  const leaking = `${orb}      - run: curl https://three.example.com/${token}/x.sh | bash\n      - ${token}/x\n`;
  const report = await lintWith(
    config(pinned),
    { "acme/tool@1.2.3": leaking },
    { only: ["remote-script-execution", "hardcoded-secret"] },
  );
  expect(report.findings.map(({ ruleId, location }) => `${ruleId} ${location.path.join(".")}`)).toEqual([
    "hardcoded-secret orbs.tool",
    "remote-script-execution orbs.tool",
  ]);
  for (const name of ["pretty", "json", "sarif", "junit", "markdown", "gitlab", "github"] as const) {
    expect(await render(name, report, options)).not.toContain(token.slice(8));
  }
});

test("a parsed orb serves several files", async () => {
  let found = 0;
  const inner = lookupOf(sources);
  const orbs = { find: (wanted: Parameters<typeof inner.find>[0]) => ((found += 1), inner.find(wanted)) };
  const files = ["a", "b", "c"].map((name) => ({ path: `.circleci/${name}.yml`, text: config(pinned) }));
  const { findings } = await lint(files, { only: ["remote-script-execution"], orbs, today: "2026-11-25" });
  expect([found, findings.length]).toEqual([1, 3]);
});

test("whatever an orb's source holds, nothing breaks, and findings stand in the configuration", async () => {
  const lines = [
    ...orb.split("\n"),
    "orbs: { tool: acme/tool@1.2.3 }",
    "  - *a",
    "<<: &a [",
    "      - tool/install",
    "executors: { install: tool/install }",
    "\u0000",
    "? a",
  ];
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom(...lines), { maxLength: 14 }), async (some) => {
      const { findings, problems } = await lintWith(
        config(pinned),
        { "acme/tool@1.2.3": some.join("\n") },
        { only: [], profile: "auditor" },
      );
      for (const { location } of findings) expect(location.file.path).toBe(".circleci/config.yml");
      expect(problems.filter(({ code }) => code === "internal-error")).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

test("an orb kept in many files: findings, secrets and comments of each file", async () => {
  const source = (path: string, text: string): { path: string; text: string } => ({ path, text });
  const step = "steps:\n  - run:\n      command: <<include(scripts/x.sh)>>\n  - run: curl https://four.example.com | sh\n";
  const script =
    "curl https://one.example.com | sh\ncurl https://two.example.com | sh # secaudit: ignore[remote-script-execution] known\n";
  const report = await lintOrb(
    source("src/@orb.yml", "version: 2.1\n"),
    [source("src/commands/a.yml", step)],
    source("src/scripts/x.sh", script),
  );
  const places = report.findings.map(
    ({ location: { file, span, path } }) => `${file.path}:${positionAt(file, span.start).line} ${path.join(".")}`,
  );
  expect(places).toEqual(["src/commands/a.yml:4 steps.1.run", "src/scripts/x.sh:1 "]);
  expect([report.suppressed.length, report.files]).toEqual([1, ["src/@orb.yml", "src/commands/a.yml", "src/scripts/x.sh"]]);
});

function lintOrb(own: SourceFile, [command]: readonly SourceFile[], script: SourceFile): Promise<Report> {
  const files = command === undefined ? [] : [{ keys: ["commands", "a"], source: command }];
  return lintFiles({
    tool: { name: "test", version: "0" },
    rules: allRules,
    only: ["remote-script-execution"],
    files: [{ source: own, named: false, orb: { files, include: () => ({ source: script }) } }],
    follow: () => undefined,
    repositoryOf: () => noRepository,
    orbs: noOrbs,
    settings: defaultSettings,
    today: "2026-11-25",
  });
}
