import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { repositoryFactsOf } from "../../src/collect/repository-facts.ts";

let top: string;

beforeEach(() => {
  top = realpathSync(mkdtempSync(path.join(os.tmpdir(), "facts-")));
  mkdirSync(path.join(top, "project/.git"), { recursive: true });
  mkdirSync(path.join(top, "project/.circleci"));
  mkdirSync(path.join(top, "project/web"));
  for (const name of ["project/.circleci/config.yml", "project/web/package-lock.json", "outside.lock"]) {
    writeFileSync(path.join(top, name), "");
  }
  symlinkSync(path.join(top, "outside.lock"), path.join(top, "project/yarn.lock"));
});
afterEach(() => rmSync(top, { recursive: true }));

const factsOf = (file: string) => repositoryFactsOf({ path: file, text: "" }, path.join(top, "project"), top);

it("knows the files of the repository, and no folder for a file", () => {
  const { hasFile } = factsOf(".circleci/config.yml");
  expect(["web/package-lock.json", "web", "package-lock.json", ""].map(hasFile)).toEqual([true, false, false, false]);
});

it("looks at nothing outside, by dots or by links", () => {
  const { hasFile } = factsOf(".circleci/config.yml");
  expect(["../outside.lock", path.join(top, "outside.lock"), "yarn.lock", "a\0b"].map(hasFile)).toEqual([
    false,
    false,
    false,
    false,
  ]);
});

it("knows where the checkout was cloned from, and follows nothing to find out", () => {
  const origin =
    '[core]\n\tbare = false\n[remote "upstream"]\n\turl = a\n[remote "origin"]\n\turl = git@github.com:acme/app.git\n\tfetch = x\n';
  const config = path.join(top, "project/.git/config");
  expect(factsOf(".circleci/config.yml").project).toBeUndefined();
  writeFileSync(config, origin);
  expect(factsOf(".circleci/config.yml").project).toBe("github.com:acme/app.git");
  writeFileSync(config, `${origin}${" ".repeat(70_000)}`);
  expect(factsOf(".circleci/config.yml").project).toBeUndefined();
  // No token gets as far as a message.
  for (const user of ["https://x-access-token:ghs_fake@", "ssh://git@", "git@", "a:b@c@"]) {
    writeFileSync(config, origin.replace("git@github.com:acme/app.git", `${user}github.com/acme/app`));
    expect(factsOf(".circleci/config.yml").project).toMatch(/^(?:https:\/\/|ssh:\/\/)?github\.com\/acme\/app$/);
  }
  writeFileSync(path.join(top, "elsewhere"), origin);
  rmSync(config);
  symlinkSync(path.join(top, "elsewhere"), config);
  expect(factsOf(".circleci/config.yml").project).toBeUndefined();
  rmSync(path.join(top, "project/.git"), { recursive: true });
  writeFileSync(path.join(top, "project/.git"), "gitdir: /elsewhere\n");
  expect(factsOf(".circleci/config.yml").project).toBeUndefined();
});

it("says that it does not know when the audited text is in no file", () => {
  expect(factsOf("<stdin>").hasFile("web/package-lock.json")).toBe("unknown");
});
