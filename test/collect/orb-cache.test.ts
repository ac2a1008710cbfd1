import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { keepAbsence, keepSource, readCached } from "../../src/collect/orb-cache.ts";
import type { OrbCache } from "../../src/collect/orb-cache.ts";
import { orbNameOf } from "../../src/collect/orb-name.ts";
import { isVendoredPath, readVendored, vendoredPath, writeVendored } from "../../src/collect/vendored-orbs.ts";

const orb = { namespace: "acme", name: "tool", version: "1.2.3" };
const floating = { ...orb, version: "1" };
const text = "commands:\n  go:\n    steps: [run: echo ✓]\n";
const fetchedAt = Date.UTC(2026, 10, 25);

let top: string;
let cache: OrbCache;
beforeEach(() => {
  top = mkdtempSync(path.join(os.tmpdir(), "orbs-"));
  cache = { folder: path.join(top, "cache"), host: "https://circleci.com" };
});
afterEach(() => rmSync(top, { recursive: true }));

function inside(folder: string): readonly string[] {
  return readdirSync(path.join(cache.folder, folder)).map((name) => path.join(cache.folder, folder, name));
}

describe("the cache", () => {
  it("knows nothing, then what it was given, under the exact version too", () => {
    expect(readCached(cache, floating)).toEqual({ kind: "nothing" });
    expect(keepSource(cache, floating, { text, version: "1.2.3", fetchedAt })).toBeUndefined();
    const known = { kind: "source", text, version: "1.2.3", fetchedAt };
    expect(readCached(cache, floating)).toEqual(known);
    expect(readCached(cache, orb)).toEqual(known);
    expect(readCached({ ...cache, host: "https://other.example.com" }, orb)).toEqual({ kind: "nothing" });
    expect(inside("sources")).toHaveLength(1);
  });

  it("keeps that there is none", () => {
    expect(keepAbsence(cache, orb, { what: "version", withToken: true, fetchedAt })).toBeUndefined();
    expect(readCached(cache, orb)).toEqual({ kind: "absence", what: "version", withToken: true, fetchedAt });
  });

  it("refuses a source that is not the one that was kept", () => {
    keepSource(cache, orb, { text, version: "1.2.3", fetchedAt });
    const [file = ""] = inside("sources");
    writeFileSync(file, text.replace("echo", "evil"));
    expect(readCached(cache, orb)).toMatchObject({ kind: "damaged", reason: expect.stringContaining("checksum") as string });
    writeFileSync(file, "x".repeat(5_000_000));
    expect(readCached(cache, orb)).toMatchObject({
      kind: "damaged",
      reason: expect.stringContaining("more than an orb") as string,
    });
    rmSync(file);
    expect(readCached(cache, orb)).toEqual({ kind: "nothing" });
  });

  it.each([
    ["is no JSON", () => "{"],
    ["is of another orb", (entry: string) => entry.replace("acme/tool", "evil/tool")],
    ["is of another format", (entry: string) => entry.replace('"format": 1', '"format": 2')],
    ["names a file elsewhere", (entry: string) => entry.replace(/"sha256": "[^"]*"/, '"sha256": "../../outside"')],
    ["has no time", (entry: string) => entry.replace(/"fetchedAt": "[^"]*"/, '"fetchedAt": "soon"')],
    ["is huge", (entry: string) => entry + " ".repeat(10_000)],
  ])("refuses an entry that %s", (_, change) => {
    keepSource(cache, orb, { text, version: "1.2.3", fetchedAt });
    const [file = ""] = inside("index");
    writeFileSync(file, change(readFileSync(file, "utf8")));
    expect(readCached(cache, orb).kind).toBe("damaged");
    expect(keepSource(cache, orb, { text, version: "1.2.3", fetchedAt })).toBeUndefined();
    expect(readCached(cache, orb).kind).toBe("source");
  });

  it("follows no link inside its folder, neither to read nor to write", () => {
    keepSource(cache, orb, { text, version: "1.2.3", fetchedAt });
    const [source = ""] = inside("sources");
    const outside = path.join(top, "outside.yml");
    renameSync(source, outside);
    symlinkSync(outside, source);
    expect(readCached(cache, orb)).toMatchObject({ kind: "damaged", reason: expect.stringContaining("it is a link") as string });
    const elsewhere = path.join(top, "elsewhere");
    renameSync(path.join(cache.folder, "index"), elsewhere);
    symlinkSync(elsewhere, path.join(cache.folder, "index"));
    expect(readCached(cache, orb)).toMatchObject({ kind: "damaged", reason: expect.stringContaining("link") as string });
    const before = readdirSync(elsewhere);
    expect(keepSource(cache, { ...orb, name: "other" }, { text, version: "1.2.3", fetchedAt })).toContain("link");
    expect(readdirSync(elsewhere)).toEqual(before);
  });

  it("replaces a planted link instead of writing through it", () => {
    const victim = path.join(top, "victim");
    writeFileSync(victim, "mine");
    keepSource(cache, orb, { text, version: "1.2.3", fetchedAt });
    const [source = ""] = inside("sources");
    rmSync(source);
    symlinkSync(victim, source);
    keepSource(cache, orb, { text, version: "1.2.3", fetchedAt });
    expect(readFileSync(victim, "utf8")).toBe("mine");
    expect(readCached(cache, orb).kind).toBe("source");
  });

  it("says why it cannot be written", () => {
    writeFileSync(cache.folder, "a file");
    expect(keepSource(cache, orb, { text, version: "1.2.3", fetchedAt })).toMatch(/./);
  });
});

describe("a name", () => {
  it.each([
    ["..", "tool", "1.2.3"],
    ["acme", "..", "1.2.3"],
    ["acme", "tool", ".."],
    ["acme", "tool", "1.2.3/../../x"],
    ["acme", "tool", "dev:../x"],
    ["acme", "a/b", "1.2.3"],
    ["acme", "a\\b", "1.2.3"],
    ["c:", "tool", "1.2.3"],
    ["acme", "tool\0", "1.2.3"],
    ["acme", "tool", "1.2.3\n"],
    ["ACME", "tool", "1.2.3"],
    ["__proto__", "tool", "1.2.3"],
    ["acme", "a".repeat(200), "1.2.3"],
    ["acme", "tool", "<< pipeline.parameters.v >>"],
    ["acme", "tool", "1.2.3.4"],
    ["acme", "tool", "latest"],
  ])("%j/%j@%j is refused", (namespace, name, version) => {
    expect(orbNameOf({ kind: "registry", namespace, name, version })).toBeUndefined();
  });

  it("without a version means the last published one", () => {
    expect(orbNameOf({ kind: "registry", namespace: "acme", name: "tool", version: undefined })?.version).toBe("volatile");
  });
});

describe("a vendored source", () => {
  it("has its place in the folder of the configurations", () => {
    const dev = { ...orb, version: "dev:a.b" };
    expect([orb, dev].map(vendoredPath)).toEqual(["orbs/acme/tool@1.2.3.yml", "orbs/acme/tool@dev%3Aa.b.yml"]);
    for (const each of [orb, floating, dev]) expect(isVendoredPath(vendoredPath(each))).toBe(true);
    for (const other of ["orbs/acme/tool.yml", "orbs/tool@1.yml", "orbs/a/b/c@1.yml", "config.yml", "orbs/acme/tool@x.yml"]) {
      expect(isVendoredPath(other)).toBe(false);
    }
  });

  it("is written and read, but through no link", () => {
    expect(writeVendored(top, orb, text)).toBeUndefined();
    expect(readVendored(top, orb)).toMatchObject({ kind: "bytes" });
    expect(existsSync(path.join(top, "orbs/acme/tool@1.2.3.yml"))).toBe(true);
    const folder = path.join(top, "orbs/acme");
    renameSync(folder, path.join(top, "elsewhere"));
    symlinkSync(path.join(top, "elsewhere"), folder);
    expect(readVendored(top, orb)).toMatchObject({ kind: "refused" });
    expect(writeVendored(top, orb, text)).toContain("link");
    rmSync(folder);
    mkdirSync(path.join(folder, "tool@1.2.3.yml"), { recursive: true });
    expect(readVendored(top, orb)).toMatchObject({ kind: "refused" });
  });
});
