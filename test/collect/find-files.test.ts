import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findFiles } from "../../src/collect/find-files.ts";

let top: string;

beforeEach(() => {
  top = realpathSync(mkdtempSync(path.join(os.tmpdir(), "find-")));
});
afterEach(() => rmSync(top, { recursive: true }));

function write(...files: readonly string[]): void {
  for (const file of files) {
    mkdirSync(path.dirname(path.join(top, file)), { recursive: true });
    writeFileSync(path.join(top, file), "version: 2.1\n");
  }
}

function find(cwd: string, ...paths: readonly string[]) {
  const { files, problems, root, folders } = findFiles(paths, path.join(top, cwd));
  return {
    root: path.relative(top, root),
    files: files.map((file) => file.path),
    named: files.filter((file) => file.named).map((file) => file.path),
    problems: problems.map((problem) => problem.code),
    messages: problems.map((problem) => problem.message),
    folders: folders.map((folder) => path.relative(top, folder)),
  };
}

describe("a repository", () => {
  beforeEach(() => {
    write(
      "repo/.git/HEAD",
      "repo/.circleci/config.yml",
      "repo/.circleci/more/b.yaml",
      "repo/.circleci/more/notes.md",
      "repo/other.yml",
    );
  });

  it("is found from a folder inside it, and paths are relative to it", () => {
    write("repo/src/deep/file.txt");
    const found = find("repo/src/deep");
    expect(found).toMatchObject({
      root: "repo",
      files: [".circleci/config.yml", ".circleci/more/b.yaml"],
      named: [],
      problems: [],
    });
    expect(found.folders).toEqual(["repo/.circleci"]);
  });

  it("may have a `.git` file, as submodules and worktrees do", () => {
    write("repo/sub/.git", "repo/sub/.circleci/config.yml");
    expect(find("repo/sub")).toMatchObject({ root: "repo/sub", files: [".circleci/config.yml"] });
  });

  it("is left out of a search that starts in a folder with configurations of its own", () => {
    write("repo/packages/a/.circleci/config.yml");
    expect(find("repo/packages/a").files).toEqual(["packages/a/.circleci/config.yml"]);
  });

  it("takes a file by name, wherever it is", () => {
    expect(find("repo", "other.yml", ".circleci")).toMatchObject({
      files: [".circleci/config.yml", ".circleci/more/b.yaml", "other.yml"],
      named: ["other.yml"],
    });
  });

  it("takes a file once, however often it is named", () => {
    expect(find("repo", ".circleci", ".", "./.circleci/config.yml", ".circleci/config.yml")).toMatchObject({
      files: [".circleci/config.yml", ".circleci/more/b.yaml"],
      named: [".circleci/config.yml"],
      problems: [],
    });
  });

  it("takes a folder inside .circleci as it is", () => {
    expect(find("repo", ".circleci/more").files).toEqual([".circleci/more/b.yaml"]);
    expect(find("repo/.circleci/more").files).toEqual([".circleci/more/b.yaml"]);
  });
});

it("relates the files of several repositories to the folder that holds them", () => {
  write("a/.git/HEAD", "a/.circleci/config.yml", "b/.git/HEAD", "b/.circleci/config.yml");
  expect(find("", "a", "b")).toMatchObject({ root: "", files: ["a/.circleci/config.yml", "b/.circleci/config.yml"] });
});

it("does not take a .circleci folder above the repository for one of its own", () => {
  write(".circleci/repo/.git/HEAD", ".circleci/repo/x.yml", ".circleci/repo/.circleci/config.yml");
  expect(find(".circleci/repo").files).toEqual([".circleci/config.yml"]);
});

it("orders files the same way on every machine", () => {
  write(".git/HEAD", ".circleci/b.yml", ".circleci/a/z.yml", ".circleci/B.yml", ".circleci/a.yml");
  expect(find("").files).toEqual([".circleci/B.yml", ".circleci/a.yml", ".circleci/a/z.yml", ".circleci/b.yml"]);
});

describe("what cannot be found", () => {
  it("is one problem, and the rest is found", () => {
    write(".git/HEAD", ".circleci/config.yml");
    const found = find("", "missing.yml", ".circleci");
    expect(found).toMatchObject({ files: [".circleci/config.yml"], problems: ["file-not-found"] });
    expect(found.messages[0]).toContain("missing.yml");
  });

  it("is said of a folder without configurations", () => {
    write(".git/HEAD", "empty/x.txt");
    expect(find("", "empty")).toMatchObject({ files: [], problems: ["nothing-to-audit"] });
    expect(find("")).toMatchObject({ files: [], problems: ["nothing-to-audit"] });
  });
});

describe("links", () => {
  beforeEach(() => {
    write("repo/.git/HEAD", "repo/ci/real.yml", "secret/passwords.yml");
    mkdirSync(path.join(top, "repo/.circleci"));
  });

  it("are followed inside the repository", () => {
    symlinkSync("../ci/real.yml", path.join(top, "repo/.circleci/config.yml"));
    symlinkSync("../ci", path.join(top, "repo/.circleci/folder"));
    expect(find("repo")).toMatchObject({ files: [".circleci/config.yml"], problems: [] });
  });

  it.each([
    ["a file", "../../secret/passwords.yml", "repo/.circleci/config.yml"],
    ["a folder", "../../secret", "repo/.circleci/folder"],
  ])("to %s outside are not followed", (_, target, link) => {
    symlinkSync(target, path.join(top, link));
    expect(find("repo")).toMatchObject({ files: [], problems: ["link-outside-repository"] });
  });

  it("to outside are not followed when named either", () => {
    symlinkSync("../../secret/passwords.yml", path.join(top, "repo/.circleci/config.yml"));
    expect(find("repo", ".circleci/config.yml")).toMatchObject({ files: [], problems: ["link-outside-repository"] });
  });

  it("into `.git` are not followed", () => {
    write("repo/.git/config");
    symlinkSync("../.git/config", path.join(top, "repo/.circleci/config.yml"));
    const found = find("repo");
    expect(found).toMatchObject({ files: [], problems: ["link-outside-repository"] });
    expect(found.messages).toEqual(["`.circleci/config.yml` lies in `.git`, which may hold tokens, so it was not read."]);
  });

  it("into another audited repository are links to outside", () => {
    write("other/.git/HEAD", "other/.circleci/config.yml");
    symlinkSync("../../other/.circleci/config.yml", path.join(top, "repo/.circleci/config.yml"));
    expect(find("", "repo", "other")).toMatchObject({
      files: ["other/.circleci/config.yml"],
      problems: ["link-outside-repository"],
    });
  });

  it("whose folder is a whole .circleci outside are not followed", () => {
    rmSync(path.join(top, "repo/.circleci"), { recursive: true });
    symlinkSync("../secret", path.join(top, "repo/.circleci"));
    expect(find("repo")).toMatchObject({ files: [], problems: ["link-outside-repository"] });
    // Orbs would be kept there.
    write("repo/src/@orb.yml");
    expect(find("repo")).toMatchObject({ files: ["src/@orb.yml"], folders: [] });
  });

  it("that go round in a circle end", () => {
    write("repo/.circleci/config.yml");
    symlinkSync(".", path.join(top, "repo/.circleci/again"));
    symlinkSync("..", path.join(top, "repo/.circleci/up"));
    expect(find("repo").problems).toEqual([]);
    expect(find("repo").files).toContain(".circleci/config.yml");
  });

  it("to nowhere are a problem", () => {
    symlinkSync("gone.yml", path.join(top, "repo/.circleci/config.yml"));
    expect(find("repo")).toMatchObject({ files: [], problems: ["broken-link"] });
  });

  it("above the repository do not matter", () => {
    write("repo/.circleci/config.yml");
    symlinkSync("repo", path.join(top, "shortcut"));
    expect(find("shortcut").files).toContain(".circleci/config.yml");
  });
});

it("leaves out the sources of orbs that a repository keeps, but not what only lies beside them", () => {
  write(
    "repo/.git/HEAD",
    "repo/.circleci/config.yml",
    "repo/.circleci/orbs/acme/tool@1.2.3.yml",
    "repo/.circleci/orbs/acme/tool@dev%3Ax.yml",
    "repo/.circleci/orbs/acme/other.yml",
    "repo/.circleci/orbs/mine.yml",
  );
  expect(find("repo").files).toEqual([".circleci/config.yml", ".circleci/orbs/acme/other.yml", ".circleci/orbs/mine.yml"]);
  expect(find("repo", ".circleci/orbs/acme/tool@1.2.3.yml").files).toEqual([".circleci/orbs/acme/tool@1.2.3.yml"]);
});
