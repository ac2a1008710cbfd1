/** Reviews written by whole processes: what is written where, what is kept, what is refused. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readAnswers } from "../../src/review/document/answers.ts";
import { faulty, project } from "./project.ts";
import type { Project } from "./project.ts";

const commit = "0123456789abcdef0123456789abcdef01234567";
const checkout = {
  ".git/config": '[remote "origin"]\n\turl = https://token@github.com/acme/app.git\n',
  ".git/HEAD": "ref: refs/heads/main\n",
  ".git/packed-refs": `# pack-refs with: peeled fully-peeled sorted\n${commit} refs/heads/main\n`,
  ".circleci/config.yml": faulty,
};

function checkedOut(): Project {
  return project(checkout);
}

describe("a review", () => {
  it("goes to standard output, with places that lead to the commit, the same each time", () => {
    const { run } = checkedOut();
    const first = run(["review"]);
    expect({ ...first, stdout: "" }).toEqual({ status: 0, stdout: "", stderr: "" });
    expect(first.stdout).toContain("# CI configuration review of github.com/acme/app");
    expect(first.stdout).toContain(`(<https://github.com/acme/app/blob/${commit}/.circleci/config.yml#L3>)`);
    expect(run(["review"]).stdout).toBe(first.stdout);
    expect(run(["review", "--date", "2026-01-31"]).stdout).toContain("Made on 2026-01-31 by");
  });

  it("goes to files, whose folders are made, and keeps what people wrote there", () => {
    const { run, read, at } = checkedOut();
    const args = ["review", "-o", "docs/ci/review.md", "--html", "docs/ci/review.html"];
    expect(run(args)).toMatchObject({ status: 0, stdout: "", stderr: "" });
    const text = read("docs/ci/review.md");
    const answered = text.replace(/_No answer yet[^\n]*/, "Ship daily.\n\n- [x] <b>");
    expect(answered).not.toBe(text);
    writeFileSync(at("docs/ci/review.md"), answered);
    expect(run(args).status).toBe(0);
    expect(read("docs/ci/review.md")).toBe(answered);
    expect(read("docs/ci/review.html")).toContain("Ship daily.");
    const [id = ""] = readAnswers(answered).boxes.keys();
    writeFileSync(at("docs/ci/review.md"), answered.replace(`<!-- answer:end ${id} -->\n`, ""));
    const refused = run(args);
    expect(refused.status).toBe(2);
    expect(refused.stderr).toMatch(/cannot be told from the rest, and would be lost\. .*has no end/);
    expect(read("docs/ci/review.md")).toContain("Ship daily.");
  });

  it("replaces nothing but reviews", () => {
    const { run, read, at } = checkedOut();
    writeFileSync(at("notes.md"), "# Notes\n");
    for (const option of ["-o", "--html"]) {
      const refused = run(["review", option, "notes.md"]);
      expect(refused.status).toBe(2);
      expect(refused.stderr).toContain(
        "`notes.md` is there already and is no review. Name another file, or replace it with `--force`.",
      );
    }
    expect(read("notes.md")).toBe("# Notes\n");
    expect(run(["review", "-o", "notes.md", "--force"]).status).toBe(0);
    expect(read("notes.md")).toContain("# CI configuration review");
    mkdirSync(at("folder"));
    expect(run(["review", "-o", "folder"]).stderr).toContain("`folder` cannot be written: it is a folder.");
  });

  it("is held beside an earlier one", () => {
    const { run, read, at } = checkedOut();
    expect(run(["review", "--save", "state.json", "--date", "2026-01-31"]).status).toBe(0);
    expect(JSON.parse(read("state.json"))).toMatchObject({
      project: "github.com/acme/app",
      date: "2026-01-31",
      revision: commit,
    });
    const mended = faulty.replace("@volatile", "@1.2.3");
    writeFileSync(at(".circleci/config.yml"), mended);
    const args = ["review", "--compare", "state.json", "--save", "state.json", "--date", "2026-02-28"];
    expect(run(args).stdout).toMatch(/2026-01-31[^]*fixed/);
    expect(JSON.parse(read("state.json"))).toMatchObject({ date: "2026-02-28" });
    writeFileSync(at("other.json"), "{}");
    expect(run(["review", "--compare", "other.json"]).stderr).toContain(
      "The earlier review `other.json` cannot be used: it was not",
    );
    expect(run(["review", "--save", "other.json"]).stderr).toContain("was not written by `review --save`");
    expect(run(["review", "--compare", "none.json"]).stderr).toContain("There is no earlier review `none.json`");
    expect(read("other.json")).toBe("{}");
  });

  it.each([
    [["--date", "2026-02-31"], "`--date` is a date such as `2026-01-31`"],
    [["-o", "x", "--html", "./x"], "is named for two things"],
    [["--org", "gh/acme", "-o", "x"], "`--org` needs what the APIs say"],
    [["--org", "gh/acme", "--online"], "name a folder for them"],
    [["--org", "gh/acme", "--online", "-o", "x", "--save", "y"], "leave out `--org`"],
    [["-"], "not standard input"],
    [["nowhere"], "nowhere"],
  ])("refuses %j", (args, message) => {
    const { run, at } = checkedOut();
    const { status, stderr } = run(["review", ...args]);
    expect({ status, isThere: existsSync(at("x")) }).toEqual({ status: 2, isThere: false });
    expect(stderr).toContain(message);
  });

  it("is written as far as it goes when the configuration is broken", () => {
    const { run, read } = project({ ".circleci/config.yml": `${faulty}      - build: [\n` });
    const { status, stderr } = run(["review", "-o", "review.md"]);
    expect(status).toBe(2);
    expect(stderr).toContain("circleci-secaudit: ");
    expect(read("review.md")).toContain("could not be read whole");
  });

  it("of an organisation is an index and a page for each project, and tells what all share in the index alone", () => {
    const facts = readFileSync(new URL("../../fixtures/projects/demo/facts.json", import.meta.url), "utf8");
    const { run, read } = project({ "facts.json": facts });
    const { status, stdout } = run(["review", "--org", "gh/acme", "--snapshot", "facts.json", "-o", "pages"]);
    expect({ status, stdout }).toEqual({ status: 0, stdout: "2 pages written: see pages/index.md\n" });
    const [index, page] = [read("pages/index.md"), read("pages/shop.md")];
    const shared = "`gh/acme` has no security contact";
    expect([index.includes(shared), page.includes(shared)]).toEqual([true, false]);
    expect(page).toMatch(/^\d+ findings about the organisation hold here as everywhere: see the \[index\]\(index\.md\)\.$/m);
    expect(index).toContain("[`gh/acme/shop`](shop.md)");
  });

  it("shows no secret, and no token of the checkout's address", () => {
    const secret = "AKIA" + "Z7Q2M4X6B8N3V5C1";
    const key = "wJalrXUtnFEMI" + "K7MDENGbPxRfiCYzQ9v1S3t5u7";
    const step = `      - run: export AWS_ACCESS_KEY_ID=${secret} AWS_SECRET_ACCESS_KEY=${key} && aws s3 ls\n`;
    const { run, read } = project({
      ...checkout,
      ".circleci/config.yml": faulty.replace("      - checkout\n", `      - checkout\n${step}`),
    });
    expect(run(["review", "-o", "r.md", "--html", "r.html"]).status).toBe(0);
    for (const text of [read("r.md"), read("r.html")]) {
      expect(text).toContain("hardcoded-secret");
      for (const hidden of [secret, key, "token@"]) expect(text).not.toContain(hidden);
    }
  });
});
