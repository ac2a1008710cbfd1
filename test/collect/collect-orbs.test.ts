import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { OrbAnswer } from "../../src/collect/circleci/orb-version.ts";
import { collectOrbs } from "../../src/collect/collect-orbs.ts";
import type { CollectOrbsRequest } from "../../src/collect/collect-orbs.ts";
import { shownOrb } from "../../src/collect/orb-name.ts";
import type { OrbName } from "../../src/collect/orb-name.ts";
import type { CoverageNote } from "../../src/finding/report.ts";
import { orbSources } from "../../src/collect/orb-sources.ts";

const hour = 3_600_000;
const fault: OrbAnswer = { kind: "fault", fault: { kind: "network", reason: "no network" } };

let top: string;
let now: number;
let asked: string[];
let shelf: Record<string, OrbAnswer>;
beforeEach(() => {
  top = mkdtempSync(path.join(os.tmpdir(), "collect-"));
  now = Date.UTC(2026, 10, 25);
  asked = [];
  shelf = {
    "a/one@1.0.0": found("1.0.0", "orbs: { two: a/two@1, three: a/three@3.0.0 }\ncommands: {}\n"),
    "a/two@1": found("1.4.0", "orbs: { one: a/one@1.0.0, inner: { orbs: { four: a/four@volatile } } }\ncommands: {}\n"),
    "a/three@3.0.0": found("3.0.0", "commands: {}\n"),
    "a/four@volatile": found("4.0.0", "commands: [\n"),
  };
});
afterEach(() => rmSync(top, { recursive: true }));

function found(version: string, text: string): OrbAnswer {
  return { kind: "source", version, text };
}

function name(text: string): OrbName {
  const [, namespace = "", orb = "", version = ""] = /^(.*)\/(.*)@(.*)$/.exec(text) ?? [];
  return { namespace, name: orb, version };
}

async function collect(wanted: readonly string[], changes: Partial<CollectOrbsRequest> = {}) {
  asked = [];
  const orbs = await collectOrbs({
    wanted: wanted.map(name),
    cache: { folder: path.join(top, "cache"), host: "https://circleci.com" },
    vendored: [],
    vendorInto: undefined,
    maxAge: 24 * hour,
    hasToken: false,
    now: () => now,
    ask: (orb) => {
      asked.push(shownOrb(orb));
      return Promise.resolve(shelf[shownOrb(orb)] ?? { kind: "absence", what: "orb", newest: undefined });
    },
    progress: () => undefined,
    ...changes,
  });
  return orbs.map(({ orb, from, copied, fault: reason }) =>
    [shownOrb(orb), from, ...(copied ? [copied] : []), ...(reason ? [reason] : [])].join(" "),
  );
}

function lookUp(reference: string, vendored: readonly string[] = []) {
  const cache = { folder: path.join(top, "cache"), host: "https://circleci.com" };
  const coverage: CoverageNote[] = [];
  const lookup = orbSources({ cache, vendored, root: top, now, maxAge: 24 * hour, tell: (note) => coverage.push(note) });
  return { found: lookup.find(name(reference)), coverage };
}

describe("collecting", () => {
  it("fetches what is wanted and what that imports, in circles too, each once", async () => {
    expect(await collect(["a/one@1.0.0"])).toEqual([
      "a/one@1.0.0 registry",
      "a/two@1 registry",
      "a/three@3.0.0 registry",
      "a/four@volatile registry",
    ]);
    expect(await collect(["a/one@1.0.0", "a/two@1.4.0"])).toEqual([
      "a/one@1.0.0 cache",
      "a/two@1.4.0 cache",
      "a/two@1 cache",
      "a/three@3.0.0 cache",
      "a/four@volatile cache",
    ]);
    expect(asked).toEqual([]);
  });

  it("asks again what a floating version means when the answer is old, never for an exact one", async () => {
    await collect(["a/one@1.0.0"]);
    now += 25 * hour;
    await collect(["a/one@1.0.0"]);
    expect(asked).toEqual(["a/two@1", "a/four@volatile"]);
    now -= 50 * hour;
    await collect(["a/two@1"]);
    expect(asked).toContain("a/two@1");
    await collect(["a/two@1"], { maxAge: 0 });
    expect(asked).toContain("a/two@1");
  });

  it("goes on where it was interrupted", async () => {
    shelf["a/three@3.0.0"] = fault;
    expect(await collect(["a/one@1.0.0"])).toContain("a/three@3.0.0 nowhere no network");
    shelf["a/three@3.0.0"] = found("3.0.0", "commands: {}\n");
    const again = await collect(["a/one@1.0.0"]);
    expect(again).toContain("a/three@3.0.0 registry");
    expect(asked).not.toContain("a/one@1.0.0");
    expect(asked).not.toContain("a/two@1");
  });

  it("does not ask a host about every orb when it cannot be reached", async () => {
    const wanted = Array.from({ length: 40 }, (_, index) => `a/orb${index}@1.0.0`);
    const orbs = await collect(wanted, { ask: () => (asked.push("x"), Promise.resolve(fault)) });
    expect(orbs.every((orb) => orb.endsWith("nowhere no network"))).toBe(true);
    expect(asked.length).toBeLessThanOrEqual(6);
  });

  it("remembers briefly that there is no such orb, but asks again with a token", async () => {
    expect(await collect(["a/none@1.0.0"])).toEqual([
      expect.stringMatching(/nowhere there is no public orb `a\/none`.*CIRCLE_TOKEN/),
    ]);
    await collect(["a/none@1.0.0"]);
    expect(asked).toEqual([]);
    expect(await collect(["a/none@1.0.0"], { hasToken: true })).toEqual([expect.stringContaining("or it is private")]);
    expect(asked).toEqual(["a/none@1.0.0"]);
    now += hour;
    await collect(["a/none@1.0.0"], { hasToken: true });
    expect(asked).toEqual(["a/none@1.0.0"]);
  });

  it("fetches again what was tampered with", async () => {
    await collect(["a/three@3.0.0"]);
    for (const file of readdirSync(path.join(top, "cache/sources")))
      writeFileSync(path.join(top, "cache/sources", file), "evil: 1\n");
    expect(lookUp("a/three@3.0.0").found).toMatchObject({ problem: { code: "unusable-orb-source" } });
    expect(await collect(["a/three@3.0.0"])).toEqual(["a/three@3.0.0 registry"]);
    expect(lookUp("a/three@3.0.0").found).toMatchObject({ version: "3.0.0", from: "cache" });
  });

  it("leaves no drafts behind when many do the same at once", async () => {
    await Promise.all(Array.from({ length: 8 }, () => collect(["a/one@1.0.0"])));
    const files = [...readdirSync(path.join(top, "cache/index")), ...readdirSync(path.join(top, "cache/sources"))];
    expect(files.filter((file) => file.endsWith(".tmp"))).toEqual([]);
    expect(lookUp("a/two@1").found).toMatchObject({ version: "1.4.0" });
  });

  it("stops at an orb that imports without end", async () => {
    let count = 0;
    const endless = () => found("1.0.0", `orbs: { a: x/n${(count += 1)}@1.0.0, b: x/m${count}@1.0.0 }\ncommands: {}\n`);
    const orbs = await collect(["x/start@1.0.0"], { ask: () => Promise.resolve(endless()) });
    expect(orbs).toHaveLength(501);
    expect(orbs.at(-1)).toContain("500 orbs are the most");
  });
});

describe("vendoring", () => {
  it("copies every source, leaves alone what differs, and says so", async () => {
    const into = path.join(top, ".circleci");
    const file = (orb: string): string => path.join(into, "orbs", `${orb}.yml`);
    expect(await collect(["a/three@3.0.0", "a/two@1"], { vendorInto: into })).toContain("a/three@3.0.0 registry new");
    expect(await collect(["a/three@3.0.0"], { vendorInto: into })).toEqual(["a/three@3.0.0 cache same"]);
    writeFileSync(file("a/three@3.0.0"), "commands: {} # mine\n");
    expect(await collect(["a/three@3.0.0"], { vendorInto: into })).toEqual([expect.stringContaining("left as it is")]);
    expect(readFileSync(file("a/three@3.0.0"), "utf8")).toContain("mine");
    shelf["a/two@1"] = found("1.5.0", "commands: { x: {} }\n");
    expect(await collect(["a/two@1"], { vendorInto: into, maxAge: 0 })).toEqual(["a/two@1 registry changed"]);
    expect(readFileSync(file("a/two@1"), "utf8")).toBe("commands: { x: {} }\n");
  });

  it("is used before the cache, and asks nobody", async () => {
    const into = path.join(top, ".circleci");
    await collect(["a/three@3.0.0"], { vendorInto: into });
    writeFileSync(path.join(into, "orbs/a/three@3.0.0.yml"), "commands: {} # mine\n");
    expect(lookUp("a/three@3.0.0", [into]).found).toEqual({
      source: { path: ".circleci/orbs/a/three@3.0.0.yml", text: "commands: {} # mine\n" },
      version: "3.0.0",
      from: "repository",
    });
    expect(await collect(["a/three@3.0.0"], { vendored: [into] })).toEqual(["a/three@3.0.0 repository"]);
    expect(asked).toEqual([]);
  });
});

describe("an audit", () => {
  it("is told when a floating version may mean another by now", async () => {
    await collect(["a/two@1"]);
    expect(lookUp("a/two@1").coverage).toEqual([]);
    now += 25 * hour;
    expect(lookUp("a/two@1")).toMatchObject({
      found: { version: "1.4.0" },
      coverage: [{ source: "orb a/two@1", status: "unknown", reason: expect.stringContaining("2026-11-25") as string }],
    });
    expect(lookUp("a/two@1.4.0").coverage).toEqual([]);
  });

  it("gets nothing for a name that no orb can have", () => {
    expect(lookUp("../evil@1.0.0").found).toBeUndefined();
  });
});
