import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, closeSync, existsSync, mkdirSync, openSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { clean, cleanEnvironment, cli, faulty, project } from "./project.ts";

const config = ".circleci/config.yml";
const isValidReport = new Ajv({ strict: false }).compile(
  createRequire(import.meta.url)("../../dist/report.schema.json") as object,
);

interface JsonReport {
  readonly summary: { readonly files: number; readonly complete: boolean };
  readonly findings: readonly {
    readonly ruleId: string;
    readonly severity: string;
    readonly location: { readonly file: string };
  }[];
  readonly suppressed: readonly { readonly ruleId: string }[];
  readonly problems: readonly {
    readonly code: string;
    readonly message: string;
    readonly location?: { readonly startLine: number };
  }[];
  readonly coverage: readonly { readonly ruleId?: string; readonly source?: string; readonly status: string }[];
}

/** Every JSON that a test reads fits the published schema. */
function parse(text: string): JsonReport {
  const report = JSON.parse(text) as JsonReport;
  expect(isValidReport(report), JSON.stringify(isValidReport.errors)).toBe(true);
  return report;
}

describe("the exit code", () => {
  it("is 0 when nothing is found", () => {
    const { status, stdout, stderr } = project({ [config]: clean }).run([]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toMatch(/no finding|nothing|clean/i);
  });

  it("is 1 when something is found", () => {
    const { status, stdout, stderr } = project({ [config]: faulty }).run([]);
    expect({ status, stderr }).toEqual({ status: 1, stderr: "" });
    expect(stdout).toContain("volatile-orb");
  });

  it("is 2 when the audit could not be completed, findings or not", () => {
    const { status, stdout } = project({ [config]: faulty, ".circleci/broken.yml": "jobs: [\n" }).run(["-f", "json"]);
    expect(status).toBe(2);
    const report = parse(stdout);
    expect(report.findings.map((finding) => finding.ruleId)).toEqual(["volatile-orb"]);
    expect(report.summary.complete).toBe(false);
  });

  it.each([
    ["critical", 0],
    ["high", 1],
    ["info", 1],
    ["never", 0],
  ])("follows --fail-on %s", (bar, status) => {
    expect(project({ [config]: faulty }).run(["--fail-on", bar]).status).toBe(status);
  });

  it("is 2 with --require-complete when something was not checked", () => {
    const text = `${clean}`
      .replace("version: 2.1\n", "version: 2.1\norbs:\n  node: circleci/node@7.1.0\n")
      .replace("- checkout", "- node/install");
    expect(project({ [config]: text }).run([]).status).toBe(0);
    expect(project({ [config]: text }).run(["--require-complete"]).status).toBe(2);
    expect(project({ [config]: clean }).run(["--require-complete"]).status).toBe(0);
  });
});

describe("the command line", () => {
  it.each([
    [["--fail-om", "high"], "Did you mean `--fail-on`?"],
    [["--fail-on", "hihg"], "Did you mean `high`?"],
    [["--rule", "volatile-orbs"], "Did you mean `volatile-orb`?"],
    [["-f", "sarfi"], "Did you mean `sarif`?"],
    [["-f", "json", "-f", "sarif"], "Only one format can go to standard output"],
    [["rulse"], "Did you mean `rules`?"],
    [["explain"], "Name a rule"],
    [["explain", "volatile-orv"], "Did you mean `volatile-orb`?"],
    [["rules", "-f", "sarif"], "one of pretty, json, markdown"],
    [["--baseline", "none.json"], "There is no baseline `none.json`"],
    [["--config", "none.yml"], "There is no settings file `none.yml`"],
  ])("%j is refused on standard error in one line", (args, message) => {
    const { status, stdout, stderr } = project({ [config]: faulty }).run(args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(/^circleci-secaudit: [^\n]+\n$/);
    expect(stderr).toContain(message);
  });

  it("has help for every command and a version", () => {
    const { run } = project({});
    for (const args of [
      ["--help"],
      ["-h"],
      ["lint", "--help"],
      ["explain", "-h"],
      ["rules", "-h"],
      ["init", "-h"],
      ["help"],
      ["help", "rules"],
    ]) {
      const { status, stdout, stderr } = run(args);
      expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
      expect(stdout).toContain("Usage:");
    }
    expect(run(["--version"])).toMatchObject({ status: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) as string });
  });

  it("takes --offline, which is how it always is", () => {
    expect(project({ [config]: clean }).run(["--offline"]).status).toBe(0);
  });
});

describe("rules", () => {
  it("can be chosen and left out", () => {
    const { run } = project({
      [config]: faulty
        .replace("@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", "")
        .replace(":2026.10", ""),
    });
    const found = (...args: readonly string[]) =>
      parse(run(["-f", "json", ...args]).stdout).findings.map((finding) => finding.ruleId);
    expect(found()).toEqual(["volatile-orb", "untagged-image"]);
    expect(found("--rule", "untagged-image")).toEqual(["untagged-image"]);
    expect(found("--skip", "untagged-image")).toEqual(["volatile-orb"]);
    expect(found("--min-severity", "high")).toEqual(["volatile-orb"]);
    expect(found("--profile", "auditor")).toContain("volatile-orb");
  });
});

describe("what to audit", () => {
  it("is the repository around the folder one stands in", () => {
    const { run } = project({ [config]: faulty, "src/deep/x.txt": "" });
    expect(parse(run(["-f", "json"], { cwd: "src/deep" }).stdout).findings[0]?.location.file).toBe(config);
  });

  it("can be named: files, folders, standard input", () => {
    const { run } = project({ "a/.circleci/config.yml": faulty, "b.yml": faulty });
    const files = (...args: readonly string[]) =>
      parse(run(["-f", "json", ...args], { input: faulty }).stdout).findings.map((finding) => finding.location.file);
    expect(files("a")).toEqual(["a/.circleci/config.yml"]);
    expect(files("b.yml", "a")).toEqual(["a/.circleci/config.yml", "b.yml"]);
    expect(files("-")).toEqual(["<stdin>"]);
    expect(files("-", "b.yml")).toEqual(["<stdin>", "b.yml"]);
  });

  it("leaves alone YAML that is no configuration, and the settings", () => {
    const { run } = project({
      [config]: clean,
      ".circleci/other.yml": "hello: world\n",
      ".circleci/secaudit.yml": "failOn: high\n",
    });
    const { status, stdout } = run(["-f", "json"]);
    expect(status).toBe(0);
    expect(parse(stdout)).toMatchObject({ summary: { files: 1, complete: true }, problems: [] });
  });

  it("says so when a named file is no configuration", () => {
    const { status, stdout } = project({ "other.yml": "hello: world\n" }).run(["-f", "json", "other.yml"]);
    expect(status).toBe(2);
    expect(parse(stdout).problems).toMatchObject([{ code: "not-a-config" }]);
  });

  it("follows the file that a continuation step names, and says when there is none", () => {
    const setup = (file: string): string =>
      "version: 2.1\nsetup: true\norbs:\n  continuation: circleci/continuation@2.0.1\nworkflows:\n  setup:\n    jobs:\n" +
      `      - continuation/continue:\n          configuration_path: ${file}\n`;
    const { run } = project({ [config]: setup("ci/next.yml"), "ci/next.yml": faulty, "../outside.yml": faulty });
    const { findings } = parse(run(["-f", "json"]).stdout);
    expect(findings.map((finding) => finding.location.file)).toContain("ci/next.yml");
    const lost = project({ [config]: setup("/tmp/made-later.yml") }).run(["-f", "json"]);
    expect(parse(lost.stdout).coverage).toContainEqual(
      expect.objectContaining({ source: "continuation configuration /tmp/made-later.yml", status: "unknown" }),
    );
  });
});

describe("bad input", () => {
  const codesOf = (files: Readonly<Record<string, string | Buffer>>, ...args: readonly string[]) => {
    const { status, stdout } = project(files).run(["-f", "json", ...args]);
    expect(status).toBe(2);
    return parse(stdout).problems.map(({ code }) => code);
  };

  it("is one problem each, and the rest is audited", () => {
    const { status, stdout } = project({ [config]: faulty }).run(["-f", "json", "missing.yml", config]);
    expect(status).toBe(2);
    expect(parse(stdout)).toMatchObject({ problems: [{ code: "file-not-found" }], findings: [{ ruleId: "volatile-orb" }] });
  });

  it("may be a folder without .circleci", () => {
    expect(codesOf({ "x/y.txt": "" }, "x")).toEqual(["nothing-to-audit"]);
    expect(codesOf({})).toEqual(["nothing-to-audit"]);
  });

  it("may be no YAML", () => {
    const { status, stdout } = project({ [config]: faulty.replace("    steps:\n", "    steps: [1, 2\n") }).run(["-f", "json"]);
    expect(status).toBe(2);
    const { problems } = parse(stdout);
    expect(problems.map((problem) => problem.code)).toContain("invalid-yaml");
    for (const { location } of problems) expect(location?.startLine).toBeGreaterThan(1);
  });

  it("may be no UTF-8, hold NUL, be empty", () => {
    expect(codesOf({ [config]: Buffer.from([0x61, 0x3a, 0x20, 0xff]) })).toEqual(["invalid-utf8"]);
    expect(codesOf({ [config]: "version: 2.1\njobs: {}\n# \0\n" })).toEqual(["nul-character"]);
    expect(codesOf({ [config]: "" })).toEqual(["not-a-config"]);
  });

  it("may be too large, and the limit can be raised", () => {
    const large = `${clean}# ${"x".repeat(3_000_000)}\n`;
    expect(codesOf({ [config]: large })).toEqual(["file-too-large"]);
    const { status } = project({ [config]: large, ".circleci/secaudit.yml": "limits:\n  fileBytes: 4000000\n" }).run([]);
    expect(status).toBe(0);
  });

  it("on standard input ends as well", () => {
    const { run } = project({});
    expect(parse(run(["-f", "json", "-"], { input: "\xff" }).stdout).summary.complete).toBe(false);
    expect(parse(run(["-f", "json", "-"], { input: Buffer.alloc(10_000_000, 32) }).stdout).problems).toMatchObject([
      { code: "file-too-large" },
    ]);
  });
});

describe("settings", () => {
  it("hold for the project they lie in, wherever it is called from", () => {
    const { run } = project({ "demo/.circleci/config.yml": faulty, "demo/.circleci/secaudit.yml": "failOn: critical\n" });
    expect(run(["demo"]).status).toBe(0);
    expect(run(["demo", "--fail-on", "high"]).status).toBe(1);
    expect(run([], { cwd: "demo" }).status).toBe(0);
  });

  it("with a mistake stop the run and say where and what", () => {
    const { status, stdout, stderr } = project({
      [config]: faulty,
      ".circleci/secaudit.yml": "failOn: low\nprofil: regular\n",
    }).run([]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain(".circleci/secaudit.yml:2:1: ");
    expect(stderr).toContain("Did you mean `profile`?");
  });

  it("can be elsewhere when named", () => {
    expect(project({ [config]: faulty, "my.yml": "rules:\n  volatile-orb: off\n" }).run(["--config", "my.yml"]).status).toBe(0);
  });

  it("in the wrong place are pointed out", () => {
    const { stdout } = project({ [config]: clean, ".circleci/secaudit.yaml": "failOn: low\n" }).run(["-f", "json"]);
    expect(parse(stdout).problems).toMatchObject([{ code: "misplaced-settings" }]);
  });

  it("leave files out, which is said", () => {
    const { stdout, status } = project({
      [config]: clean,
      ".circleci/old.yml": faulty,
      ".circleci/secaudit.yml": "exclude: [.circleci/old.yml]\n",
    }).run(["-f", "json"]);
    expect(status).toBe(0);
    expect(parse(stdout).coverage).toContainEqual(
      expect.objectContaining({ source: "file .circleci/old.yml", status: "skipped" }),
    );
  });

  it("are not read through a link that leaves the repository", () => {
    const { top, run, at } = project({ [config]: faulty });
    writeFileSync(`${top}-secret`, "token: not-for-you\n");
    symlinkSync(`${top}-secret`, at(".circleci/secaudit.yml"));
    const { status, stderr } = run([]);
    expect(status).toBe(2);
    expect(stderr).toContain("leads out of the repository");
    expect(stderr).not.toContain("token");
  });
});

describe("ignores and baselines", () => {
  const ignored = faulty.replace("@volatile", "@volatile # secaudit: ignore[volatile-orb] ours");

  it("take findings out", () => {
    const { run } = project({ [config]: ignored });
    expect(run([]).status).toBe(0);
    expect(parse(run(["-f", "json"]).stdout).suppressed).toMatchObject([{ ruleId: "volatile-orb" }]);
    expect(run(["--no-ignores"]).status).toBe(1);
  });

  it("write down what is there, so that only new findings fail", () => {
    const { run, at, read } = project({ [config]: faulty });
    expect(run(["--write-baseline", "known.json"]).status).toBe(0);
    expect(read("known.json")).toContain("volatile-orb");
    expect(run(["--baseline", "known.json"]).status).toBe(0);
    writeFileSync(at(config), faulty.replace("jobs:\n", "  other: shipfast/other@volatile\njobs:\n"));
    const { status, stdout } = run(["--baseline", "known.json", "-f", "json"]);
    expect(status).toBe(1);
    expect(parse(stdout).findings).toHaveLength(1);
  });

  it("that are no baselines make the audit incomplete", () => {
    const { status, stdout } = project({ [config]: clean, "known.json": "[]" }).run(["--baseline", "known.json", "-f", "json"]);
    expect(status).toBe(2);
    expect(parse(stdout).problems).toMatchObject([{ code: "invalid-baseline" }]);
  });
});

describe("output", () => {
  it("goes to several places at once", () => {
    const { run, read } = project({ [config]: faulty });
    const args = [
      "pretty",
      "json=out/a.json",
      "sarif=out/b.sarif",
      "junit=c.xml",
      "markdown=d.md",
      "gitlab=e.json",
      "github=f.txt",
    ];
    const { status, stdout } = run(args.flatMap((format) => ["-f", format]));
    expect(status).toBe(1);
    expect(stdout).toContain("volatile-orb");
    parse(read("out/a.json"));
    for (const file of ["out/b.sarif", "c.xml", "d.md", "e.json", "f.txt"]) expect(read(file)).toContain("volatile-orb");
  });

  it("that cannot be written fails the run, and the others are written", () => {
    const { run, at, read } = project({ [config]: faulty });
    mkdirSync(at("folder"));
    const { status, stdout, stderr } = run(["-f", "json=folder", "-f", "sarif=b.sarif", "-f", "pretty"]);
    expect(status).toBe(2);
    expect(stdout).toContain("volatile-orb");
    expect(stderr).toBe("circleci-secaudit: `folder` cannot be written: it is a folder.\n");
    expect(read("b.sarif")).toContain("volatile-orb");
  });

  it("never writes through a link, and replaces an old file whole", () => {
    const { run, at, read, top } = project({ [config]: faulty, victim: "precious", "old.json": "old" });
    symlinkSync("victim", at("out.json"));
    chmodSync(at("old.json"), 0o600);
    expect(run(["-f", "json=out.json"]).status).toBe(2);
    expect(read("victim")).toBe("precious");
    expect(run(["-f", "json=old.json"]).status).toBe(1);
    parse(read("old.json"));
    expect(
      readdirSync(top)
        .filter((name) => name.includes("json"))
        .sort(),
    ).toEqual(["old.json", "out.json"]);
  });

  it("is coloured when asked for, and not otherwise", () => {
    const { run } = project({ [config]: faulty });
    const isColoured = (args: readonly string[], env: Readonly<Record<string, string>>) =>
      run(args, { env }).stdout.includes("\u001B[");
    expect(isColoured([], {})).toBe(false);
    expect(isColoured(["--color"], { NO_COLOR: "1" })).toBe(true);
    expect(isColoured([], { FORCE_COLOR: "1" })).toBe(true);
    expect(isColoured([], { FORCE_COLOR: "0" })).toBe(false);
    expect(isColoured([], { FORCE_COLOR: "1", NO_COLOR: "1" })).toBe(false);
    expect(isColoured(["--no-color"], { FORCE_COLOR: "1" })).toBe(false);
  });

  it("prints no escape that stands in a file's name or text", () => {
    const name = ".circleci/\u001B[31mred\u009B.yml";
    const { run } = project({ [config]: clean, [name]: faulty.replace("deployer:", "'dep\\eloyer\u001B[2J':") });
    for (const format of ["pretty", "json", "sarif", "junit", "markdown", "gitlab", "github"]) {
      const { stdout, stderr } = run(["-f", format]);
      // oxlint-disable-next-line no-control-regex
      expect(stdout + stderr, format).not.toMatch(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/);
    }
    // oxlint-disable-next-line no-control-regex
    expect(run(["\u001B[31mnowhere"]).stdout).not.toMatch(/\u001B/);
  });

  it("never shows a secret that stands in the configuration", () => {
    const token = `ghp_${"aB3dE5gH7jK9mN1pQ2rS4tU6vW8xY0zA1bC2".slice(0, 36)}`;
    const leaky = clean
      .replace("- checkout", `- run: curl -u "bot:${token}" https://a.example # ${token}`)
      .replace("    docker:\n", `    environment:\n      DEPLOY_TOKEN: ${token}\n    ${token}: misplaced\n    docker:\n`);
    const { run, read } = project({ [config]: leaky, ".circleci/broken.yml": `version: 2.1\njobs: [${token}\n` });
    const formats = ["json", "sarif", "junit", "markdown", "gitlab", "github"];
    const { stdout, stderr } = run([
      ...formats.flatMap((format) => ["-f", `${format}=out.${format}`]),
      "-f",
      "pretty",
      "--write-baseline",
      "known.json",
    ]);
    const written = [stdout, stderr, read("known.json"), ...formats.map((format) => read(`out.${format}`))];
    expect(stdout).toContain("hardcoded-secret");
    for (const text of written) expect(text).not.toContain(token.slice(8));
  });

  it("shows no secret of a file that could not be audited either", () => {
    const token = `ghp_${"aB3dE5gH7jK9mN1pQ2rS4tU6vW8xY0zA1bC2".slice(0, 36)}`;
    const outputs = [
      { [config]: `[${token}: {\n` },
      { [config]: `${token}: 1\n${token}: [\n` },
      { [config]: `version: 2.1\njobs: {}\n${token}: 1\n${token}: 2\n` },
      { [config]: Buffer.concat([Buffer.from(`version: 2.1 # ${token} `), Buffer.from([0xff])]) },
      { [config]: clean, ".circleci/secaudit.yml": `failOn: ${token}\n${token}: 1\n` },
    ].map((files) => {
      const { stdout, stderr } = project(files).run(["-f", "json"]);
      return stdout + stderr;
    });
    for (const output of outputs) expect(output).not.toContain(token.slice(8));
  });

  it.runIf(existsSync("/dev/full"))("fails the run when standard output takes nothing", () => {
    const { at } = project({ [config]: clean });
    const full = openSync("/dev/full", "w");
    const { status, stderr } = spawnSync(process.execPath, [cli, at(".")], {
      env: cleanEnvironment(at(".")),
      stdio: ["ignore", full, "pipe"],
      encoding: "utf8",
    });
    closeSync(full);
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: "circleci-secaudit: Standard output cannot be written: the disk is full.\n",
    });
  });

  it("may lose its reader", async () => {
    const { at } = project({
      [config]: clean.replace("    steps:\n", `    steps:\n${"      - run: curl -k https://a.example\n".repeat(500)}`),
    });
    const child = spawn(process.execPath, [cli, at(".")], { env: cleanEnvironment(at(".")), stdio: ["ignore", "pipe", "pipe"] });
    child.stdout.once("data", () => child.stdout.destroy());
    let errors = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => (errors += text));
    await once(child, "close");
    expect(errors).toBe("");
    expect(child.exitCode).toBe(1);
  });

  it("is whole on a slow pipe", async () => {
    const { at } = project({
      [config]: clean.replace("    steps:\n", `    steps:\n${"      - run: curl -k https://a.example\n".repeat(500)}`),
    });
    const child = spawn(process.execPath, [cli, "-f", "json", at(".")], {
      env: cleanEnvironment(at(".")),
      stdio: ["ignore", "pipe", "inherit"],
    });
    let text = "";
    for await (const chunk of child.stdout.setEncoding("utf8")) {
      text += String(chunk);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    parse(text);
  });
});

describe("explain, rules, init", () => {
  it("explain a rule with its examples", () => {
    const { status, stdout } = project({}).run(["explain", "volatile-orb"]);
    expect(status).toBe(0);
    expect(stdout).toContain("@volatile");
    expect(stdout).toContain("https://");
  });

  it("list the rules in three forms", () => {
    const { run } = project({});
    expect(run(["rules"]).stdout).toContain("volatile-orb");
    expect(run(["rules", "-f", "markdown"]).stdout).toContain("| [`volatile-orb`]");
    const { rules } = JSON.parse(run(["rules", "-f", "json"]).stdout) as { rules: readonly { id: string }[] };
    expect(rules.map((rule) => rule.id)).toContain("volatile-orb");
  });

  it("set a repository up once, and lint what they propose", () => {
    const { run, read, at } = project({ [config]: clean.replace("  main:", "  build_and_test:"), "sub/x": "" });
    const first = run(["init"], { cwd: "sub" });
    expect(first.status).toBe(0);
    expect(first.stdout).toContain("Wrote `.circleci/secaudit.yml`");
    expect(first.stdout).toContain("  build_and_test:\n    jobs:\n      - secaudit\n");
    expect(run([]).status).toBe(0);
    writeFileSync(at(".circleci/secaudit.yml"), "failOn: high\n");
    expect(run(["init"]).stdout).toContain("was left as it is");
    expect(read(".circleci/secaudit.yml")).toBe("failOn: high\n");
    expect(run(["init", "--force"]).stdout).toContain("Replaced");
    expect(read(".circleci/secaudit.yml")).not.toBe("failOn: high\n");
    const job = /(?<=merge it with what is there:\n)[^]*?(?=\n#)/.exec(first.stdout)?.[0] ?? "";
    const proposed = project({ [config]: `version: 2.1\n${job}` }).run(["-f", "json", "--min-severity", "medium"]);
    expect(parse(proposed.stdout).findings).toEqual([]);
  });

  it("write nothing outside through a link", () => {
    const { run, at, top } = project({ [config]: clean });
    symlinkSync(`${top}-elsewhere`, at(".circleci/secaudit.yml"));
    expect(run(["init"]).status).toBe(2);
    expect(existsSync(`${top}-elsewhere`)).toBe(false);
  });
});
