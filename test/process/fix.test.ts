import { Buffer } from "node:buffer";
import { chmodSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { clean, project } from "./project.ts";

const config = ".circleci/config.yml";
const only = ["--rule", "deploy-step", "--rule", "legacy-image"];
const faulty = `version: 2.1
jobs:
  release:
    docker:
      - image: circleci/node:14.17
    steps:
      - deploy: ./release.sh\t# tab
workflows:
  main:
    jobs: [release]
`;
const safe = faulty.replace("deploy:", "run:");
const all = safe.replace("circleci/node", "cimg/node");

interface Fixed {
  readonly fixed?: readonly { readonly file: string; readonly ruleId: string }[];
  readonly findings: readonly { readonly ruleId: string; readonly fixes?: readonly { readonly safety: string }[] }[];
}

describe("--fix", () => {
  it("corrects what is safe, says so, and reports the rest", () => {
    const { run, read } = project({ [config]: faulty });
    const { status, stdout, stderr } = run(["--fix", ...only]);
    expect({ status, stderr }).toEqual({ status: 1, stderr: "" });
    expect(read(config)).toBe(safe);
    expect(stdout).toContain("Write `run` for `deploy`");
    expect(stdout).toContain("1 can be fixed with `--fix=unsafe`");
  });

  it("corrects all with =unsafe, and exits with 0 when nothing is left", () => {
    const { run, read } = project({ [config]: faulty });
    expect(run(["--fix=unsafe", "--rule", "deploy-step", "-f", "json"]).status).toBe(0);
    const { stdout, stderr, status } = run(["--fix=unsafe", ...only, "-f", "json"]);
    const report = JSON.parse(stdout) as Fixed;
    expect(report.fixed?.map(({ ruleId }) => ruleId)).toEqual(["legacy-image"]);
    expect(stderr).toContain("fixed 1 fault in 1 file");
    expect(status).toBe(0);
    expect(report.findings.map(({ ruleId }) => ruleId)).toEqual([]);
    expect(read(config)).toBe(all);
  });

  it("keeps the mode, the byte order mark and the line breaks, and leaves nothing behind", () => {
    const windows = Buffer.from(`\uFEFF${faulty.replaceAll("\n", "\r\n")}`);
    const { run, at } = project({ [config]: windows });
    chmodSync(at(config), 0o640);
    run(["--fix", ...only]);
    expect(readFileSync(at(config), "utf8")).toBe(`\uFEFF${safe.replaceAll("\n", "\r\n")}`);
    expect(statSync(at(config)).mode & 0o777).toBe(0o640);
    expect(readdirSync(at(".circleci"))).toEqual(["config.yml"]);
  });

  it("follows a link inside the repository and stays a link", () => {
    const { run, at, read } = project({ "ci/real.yml": faulty, ".circleci/other.txt": "" });
    symlinkSync("../ci/real.yml", at(config));
    run(["--fix", ...only]);
    expect(read("ci/real.yml")).toBe(safe);
    expect(
      readdirSync(at(".circleci"), { withFileTypes: true })
        .find(({ name }) => name === "config.yml")
        ?.isSymbolicLink(),
    ).toBe(true);
  });

  it("never writes through a link out of the repository", () => {
    const { run, at, read } = project({ "in/.git/HEAD": "", "in/.circleci/x.txt": "", "outside.yml": faulty });
    symlinkSync("../../outside.yml", at("in/.circleci/config.yml"));
    expect(run(["--fix", ...only], { cwd: "in" }).status).toBe(2);
    expect(read("outside.yml")).toBe(faulty);
  });

  it("leaves ignored findings alone", () => {
    const ignored = faulty.replace("- deploy:", "- deploy: # secaudit: ignore[deploy-step] later\n         ");
    const { run, read } = project({ [config]: ignored });
    run(["--fix", ...only]);
    expect(read(config)).toBe(ignored);
  });

  it("is refused for standard input and odd values", () => {
    const { run } = project({ [config]: faulty });
    expect(run(["--fix", "-"], { input: faulty })).toMatchObject({ status: 2, stdout: "" });
    expect(run(["--fix", "unsafe"]).stderr).toContain("--fix=unsafe");
    expect(run(["--fix=all"]).stderr).toContain("one of safe, unsafe");
    expect(run(["--diff", "-f", "json"]).stderr).toContain("--diff");
  });
});

describe("--diff", () => {
  it("shows what would change, writes nothing and exits as without it", () => {
    const { run, read } = project({ [config]: faulty });
    const { status, stdout, stderr } = run(["--diff", ...only]);
    expect(status).toBe(1);
    expect(stdout).toContain("-      - deploy: ./release.sh\t# tab\n+      - run: ./release.sh\t# tab\n");
    expect(stdout).not.toContain("cimg/node");
    expect(stderr).toContain("1 fault in 1 file can be fixed; nothing was written");
    expect(run(["--diff", "--fix=unsafe", ...only]).stdout).toContain("+      - image: cimg/node:14.17");
    expect(run(["--diff", "--color", ...only]).stdout).toContain("\u001b[31m-      - deploy");
    expect(read(config)).toBe(faulty);
  });

  it("takes standard input, and writes reports to files", () => {
    const { run, read } = project({ "x.txt": "" });
    const { stdout } = run(["--diff", "-f", "json=out.json", ...only, "-"], { input: faulty });
    expect(stdout).toContain("+      - run: ./release.sh");
    const report = JSON.parse(read("out.json")) as Fixed;
    expect(report.findings.flatMap(({ fixes = [] }) => fixes.map(({ safety }) => safety))).toEqual(["unsafe", "safe"]);
    expect(report.fixed).toBeUndefined();
  });

  it("hides secrets", () => {
    const token = `AKIA${"IOSFODNN7EXAMPLF"}`;
    const { run, at } = project({ [config]: faulty });
    writeFileSync(at(config), faulty.replace("# tab", `${token}`));
    const { stdout } = run(["--diff"]);
    expect(stdout).not.toContain(token);
  });

  it("gives the runner of GitHub Actions no commands of the repository", () => {
    const script = ["::add-mask::pwned", "echo '##[error]pwned'", "git checkout $CIRCLE_TAG", "::stop-commands::pwned"];
    const steps = `- run: |\n          ${script.join("\n          ")}`;
    const repository = project({ [".circleci/config.yml"]: clean.replace("- checkout", steps) });
    const args = ["--profile", "pedantic", "--rule", "unquoted-untrusted-variable", "--fix=unsafe", "--diff"];
    const here = repository.run(args);
    expect(here.stdout).toMatch(/^ +::add-mask::pwned$/m);
    const { stdout, stderr } = repository.run(args, { env: { GITHUB_ACTIONS: "true" } });
    expect(stdout).toContain("u{3a}:add-mask::pwned");
    expect(stdout + stderr).not.toMatch(/^\s*::|##\[/m);
    const annotations = repository.run(["-f", "github"], { env: { GITHUB_ACTIONS: "true" } });
    expect(annotations.stdout).toMatch(/^::notice /);
  });
});
