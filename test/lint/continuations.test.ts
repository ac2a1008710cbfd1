import { describe, expect, it } from "vitest";
import { cpuTime } from "../cpu-time.ts";
import { noOrbs } from "../../src/config/orb-lookup.ts";
import type { OrbLookup } from "../../src/config/orb-lookup.ts";
import { lintFiles } from "../../src/lint/lint-files.ts";
import { noRepository } from "../../src/rule/build-audit.ts";
import type { Rule } from "../../src/rule/rule.ts";
import { defaultSettings } from "../../src/settings/settings.ts";
import { toPolicy } from "../../src/settings/settings-policy.ts";

interface Request {
  /** What stands in the job of the setup workflow, or its jobs. */
  readonly setup: string;
  /** Other files, by path. */
  readonly files?: Readonly<Record<string, string>>;
  readonly orbs?: OrbLookup;
}

const config = ".circleci/config.yml";

/** Continues with the files given; types of pipeline parameters as rules see them where a script uses them, by `file name`. */
async function run({ setup, files = {}, orbs = noOrbs }: Request) {
  const types = new Map<string, string | undefined>();
  const seen: string[] = [];
  const spy: Rule = {
    meta: { id: "spy" } as Rule["meta"],
    check({ config: { file }, scripts }) {
      seen.push(file.path);
      for (const { part } of scripts.flatMap(({ holes }) => holes)) {
        if (part.reason.kind === "pipeline-parameter") types.set(`${file.path} ${part.reason.name}`, part.reason.type);
      }
      return [];
    },
  };
  const texts: Readonly<Record<string, string>> = { [config]: setup, ...files };
  const linted = await lintFiles({
    files: [{ source: { path: config, text: setup }, named: false }],
    rules: [spy],
    policy: toPolicy(defaultSettings),
    follow: (path) => {
      const text = texts[path.replace(/^\.\//, "")];
      return text === undefined ? undefined : { source: { path: path.replace(/^\.\//, ""), text } };
    },
    repositoryOf: () => noRepository,
    orbs,
  });
  const text = (at: {
    readonly file: { readonly text: string };
    readonly span: { readonly start: number; readonly end: number };
  }) => at.file.text.slice(at.span.start, at.span.end);
  return {
    seen,
    types: Object.fromEntries(types),
    problems: [...linted.problems, ...linted.outcomes.flatMap(({ problems }) => problems)].map(
      ({ code, message, location }) => `${code} ${location === undefined ? "" : text(location)}: ${message}`,
    ),
    coverage: linted.coverage
      .filter(({ source }) => source?.startsWith("continuation"))
      .map(({ source, reason }) => `${source ?? ""}: ${reason ?? ""}`),
  };
}

const orbs = "orbs:\n  continuation: circleci/continuation@2.0.1\n  path-filtering: circleci/path-filtering@2.1.0\n";
const base = `version: 2.1\nsetup: true\n${orbs}`;

/** A setup workflow of one job with these steps. */
function steps(text: string, more = ""): string {
  const indented = text.replaceAll(/^(?=.)/gm, "      ");
  return `${base}${more}jobs:\n  plan:\n    docker: [{ image: cimg/base:2026.10 }]\n    steps:\n      - checkout\n${indented}\nworkflows:\n  setup:\n    jobs: [plan]\n`;
}

/** A setup workflow that filters paths. */
function filter(text: string, more = ""): string {
  return `${base}${more}workflows:\n  setup:\n    jobs:\n      - path-filtering/filter:\n${text.replaceAll(/^(?=.)/gm, "          ")}\n`;
}

/** A configuration with these parameters, each used in a script. */
function next(parameters: Readonly<Record<string, string>>): string {
  const defaults: Readonly<Record<string, string>> = { string: "x", boolean: "false", integer: "1" };
  const declared = Object.entries(parameters).map(
    ([name, type]) => `  ${name}: { type: ${type}, default: ${defaults[type] ?? ""} }\n`,
  );
  const used = Object.keys(parameters).map((name) => `      - run: echo << pipeline.parameters.${name} >>\n`);
  return `version: 2.1\nparameters:\n${declared.join("")}jobs:\n  b:\n    docker: [{ image: a }]\n    steps:\n      - checkout\n${used.join("")}`;
}

const usual = ".circleci/continue_config.yml";

describe("circleci/continuation", () => {
  it.each([
    ["the command", steps("- continuation/continue:\n    configuration_path: ci/next.yml")],
    ["the command in the other spelling", steps("- continuation/continue:\n    configuration-path: ci/next.yml")],
    ["a path from the checkout", steps("- continuation/continue:\n    configuration_path: ~/project/ci/next.yml")],
    [
      "the job",
      `${base}workflows:\n  s:\n    jobs:\n      - continuation/continue:\n          configuration_path: ci/next.yml\n`,
    ],
  ])("%s names the file", async (_, setup) => {
    const { seen, coverage } = await run({ setup, files: { "ci/next.yml": next({}) } });
    expect({ seen, coverage }).toEqual({ seen: [config, "ci/next.yml"], coverage: [] });
  });

  it("has a usual file", async () => {
    expect((await run({ setup: steps("- continuation/continue"), files: { [usual]: next({}) } })).seen).toEqual([config, usual]);
  });

  it("hands on what its JSON says, typed", async () => {
    const parameters = `'{"go": true, "who": "everybody", "count": 3, "late": "<< pipeline.git.branch >>", "odd": "yes", "no": 1}'`;
    const { types, problems } = await run({
      setup: steps(`- continuation/continue:\n    parameters: ${parameters}`),
      files: {
        [usual]: next({ go: "boolean", who: "string", count: "integer", late: "string", odd: "boolean", free: "string" }),
      },
    });
    expect(types).toMatchObject({ [`${usual} who`]: "enum", [`${usual} late`]: "string", [`${usual} free`]: "string" });
    expect(problems).toEqual([
      `wrong-parameter-type "odd": The parameter \`odd\` of \`${usual}\` must be a boolean, not the string \`"yes"\`; CircleCI refuses to continue with it.`,
      `unknown-parameter "no": \`no\` is no parameter of \`${usual}\`, so CircleCI refuses to continue with it.`,
    ]);
  });

  it("may take the JSON from a file of the repository, or from one that is made", async () => {
    const setup = (file: string): string => steps(`- continuation/continue:\n    parameters: ${file}`);
    const files = { [usual]: next({ who: "string" }), "ci/p.json": '{"who": "me"}' };
    expect((await run({ setup: setup("ci/p.json"), files })).types).toEqual({ [`${usual} who`]: "enum" });
    expect((await run({ setup: setup("/tmp/p.json"), files })).types).toEqual({ [`${usual} who`]: "string" });
  });

  it("leaves a parameter open that whoever starts the pipeline may set too", async () => {
    const own = "parameters:\n  who: { type: string, default: x }\n";
    const setup = steps(`- continuation/continue:\n    parameters: '{"who": "me"}'`, own);
    const { types } = await run({ setup, files: { [usual]: next({ who: "string" }) } });
    expect(types).toEqual({ [`${usual} who`]: "string" });
  });

  it("may go on with what a step makes", async () => {
    const setup = steps(
      "- run:\n    name: Generate\n    command: ./generate.sh > generated.yml\n- continuation/continue:\n    configuration_path: generated.yml",
    );
    expect((await run({ setup })).coverage).toEqual([
      "continuation configuration generated.yml: it is not in the repository: the step `Generate` of the job `plan` makes it while the pipeline runs",
    ]);
    const named = setup.replace("> generated.yml", "--into generated.yml");
    expect((await run({ setup: named })).coverage).toEqual([
      expect.stringContaining("`Generate` of the job `plan` seems to make it"),
    ]);
    expect((await run({ setup, files: { "generated.yml": next({}) } })).coverage).toEqual([
      "continuation configuration generated.yml: checked as it lies in the repository, but the step `Generate` of the job `plan` writes it anew",
    ]);
  });

  it("says it once, however many workflows run the job", async () => {
    const setup = steps("- continuation/continue:\n    configuration_path: /tmp/made.yml").replace(
      "jobs: [plan]",
      "jobs: [plan]\n  again:\n    jobs: [plan]",
    );
    expect((await run({ setup })).coverage).toHaveLength(1);
  });

  it("continues nothing from a configuration that is no setup", async () => {
    const { coverage, seen } = await run({
      setup: steps("- continuation/continue").replace("setup: true\n", ""),
      files: { [usual]: next({}) },
    });
    expect({ coverage, seen }).toEqual({ coverage: [], seen: [config] });
  });

  it("is said once when the source of the orb is at hand, with the request that it makes inside", async () => {
    const source = {
      path: "x",
      text: `commands:
  continue:
    parameters:
      configuration_path: { type: string, default: "" }
    steps:
      - run: curl --data @/tmp/body.json https://circleci.com/api/v2/pipeline/continue
jobs:
  continue:
    parameters:
      configuration_path: { type: string, default: "" }
    docker: [{ image: a }]
    steps:
      - continue: { configuration_path: << parameters.configuration_path >> }
`,
    };
    const atHand: OrbLookup = {
      find: ({ name }) => (name === "continuation" ? { source, version: "2.0.1", from: "cache" } : undefined),
    };
    const files = { "ci/next.yml": next({}) };
    for (const setup of [
      steps("- continuation/continue:\n    configuration_path: ci/next.yml"),
      `${base}workflows:\n  s:\n    jobs:\n      - continuation/continue:\n          configuration_path: ci/next.yml\n`,
    ]) {
      const { seen, coverage } = await run({ setup, files, orbs: atHand });
      expect({ seen, coverage }).toEqual({ seen: [config, "ci/next.yml"], coverage: [] });
    }
  });
});

describe("circleci/path-filtering", () => {
  it("hands on what its mapping says, typed", async () => {
    const mapping = [
      "# what changed",
      "",
      "src/.* run-src true",
      'docs/.*  who   "writers"',
      'lib/.* who "<< pipeline.git.branch >>"',
      'api/.* only "api"',
      'db/.* run-src "true"',
      "x/.* none true",
      "y/.* only word",
      "z/.* only",
    ];
    const { types, problems } = await run({
      setup: filter(`base-revision: main\nmapping: |\n${mapping.map((line) => `  ${line}`).join("\n")}`),
      files: { [usual]: next({ "run-src": "boolean", who: "string", only: "string", free: "string" }) },
    });
    expect(types).toMatchObject({ [`${usual} only`]: "enum", [`${usual} who`]: "string", [`${usual} free`]: "string" });
    expect(problems.map((problem) => problem.slice(0, problem.indexOf(":")))).toEqual([
      "invalid-mapping word",
      "invalid-mapping z/.*",
      "wrong-parameter-type run-src",
      "unknown-parameter none",
    ]);
  });

  it("may name the configuration in each line, and its own is then left out", async () => {
    const setup = filter("config-path: ci/unused.yml\nmapping: |\n  a/.* run-a true ci/a.yml\n  b/.* run-b true ci/b.yml");
    const files = {
      "ci/a.yml": next({ "run-a": "boolean" }),
      "ci/b.yml": next({ "run-b": "boolean" }),
      "ci/unused.yml": next({}),
    };
    const { seen, problems } = await run({ setup, files });
    expect(seen).toEqual([config, "ci/a.yml", "ci/b.yml"]);
    expect(problems).toEqual([]);
    const { coverage } = await run({ setup, files: { "ci/a.yml": next({ "run-a": "boolean" }) } });
    expect(coverage).toEqual([expect.stringContaining("ci/b.yml: it is not in the repository")]);
  });

  it("may have its mapping in a file", async () => {
    const files = { [usual]: next({ who: "string" }), "ci/mapping.conf": 'a/.* who "me"\n' };
    expect((await run({ setup: filter("mapping: ci/mapping.conf"), files })).types).toEqual({ [`${usual} who`]: "enum" });
    expect((await run({ setup: filter("mapping: /tmp/mapping.conf"), files })).types).toEqual({ [`${usual} who`]: "string" });
  });

  it("may be called as a command, with circleci/continuation behind it", async () => {
    const setup = (more: string): string =>
      steps(
        `- path-filtering/set-parameters:\n    mapping: a/.* who "me"${more}\n- continuation/continue:\n    parameters: /tmp/pipeline-parameters.json`,
      );
    const files = { [usual]: next({ who: "string" }) };
    expect((await run({ setup: setup(""), files })).types).toEqual({ [`${usual} who`]: "enum" });
    expect((await run({ setup: setup("\n    output-path: /tmp/other.json"), files })).types).toEqual({
      [`${usual} who`]: "string",
    });
  });

  it("may put several configurations together", async () => {
    const setup = steps(
      "- path-filtering/set-parameters:\n    mapping: |\n      a/.* run-a true ci/a.yml\n      b/.* run-b true ci/b.yml\n" +
        "- path-filtering/generate-config\n- continuation/continue:\n    configuration_path: /tmp/generated-config.yml\n    parameters: /tmp/pipeline-parameters.json",
    );
    const files = { "ci/a.yml": next({ "run-a": "boolean" }), "ci/b.yml": next({ "run-b": "boolean" }) };
    expect(await run({ setup, files })).toMatchObject({ seen: [config, "ci/a.yml", "ci/b.yml"], coverage: [], problems: [] });
  });
});

describe("a script that continues by itself", () => {
  const request = "curl -sSf -X POST -d @/tmp/body.json https://circleci.com/api/v2/pipeline/continue";
  it.each([
    ["cat", `jq -n --arg c "$(cat ci/next.yml)" '{configuration: $c}' > /tmp/body.json\n${request}`],
    ["a redirection", `jq -n --arg c "$(< ci/next.yml)" '{configuration: $c}' > /tmp/body.json\n${request}`],
    ["jq itself", `jq -n --rawfile c ci/next.yml '{configuration: $c}' > /tmp/body.json\n${request}`],
    ["an address in a variable", `URL="https://$HOST/api/v2/pipeline/continue"\ncat ci/next.yml | ./body > b\ncurl -d @b "$URL"`],
  ])("reads its configuration by %s", async (_, script) => {
    const setup = steps(`- run: |\n${script.replaceAll(/^/gm, "    ")}`);
    const { seen, coverage, types } = await run({ setup, files: { "ci/next.yml": next({ who: "string" }) } });
    expect({ seen, coverage }).toEqual({ seen: [config, "ci/next.yml"], coverage: [] });
    expect(types).toEqual({ "ci/next.yml who": "string" });
  });

  it("may make it, which is said once", async () => {
    const setup = steps(`- run:\n    name: Go on\n    command: |\n      ./generate | ./body > b\n      ${request}`);
    expect((await run({ setup })).coverage).toEqual([
      "continuation configuration: it is not in the repository: the step `Go on` of the job `plan` makes it while the pipeline runs",
    ]);
  });

  it.each([`echo "POST to /api/v2/pipeline/continue"`, `# ${request}`, `cat <<'END'\n      ${request}\n      END`])(
    "is not one that only speaks of it: %s",
    async (script) => {
      const { coverage } = await run({ setup: steps(`- run: |\n    ${script.replaceAll("      ", "    ")}`) });
      expect(coverage).toEqual([]);
    },
  );
});

it("takes little time for mappings and parameters that want to take much", async () => {
  const mapping = Array.from({ length: 10_000 }, (_, index) => `  a/.* p${index} "<<pipeline.id>>"`).join("\n");
  const parameters = Array.from({ length: 2000 }, (_, index) => `"p${index}": "x"`).join(", ");
  const many = Array.from({ length: 500 }, () => `      - continuation/continue: { <<: *same }`).join("\n");
  const setup = `${base}x-same: &same\n  parameters: '{${parameters}}'\nworkflows:\n  s:\n    jobs:\n      - path-filtering/filter:\n          mapping: |\n${mapping.replaceAll(/^/gm, "          ")}\n${many}\n`;
  const started = cpuTime();
  await run({ setup, files: { [usual]: next({ p1: "string" }) } });
  expect(cpuTime() - started).toBeLessThan(8000);
}, 60_000);
