import { expect, test } from "vitest";
import { noOrbs, type WantedOrb } from "../../src/config/orb-lookup.ts";
import { orbReader } from "../../src/config/orb-reader.ts";
import { libraryOf, orbsOf, orbUsesOf } from "../../src/config/orbs-of.ts";
import { configWith, lookupOf } from "./orb-sources.ts";

const say = "commands: { say: { steps: [{ run: echo }] } }";

test("each orb is looked up once a run, and nested ones are found", async () => {
  const asked: WantedOrb[] = [];
  const lookup = lookupOf({ "a/a@1.2.3": `orbs: { b: b/b@2.0.0 }\n${say}`, "b/b@2.0.0": say }, asked);
  const { config, problems } = await configWith(
    "orbs: { one: a/a@1, two: a/a@1, three: a/a@1.2.3, b: b/b@2.0.0, c: c/c@1.0.0 }",
    lookup,
  );
  expect(problems).toEqual([]);
  expect(asked.map(({ namespace, version }) => `${namespace}@${version}`)).toEqual(["a@1", "b@2.0.0", "c@1.0.0"]);
  const uses = [...orbUsesOf(config)].map(([file, { reference, direct }]) => `${file.path} ${reference.alias} ${direct}`);
  expect(uses).toEqual(["orb a/a@1.2.3 one true", "orb b/b@2.0.0 b true"]);
  expect([...orbsOf(config)].map((orb) => libraryOf(orb) !== undefined)).toEqual([true, true, true, true, false]);
  expect([...orbsOf(config)].map(({ alias }) => alias)).toEqual(["one", "two", "three", "b", "c"]);
});

test("without a lookup or orbs the configuration stays the same object", async () => {
  const { config } = await configWith("jobs: {}", lookupOf({}));
  expect((await orbReader(noOrbs).withOrbs(config)).config).toBe(config);
  expect((await orbReader(lookupOf({})).withOrbs(config)).config).toBe(config);
});

test("orbs in inline orbs, at the reference", async () => {
  const { config, problems } = await configWith(
    "orbs: { in: { orbs: { a: a/a@1.0.0, x: x/x@1.0.0 } } }",
    lookupOf({ "a/a@1.0.0": say, "x/x@1.0.0": "{" }),
  );
  expect([...orbUsesOf(config).values()].map(({ reference }) => reference.alias)).toEqual(["a"]);
  expect(problems.map(({ code, level, location }) => [code, level, location?.path.join(".")])).toEqual([
    ["invalid-orb", "warning", "orbs.in.orbs.x"],
  ]);
});

test.each([
  ["a: [", "The source of the orb `x/x@1.0.0` is no valid YAML (line 1), so it was not used."],
  ["just text", "The source of the orb `x/x@1.0.0` holds no commands, jobs or executors, so it was not used."],
  ["", "The source of the orb `x/x@1.0.0` holds no commands, jobs or executors, so it was not used."],
  ["commands: []", "In the orb `x/x@1.0.0`: `commands` must be a map."],
])("a source that is none: %j", async (source, message) => {
  const { problems } = await configWith("orbs: { x: x/x@1.0.0 }", lookupOf({ "x/x@1.0.0": source }));
  expect(problems.map((problem) => problem.message)).toEqual([message]);
});

test("the problem of a lookup is told at the reference", async () => {
  const problem = { code: "too-large", message: "Too large.", level: "error" } as const;
  const { problems } = await configWith("orbs: { x: x/x@1.0.0 }", { find: () => ({ problem }) });
  expect(problems.map(({ code, location }) => [code, location?.path.join(".")])).toEqual([["too-large", "orbs.x"]]);
});

test("cycles end", async () => {
  const sources = { "a/a@1.0.0": `orbs: { b: b/b@1 }\n${say}`, "b/b@1.0.0": `orbs: { a: a/a@1.0.0, b: b/b@1 }\n${say}` };
  const { config, problems } = await configWith("orbs: { a: a/a@1.0.0, b: b/b@1.0.0 }", lookupOf(sources));
  expect(problems.map(({ code, location }) => `${code} ${location?.path.join(".")}`)).toEqual([
    "orb-cycle orbs.a",
    "orb-cycle orbs.a",
    "orb-cycle orbs.b",
    "orb-cycle orbs.b",
  ]);
  expect(orbUsesOf(config).size).toBe(2);
});

test("names that could lead a lookup astray are not asked for", async () => {
  const asked: WantedOrb[] = [];
  const references = [
    "../x/y@1",
    "a/..@1",
    "a/b@../../c",
    "a/b@1.0.0/../..",
    "a/b@<< pipeline.parameters.v >>",
    "a\\b/c@1",
    "a/b@1.2.3.4",
  ];
  await configWith(`orbs:\n${references.map((each, index) => `  o${index}: '${each}'\n`).join("")}`, lookupOf({}, asked));
  expect(asked).toEqual([]);
});

test("a bomb of orbs is bounded", async () => {
  const asked: WantedOrb[] = [];
  const lookup = lookupOf({}, asked);
  const endless = {
    find(wanted: WantedOrb) {
      lookup.find(wanted);
      const orbs = Array.from({ length: 40 }, (_, index) => `  o${index}: a/a${wanted.name}${index}@1.0.0\n`).join("");
      return { source: { path: "x", text: `orbs:\n${orbs}${say}` }, version: "1.0.0", from: "cache" } as const;
    },
  };
  const { problems } = await configWith("orbs: { a: a/a@1.0.0, b: a/b@1.0.0 }", endless);
  expect(asked.length).toBeLessThanOrEqual(500);
  expect(problems.length).toBeLessThan(100);
});

test("orbs that all use each other are bounded, and each is looked up once", async () => {
  const asked: WantedOrb[] = [];
  const names = Array.from({ length: 100 }, (_, index) => `a/a${index}@1`);
  const orbs = `orbs:\n${names.map((name, index) => `  o${index}: ${name}\n`).join("")}`;
  const sources = Object.fromEntries(names.map((name) => [`${name}.0.0`, `${orbs}${say}`]));
  const { problems } = await configWith(orbs, lookupOf(sources, asked));
  expect(asked.length).toBeLessThanOrEqual(100);
  expect(problems.map(({ message }) => message).join()).toContain("The orbs use more than 5000 orbs together");
});

test("a configuration may name more orbs than are at hand", async () => {
  const orbs = Array.from({ length: 600 }, (_, index) => `  o${index}: a/a${index}@1.0.0\n`).join("");
  const { problems } = await configWith(`orbs:\n${orbs}`, lookupOf({ "a/a599@1.0.0": say }));
  expect(problems).toEqual([]);
});
