/** What is read from a configuration as written, and what is said when it does not fit. */
import { fc } from "../property.ts";
import { describe, expect, test } from "vitest";
import { orbsOf } from "../../src/config/orbs-of.ts";
import type { Config, OrbSource } from "../../src/config/config.ts";
import { readConfig } from "../../src/config/read-config.ts";
import { parseNow } from "../yaml/parse-now.ts";
import { configOf, problemsOf, sourceOf, unmark } from "./read.ts";

function expectWrongType(marked: string): void {
  const { text, places } = unmark(marked);
  expect(problemsOf(text).toSorted()).toEqual(places.map((place) => `wrong-type ${place}`).toSorted());
}

describe("the file", () => {
  test.each([
    ["version: 2.1", "2.1"],
    ['version: "2.1"', "2.1"],
    ["version: 2", "2"],
    ["jobs: {}", undefined],
  ])("%s", (text, version) => expect(configOf(text).version).toBe(version));

  test.each([
    ["setup: true", true],
    ["setup: false", false],
    ["version: 2.1", false],
  ])("%s", (text, setup) => {
    const config = configOf(text);
    expect(config.setup).toBe(setup);
    expect(sourceOf(config.setupNode)).toBe(text.startsWith("setup") ? String(setup) : undefined);
  });

  test.each<[string, Config["kind"]]>([
    ["version: 2.1\nworkflows: { w: { jobs: [] } }", "config"],
    ["version: 2\njobs: { build: { machine: true } }", "config"],
    ["version: 2.1\ncommands: { c: { steps: [] } }", "orb"],
    ["jobs: { build: { machine: true } }", "orb"],
    ["version: 2.1\njobs: { test: { machine: true } }", "orb"],
    ["version: 2.1\norbs: { node: circleci/node@7 }", "config"],
  ])("%s", (text, kind) => expect(configOf(text).kind).toBe(kind));

  test("sections without content are empty", () => {
    const empty = "orbs:\ncommands:\nexecutors:\njobs:\njob-groups:\nparameters:\nworkflows:\n";
    const config = configOf(empty);
    expect(problemsOf(empty)).toEqual([]);
    expect([config.orbs.size, config.library.jobs.size, config.library.commands.size, config.parameters.size]).toEqual([
      0, 0, 0, 0,
    ]);
    expect([config.jobGroups.size, config.workflows.length]).toEqual([0, 0]);
  });

  test.each(["orbs", "commands", "executors", "jobs", "job-groups", "parameters", "workflows"])("%s must be a map", (section) => {
    expectWrongType(`${section}: «[a]»\n`);
    expectWrongType(`${section}: «text»\n`);
  });
});

describe("definitions", () => {
  test("have their name, its place and their parameters", () => {
    const { library } = configOf("jobs:\n  a job:\n    machine: true\n    parameters: { x: { type: string } }\n");
    const job = library.jobs.get("a job");
    expect([job?.name, sourceOf(job?.nameNode), sourceOf(job?.node.entries[0]?.value)]).toEqual(["a job", "a job", "true"]);
    expect([...(job?.parameters.keys() ?? [])]).toEqual(["x"]);
  });

  test("come through aliases and merge keys", () => {
    const text = "x: &all { a: &a { machine: true } }\njobs: { <<: *all, b: *a, c: { <<: *a, shell: sh } }\n";
    const { library } = configOf(text);
    expect([...library.jobs.keys()]).toEqual(["a", "b", "c"]);
    expect(library.jobs.get("b")?.node).toBe(library.jobs.get("a")?.node);
    expect(library.jobs.get("c")?.node.entries.map(({ key }) => key)).toEqual(["machine", "shell"]);
  });

  test("that are no maps are reported and left out", () => {
    const marked = "jobs: { a: «[checkout]», b: { machine: true } }\ncommands: { c: «text» }\nexecutors: { d: «[x]» }\n";
    expectWrongType(marked);
    expect([...configOf(unmark(marked).text).library.jobs.keys()]).toEqual(["b"]);
  });

  test("an executor may be another name for one", () => {
    const executor = configOf("executors: { win: windows/default }").library.executors.get("win");
    expect(executor?.node.entries.map(({ key, value }) => [key, sourceOf(value)])).toEqual([["executor", "windows/default"]]);
  });

  test("a run step needs a command", () => {
    const within = (step: string): string => `jobs: { a: { machine: true, steps: [${step}] } }`;
    expectWrongType(within("run: «{ name: x }»"));
    expect(problemsOf(within("run:")).map((problem) => problem.split(" ")[0])).toEqual(["wrong-type"]);
    expect(problemsOf(within("run: echo"))).toEqual([]);
  });
});

describe("parameters", () => {
  const read = (body: string) => configOf(`parameters: { p: ${body} }`).parameters.get("p");

  test.each(["string", "boolean", "integer", "enum", "executor", "steps", "env_var_name"])("of type %s", (type) => {
    expect(read(`{ type: ${type} }`)?.type).toBe(type);
    expect(problemsOf(`parameters: { p: { type: ${type} } }`)).toEqual([]);
  });

  test.each([
    ["{ type: string, default: x }", "x"],
    ["{ type: boolean, default: false }", "false"],
    ['{ type: string, default: "" }', '""'],
    ["{ type: string, default: }", ""],
    ["{ type: string }", undefined],
  ])("default of %s", (body, source) => expect(sourceOf(read(body)?.defaultValue)).toBe(source));

  test("values of an enum", () => {
    expect(read("{ type: enum, enum: [a, 1, true], default: a }")?.enumValues).toEqual(["a", "1", "true"]);
    expect(read("{ type: enum, enum: a }")?.enumValues).toBeUndefined();
    expect(read("{ type: string }")?.enumValues).toBeUndefined();
  });

  test("without a type", () => {
    expect(read("{ default: x }")?.type).toBeUndefined();
    expect(problemsOf("parameters: { p: { default: x } }")).toEqual([]);
  });

  test.each(["{ type: «number» }", "{ type: «[string]» }", "«string»", "«[string]»"])("%s is reported", (body) => {
    expectWrongType(`parameters: { p: ${body} }`);
    expect(read(unmark(body).text)?.type).toBeUndefined();
  });
});

describe("orbs", () => {
  const sourceOfOrb = (reference: string): OrbSource | undefined => configOf(`orbs: { o: ${reference} }`).orbs.get("o")?.source;

  test.each<[string, OrbSource]>([
    ["circleci/node@7.1.0", { kind: "registry", namespace: "circleci", name: "node", version: "7.1.0" }],
    ['"acme/tools@1"', { kind: "registry", namespace: "acme", name: "tools", version: "1" }],
    ["acme/tools@volatile", { kind: "registry", namespace: "acme", name: "tools", version: "volatile" }],
    ["acme/tools@dev:first", { kind: "registry", namespace: "acme", name: "tools", version: "dev:first" }],
    ["acme/tools", { kind: "registry", namespace: "acme", name: "tools", version: undefined }],
    ["acme/tools@", { kind: "registry", namespace: "acme", name: "tools", version: undefined }],
    [
      "acme/tools@<< pipeline.parameters.v >>",
      { kind: "registry", namespace: "acme", name: "tools", version: "<< pipeline.parameters.v >>" },
    ],
    ["https://example.com/orb.yml", { kind: "url", url: "https://example.com/orb.yml" }],
    ["http://example.com/orb.yml", { kind: "url", url: "http://example.com/orb.yml" }],
    ['"<< pipeline.parameters.orb >>"', { kind: "unclear", text: "<< pipeline.parameters.orb >>" }],
    ["tools@1", { kind: "unclear", text: "tools@1" }],
    ["a/b/c@1", { kind: "unclear", text: "a/b/c@1" }],
    ["a/b@1@2", { kind: "unclear", text: "a/b@1@2" }],
    ["{}", { kind: "unclear", text: "" }],
  ])("%s", (reference, source) => expect(sourceOfOrb(reference)).toEqual(source));

  test("inline, with orbs of their own", () => {
    const config = configOf(`orbs:
  outer:
    orbs: { inner: { commands: { say: { steps: [] } } }, slack: circleci/slack@5 }
    jobs: { go: { machine: true } }
  last: acme/last@1.0.0
`);
    const outer = config.orbs.get("outer")?.source;
    expect(outer?.kind === "inline" && [...outer.library.jobs.keys()]).toEqual(["go"]);
    expect([...orbsOf(config)].map(({ alias }) => alias)).toEqual(["outer", "inner", "slack", "last"]);
  });

  test("of another type are reported", () => {
    expectWrongType("orbs: { o: «[a]» }");
  });

  test("nested without end are cut with a word", () => {
    const deep = `${"orbs: {o: {".repeat(40)}jobs: {}${"}}".repeat(40)}`;
    expect(problemsOf(deep).map((problem) => problem.split(" ")[0])).toEqual(["too-deep"]);
  });
});

describe("workflows and job groups", () => {
  const invocations = (jobs: string) =>
    configOf(`workflows: { w: { jobs: ${jobs} } }`).workflows[0]?.invocations.map(({ jobName, nameNode, body }) => [
      jobName,
      sourceOf(nameNode),
      body?.entries.map(({ key }) => key),
    ]);

  test("invocations in every form", () => {
    expect(invocations("[a, orb/b, c: , d: { requires: [a] }, 'e f', 'g h': { name: x }]")).toEqual([
      ["a", "a", undefined],
      ["orb/b", "orb/b", undefined],
      ["c", "c", undefined],
      ["d", "d", ["requires"]],
      ["e f", "'e f'", undefined],
      ["g h", "'g h'", ["name"]],
    ]);
  });

  test("conditions and triggers as written", () => {
    const [workflow] = configOf(
      "workflows: { w: { when: << pipeline.parameters.x >>, triggers: [{ schedule: { cron: x } }], jobs: [] } }",
    ).workflows;
    expect([sourceOf(workflow?.when), workflow?.unless, workflow?.triggers?.kind]).toEqual([
      "<< pipeline.parameters.x >>",
      undefined,
      "seq",
    ]);
    expect(sourceOf(configOf("workflows: { w: { unless: true, jobs: [] } }").workflows[0]?.unless)).toBe("true");
  });

  test("in their order, without the old version key", () => {
    const { workflows } = configOf("workflows: { version: 2, b: { jobs: [] }, a: { jobs: [] } }");
    expect(workflows.map(({ name, nameNode }) => [name, sourceOf(nameNode)])).toEqual([
      ["b", "b"],
      ["a", "a"],
    ]);
  });

  test("job groups hold invocations", () => {
    const { jobGroups } = configOf("job-groups: { g: { jobs: [a, b: { requires: [a] }] } }");
    expect(jobGroups.get("g")?.invocations.map(({ jobName }) => jobName)).toEqual(["a", "b"]);
  });

  test.each([
    "workflows: { w: { jobs: «a» } }",
    "workflows: { w: { jobs: [«{ a: {}, b: {} }»] } }",
    "workflows: { w: { jobs: [«[a]»] } }",
    "workflows: { w: { jobs: [a: «text»] } }",
    "workflows: { w: «[a]» }",
    "job-groups: { g: «[a]» }",
    "job-groups: { g: { jobs: «{}» } }",
  ])("%s is reported", expectWrongType);
});

test("any YAML is read without an exception, and problems stand inside the file", () => {
  const leaf = fc.oneof(
    fc.constantFrom("a", "<< x >>", "run", "checkout", "acme/x@1"),
    fc.boolean(),
    fc.integer(),
    fc.constant(null),
  );
  const key = fc.constantFrom(
    ...[
      "version",
      "orbs",
      "jobs",
      "commands",
      "executors",
      "workflows",
      "job-groups",
      "parameters",
      "steps",
      "run",
      "when",
      "docker",
    ],
    ...["type", "default", "enum", "requires", "matrix", "machine", "auth", "a", "b"],
  );
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 6 },
      leaf,
      fc.array(tie("tree"), { maxLength: 4 }),
      fc.dictionary(key, tie("tree"), { maxKeys: 5 }),
    ),
  }));
  fc.assert(
    fc.property(fc.dictionary(key, tree, { maxKeys: 8 }), (content) => {
      const file = { path: "config.yml", text: JSON.stringify(content) };
      const { root } = parseNow(file);
      if (root?.kind !== "map") return;
      for (const { location } of readConfig(file, root).problems) {
        expect(location?.span.start).toBeGreaterThanOrEqual(0);
        expect(location?.span.end).toBeLessThanOrEqual(file.text.length);
      }
    }),
    { numRuns: 300 },
  );
});
