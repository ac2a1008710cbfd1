import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { findFiles } from "../../src/collect/find-files.ts";
import { readOrbParts } from "../../src/collect/orb-parts.ts";
import type { UnpackedOrb } from "../../src/config/packed-orb.ts";
import type { Problem } from "../../src/finding/report.ts";

let top: string;

beforeEach(() => {
  top = realpathSync(mkdtempSync(path.join(os.tmpdir(), "orb-")));
  write({
    "repo/.git/HEAD": "",
    "repo/src/@orb.yml": "version: 2.1\n",
    "repo/src/commands/install.yml": "steps: []\n",
    "repo/src/commands/more/b.yaml": "steps: []\n",
    "repo/src/commands/@x.yml": "",
    "repo/src/commands/notes.md": "",
    "repo/src/.hidden/a.yml": "",
    "repo/src/scripts/install.sh": "echo\n",
    "outside/secret.sh": "outside",
  });
});
afterEach(() => rmSync(top, { recursive: true }));

function write(files: Readonly<Record<string, string>>): void {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(top, file)), { recursive: true });
    writeFileSync(path.join(top, file), text);
  }
}

function read(limit = 1000): { readonly orb: UnpackedOrb; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const home = path.join(top, "repo");
  return { orb: readOrbParts({ entry: path.join(home, "src/@orb.yml"), home, root: home, limit }, problems), problems };
}

it("reads the YAML files with the keys of their places", () => {
  const { orb, problems } = read();
  expect(orb.files.map(({ keys, source }) => `${keys.join(".")} ${source.path}`)).toEqual([
    "commands src/commands/@x.yml",
    "commands.install src/commands/install.yml",
    "commands.more.b src/commands/more/b.yaml",
  ]);
  expect(problems).toEqual([]);
});

it("includes files of the repository only", () => {
  symlinkSync(path.join(top, "outside/secret.sh"), path.join(top, "repo/src/scripts/link.sh"));
  symlinkSync(path.join(top, "outside"), path.join(top, "repo/src/scripts/out"));
  const { orb } = read();
  expect(orb.include("scripts/install.sh")).toEqual({ source: { path: "src/scripts/install.sh", text: "echo\n" } });
  symlinkSync("../../.git/HEAD", path.join(top, "repo/src/scripts/git.sh"));
  expect(orb.include("scripts/none.sh")).toBeUndefined();
  for (const wanted of [
    "../../outside/secret.sh",
    "scripts/link.sh",
    "scripts/out/secret.sh",
    "/etc/passwd",
    "../.git/HEAD",
    "scripts/git.sh",
    "../../../../../../../etc/passwd",
  ]) {
    const found = orb.include(wanted);
    expect(found === undefined || "problem" in found, wanted).toBe(true);
  }
});

it("does not go round in circles, nor out by a link to a folder", () => {
  symlinkSync(path.join(top, "repo/src"), path.join(top, "repo/src/commands/loop"));
  symlinkSync(path.join(top, "outside"), path.join(top, "repo/src/jobs"));
  write({ "outside/a.yml": "steps: []\n" });
  expect(read().orb.files).toHaveLength(3);
});

it("keeps to the size that is audited", () => {
  write({ "repo/src/commands/large.yml": `steps: []\n#${"x".repeat(2000)}\n` });
  expect(read().problems.map(({ code }) => code)).toEqual(["file-too-large"]);
});

it("an orb's repository is audited with its configuration", () => {
  const find = (cwd: string, ...paths: readonly string[]): readonly string[] =>
    findFiles(paths, path.join(top, cwd)).files.map((file) => `${file.path}${file.named ? " named" : ""}`);
  expect(find("repo")).toEqual(["src/@orb.yml"]);
  write({ "repo/.circleci/config.yml": "version: 2.1\n" });
  expect(find("repo")).toEqual([".circleci/config.yml", "src/@orb.yml"]);
  expect(find("repo", "src")).toEqual(["src/@orb.yml"]);
  expect(find("repo", "src/@orb.yml")).toEqual(["src/@orb.yml named"]);
  expect(find("repo", "src/commands/install.yml", "src/scripts/install.sh")).toEqual(["src/@orb.yml named"]);
  write({ "repo/orb.yml": "" });
  expect(find("repo", "orb.yml")).toEqual(["orb.yml named"]);
  expect(find("repo", ".circleci")).toEqual([".circleci/config.yml"]);
  write({ "repo/orbs/one/src/@orb.yml": "" });
  expect(find("repo/orbs/one")).toEqual(["orbs/one/src/@orb.yml"]);
});
