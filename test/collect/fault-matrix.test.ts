/**
 * Every endpoint with every fault, through the real collectors. Each run gives each endpoint another fault, so that after as many runs as
 * there are faults every endpoint has had every one.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startFakeApis } from "../../scripts/fake-apis/fake-apis.ts";
import type { Fault } from "../../scripts/fake-apis/faults.ts";
import type { FakeApis } from "../../scripts/fake-apis/options.ts";
import { factsOfCircleci, factsOfGithub, leaksIn, leavesOf, withoutMarks } from "./whole-facts.ts";
import type { Leaf, Whole } from "./whole-facts.ts";

type Switch = Omit<Fault, "at">;

/** After these nothing is known of what was asked. */
const lethal: readonly Switch[] = [
  { kind: "401" },
  { kind: "403" },
  { kind: "404" },
  { kind: "429" },
  { kind: "429-retry-after" },
  { kind: "429-headers" },
  { kind: "500" },
  { kind: "503" },
  { kind: "html" },
  { kind: "html-500" },
  { kind: "empty" },
  { kind: "bad-json" },
  { kind: "cut" },
  { kind: "cut-body" },
  { kind: "redirect" },
  { kind: "echo-token" },
  { kind: "wrong-types" },
];

/** These change nothing of what is known. */
const harmless: readonly Switch[] = [
  { kind: "kebab" },
  { kind: "prototype-keys" },
  { kind: "flat-settings" },
  { kind: "nested-settings" },
  { kind: "500", times: 1 },
  { kind: "429-retry-after", times: 1 },
  { kind: "cut-body", times: 1 },
];

/** These leave out some of it or change names. */
const others: readonly Switch[] = [{ kind: "looping-page" }, { kind: "control-characters" }];

/** One of each kind in turn, so that faults of the host never come so thick that it is given up. */
const faults = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16].flatMap((index) =>
  [lethal[index], harmless[index], others[index]].filter((fault) => fault !== undefined),
);

interface Service {
  readonly name: string;
  readonly collect: (fake: FakeApis, options?: { readonly deadline: number }) => Promise<Whole>;
  /** Without their answer others are not asked. */
  readonly parents: RegExp;
  /** Leaves of which another endpoint knows the same. */
  readonly twice: RegExp;
  /** Leaves to which several endpoints give their part. */
  readonly joined: RegExp;
}

const services: readonly Service[] = [
  {
    name: "circleci",
    collect: factsOfCircleci,
    parents: /\/(?:v2\/context|runner\/resource|pipeline-definitions|shop\/summary)$/,
    twice: /^\/acme\/settings$/,
    joined: /^\/shop\/(?:settings|metrics)$/,
  },
  {
    name: "github",
    collect: factsOfGithub,
    parents: /\/(?:orgs\/acme|acme\/shop|branches\/main|trees\/main)$/,
    // The parts of an organisation are asked although its settings are refused.
    twice: /^\/organization\//,
    joined: /\/(?:branchGuards|codeOwners|secretScanning|collaborators)$/,
  },
];

describe.each(services)("$name", ({ collect, parents, twice, joined }) => {
  let fake: FakeApis;
  let clean: Map<string, Leaf>;
  let endpoints: readonly string[];
  /** For each leaf the endpoints that it hangs on. */
  const roots = new Map<string, string[]>();

  beforeAll(async () => {
    fake = await startFakeApis({ today: "2026-01-31", contexts: 2, perHour: 1_000_000 });
    clean = leavesOf((await collect(fake)).facts);
    endpoints = [...new Set(fake.requests().map(({ url }) => url.split("?")[0] ?? ""))];
    const children = endpoints.filter((endpoint) => !parents.test(endpoint));
    const waves = [
      ...endpoints.filter((endpoint) => parents.test(endpoint)).map((endpoint) => [endpoint]),
      ...children.flatMap((_, index) => (index % 8 === 0 ? [children.slice(index, index + 8)] : [])),
    ];
    // A status of its own for each tells in the gaps which leaves are whose; few at a time, since the host would be given up.
    for (const wave of waves) {
      fake.setFaults(wave.map((at, index) => ({ kind: "status", amount: 460 + index, at })));
      for (const [path, leaf] of leavesOf((await collect(fake)).facts)) {
        const status = "gap" in leaf ? /HTTP 46(\d)/.exec(leaf.detail)?.[1] : undefined;
        const root = wave[Number(status)];
        if (root !== undefined) roots.set(path, [...(roots.get(path) ?? []), root]);
      }
    }
  }, 60_000);
  afterAll(() => fake.close());

  it("knows what hangs on which endpoint", () => {
    expect(endpoints.length).toBeGreaterThan(15);
    expect(
      [...clean.keys()].filter((path) => !roots.has(path) && !joined.test(path) && !/\/(?:groups|usage)$/.test(path)),
    ).toEqual([]);
  });

  it.each(faults.map((_, run) => run))("run %i: what an endpoint does not tell is a gap, and nothing else is", async (run) => {
    const assigned = new Map<string, Switch>(
      endpoints.map((at, index) => [at, faults[(index + run) % faults.length] ?? { kind: "500" }]),
    );
    fake.setFaults([...assigned].map(([at, fault]) => ({ ...fault, at })));
    fake.forget();
    const { facts, written } = await collect(fake);
    expect(leaksIn(written)).toEqual([]);
    expect(fake.requests().filter(({ service }) => service === "elsewhere")).toEqual([]);
    const wrong: string[] = [];
    // Several endpoints name the same workflows: one that is renamed by one of them is another one.
    const isRenamed = [...assigned].some(([at, { kind }]) => at.includes("/insights/") && kind === "control-characters");
    for (const [path, leaf] of leavesOf(facts)) {
      const before = clean.get(path);
      const struck = (roots.get(path) ?? []).map((root) => assigned.get(root)).filter((fault) => fault !== undefined);
      const state = before === undefined ? "wrong" : compare(leaf, before);
      if (allowed(struck, path).includes(state) || refusesAll(leaf) || (isRenamed && path === "/shop/metrics")) continue;
      wrong.push(`${path} is ${state} after ${struck.map(({ kind }) => kind).join()}: ${JSON.stringify(leaf).slice(0, 200)}`);
    }
    expect(wrong).toEqual([]);
  });

  it("ends although one answer is too large and another never comes", async () => {
    const [large, slow] = endpoints.filter((endpoint) => /\/(?:webhook|token|keys|teams)$/.test(endpoint));
    if (large === undefined || slow === undefined) throw new Error("there are no such endpoints");
    fake.setFaults([
      { kind: "oversized", at: large },
      { kind: "slow", at: slow },
    ]);
    // Real time: a busy machine may lose more than these two, but makes nothing of it that is not so.
    const found = leavesOf((await collect(fake, { deadline: Date.now() + 1500 })).facts);
    const states = [...found].map(([path, leaf]) => [roots.get(path)?.[0], compare(leaf, clean.get(path) ?? leaf)] as const);
    expect(states.filter(([root]) => root === large || root === slow).map(([, state]) => state)).toEqual(["gap", "gap"]);
    expect(states.filter(([, state]) => state === "wrong")).toEqual([]);
  });

  function allowed(struck: readonly Switch[], path: string): readonly State[] {
    const states = struck.map(expected);
    const worst = states.find((some) => some.includes("gap")) ?? states.find((some) => some.includes("less")) ?? ["same"];
    return [...worst, ...(twice.test(path) ? (["same"] as const) : []), ...(joined.test(path) ? (["less", "gap"] as const) : [])];
  }
});

/** After a refused token the same part of the API is not asked again. */
function refusesAll(leaf: Leaf): boolean {
  return "gap" in leaf && leaf.gap === "token";
}

function expected({ kind, times }: Switch): readonly State[] {
  if (harmless.some((fault) => fault.kind === kind && fault.times === times)) return ["same"];
  // Names may be such that nothing can be asked by them any more.
  if (kind === "control-characters") return ["same", "less", "gap"];
  if (kind === "looping-page") return ["same", "gap"];
  return ["gap"];
}

type State = "gap" | "same" | "less" | "wrong";

function compare(now: Leaf, before: Leaf): State {
  if ("gap" in now) return "gap" in before && now.gap === before.gap ? "same" : "gap";
  if ("gap" in before) return "wrong";
  const value = namesWithoutMarks(now.value);
  if (JSON.stringify(value) === JSON.stringify(before.value)) return "same";
  return isPart(value, before.value) ? "less" : "wrong";
}

function namesWithoutMarks(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (key, item: unknown) => {
      // Which jobs are not told is said in their place.
      if (key === "workflowsWithoutJobs") return undefined;
      return typeof item === "string" ? withoutMarks(item) : item;
    }),
  );
}

/** The same, but that some fields are not known. */
function isPart(now: unknown, before: unknown): boolean {
  if (typeof now !== "object" || now === null || typeof before !== "object" || before === null) return now === before;
  if (Array.isArray(now) || Array.isArray(before)) {
    return (
      Array.isArray(now) &&
      Array.isArray(before) &&
      now.length === before.length &&
      now.every((item, index) => isPart(item, before[index]))
    );
  }
  return Object.entries(now).every(([key, value]) => isPart(value, (before as Record<string, unknown>)[key]));
}
