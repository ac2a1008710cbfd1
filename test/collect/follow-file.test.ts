import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { followFile } from "../../src/collect/follow-file.ts";

let top: string;

beforeEach(() => {
  top = realpathSync(mkdtempSync(path.join(os.tmpdir(), "follow-")));
  for (const folder of ["repo/.git", "repo/.circleci", "outside"]) mkdirSync(path.join(top, folder), { recursive: true });
  for (const file of ["repo/.git/config", "repo/next.yml", "outside/secret.yml"]) writeFileSync(path.join(top, file), "a: b\n");
});
afterEach(() => rmSync(top, { recursive: true }));

function follow(wanted: string) {
  const root = path.join(top, "repo");
  return followFile({ wanted, from: { path: ".circleci/config.yml", text: "" }, root, cwd: root, limit: 1000 });
}

it("reads a file of the repository", () => {
  expect(follow("next.yml")).toEqual({ source: { path: "next.yml", text: "a: b\n" } });
  expect(follow("none.yml")).toBeUndefined();
});

it("reads nothing outside, and nothing that git keeps, where tokens may be", () => {
  expect(follow("../outside/secret.yml")).toBeUndefined();
  symlinkSync("../outside/secret.yml", path.join(top, "repo/out.yml"));
  symlinkSync(".git/config", path.join(top, "repo/git.yml"));
  for (const wanted of ["out.yml", "git.yml", ".git/config", ".circleci/../.git/config"]) {
    expect(follow(wanted), wanted).toMatchObject({ problem: { code: "link-outside-repository" } });
  }
});
