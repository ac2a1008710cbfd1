/** `collect --orbs` as a process, against a registry on loopback. */
import { spawn } from "node:child_process";
import { readFileSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { fakeRegistry, sendJson } from "../collect/fake-registry.ts";
import { clean, cleanEnvironment, cli, project } from "./project.ts";
import type { Project, RunResult } from "./project.ts";

const token = "fake-token-0123456789abcdef";
const secretToken = "ghp_16C7e42F292c6912E7710c838347Ae178B4a";
const config = ".circleci/config.yml";
const withOrbs = clean
  .replace("version: 2.1\n", "version: 2.1\norbs:\n  tool: acme/tool@1.2.3\n  other: acme/other@2\n")
  .replace("- checkout", "- checkout\n      - tool/go");
const shelf = {
  "acme/tool@1.2.3": "version: 2.1\norbs:\n  inner: acme/inner@1.0.0\ncommands:\n  go:\n    steps:\n      - inner/install\n",
  "acme/inner@1.0.0":
    "version: 2.1\ncommands:\n  install:\n    steps:\n      - run: curl -sSf https://example.com/install.sh | sh\n",
  "acme/other@2": ["2.5.0", "version: 2.1\ncommands:\n  x:\n    steps: [checkout]\n"],
} as const;

/** The registry answers in this process, so the other one must not block it. */
function start({ top }: Project, args: readonly string[], env: Readonly<Record<string, string>>): Promise<RunResult> {
  const child = spawn(process.execPath, [cli, ...args], { cwd: top, env: { ...cleanEnvironment(top), ...env } });
  let [stdout, stderr] = ["", ""];
  child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString("utf8")));
  child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString("utf8")));
  return new Promise((resolve) => child.on("close", (status) => resolve({ status, stdout, stderr })));
}

function filesBelow(folder: string): readonly string[] {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => path.join(folder, name));
  return names.filter((name) => statSync(name).isFile());
}

describe("collect --orbs", () => {
  it("fetches once, keeps in the account's cache folder, and lint then looks inside", async () => {
    const [fake, repository] = [await fakeRegistry(shelf), project({ [config]: withOrbs })];
    const env = { CIRCLECI_HOST: fake.host, CIRCLE_TOKEN: token };
    const before = await start(repository, ["-f", "json"], env);
    expect(before.stdout).toContain("`circleci-secaudit collect --orbs` fetches it");
    const first = await start(repository, ["collect", "--orbs"], env);
    expect(first).toMatchObject({ status: 0, stderr: "" });
    expect(first.stdout.split("\n").slice(0, 3)).toEqual([
      "  fetched   acme/tool@1.2.3",
      "  fetched   acme/other@2 → 2.5.0",
      "  fetched   acme/inner@1.0.0",
    ]);
    expect(first.stdout).toContain("Kept in ~/.cache/circleci-secaudit/orbs");
    const second = await start(repository, ["collect", "--orbs"], env);
    expect(second.stdout).toContain("0 fetched, 3 in the cache");
    expect(fake.questions).toHaveLength(3);
    expect(fake.questions.every(({ authorization }) => authorization === token)).toBe(true);
    const audit = await start(repository, ["-f", "json", "--offline"], env);
    expect(audit.stdout).toContain("volatile-orb");
    expect(audit.stdout).not.toContain("no source at hand");
    expect(fake.questions).toHaveLength(3);
  });

  it("writes the token nowhere, whatever happens", async () => {
    const [fake, repository] = [
      await fakeRegistry({ ...shelf, "acme/inner@1.0.0": "commands: {}\n" }),
      project({ [config]: withOrbs }),
    ];
    fake.behave(({ orb }, response) => {
      if (orb === "acme/other@2") sendJson(response, 200, { data: null, errors: [{ message: `bad ${token}` }] });
      else if (orb === "acme/inner@1.0.0") response.destroy();
      else return "usual";
      return "answered";
    });
    const env = { CIRCLECI_HOST: fake.host, CIRCLECI_TOKEN: token, NODE_DEBUG: "" };
    const { status, stdout, stderr } = await start(repository, ["collect", "--orbs", "--vendor", "--timeout", "5s"], env);
    expect(status).toBe(2);
    const written = [stdout, stderr, ...filesBelow(repository.top).map((file) => readFileSync(file, "utf8"))];
    expect(written.length).toBeGreaterThan(4);
    expect(written.filter((text) => text.includes(token))).toEqual([]);
  });

  it("shows no secret of the configurations", async () => {
    const fake = await fakeRegistry(shelf);
    const orbs = [
      "url: https://robot:hunter2-is-no-password@orbs.acme-corp.io/orb.yml",
      `unclear: << pipeline.parameters.${secretToken} >>/x`,
    ];
    const repository = project({
      [config]: clean.replace("version: 2.1\n", `version: 2.1\norbs:\n  ${orbs.join("\n  ")}\n`),
      ".circleci/broken.yml": `version: 2.1\n  "${secretToken}": [\n`,
    });
    const { stdout, stderr } = await start(repository, ["collect", "--orbs"], { CIRCLECI_HOST: fake.host });
    expect(stdout).toContain("URL orbs are not fetched");
    expect(stdout).toContain("known only when the pipeline runs");
    expect(stdout + stderr).not.toMatch(/hunter2|ghp_16C7/);
  });

  it("is 2 when an orb cannot be had, and names each with its reason", async () => {
    const [fake, repository] = [await fakeRegistry({ "acme/tool@9.9.9": "commands: {}\n" }), project({ [config]: withOrbs })];
    const { status, stdout } = await start(repository, ["collect", "--orbs", "--circleci-host", fake.host], {});
    expect(status).toBe(2);
    expect(stdout).toContain("failed    acme/tool@1.2.3: the orb has no such version; the newest is 9.9.9");
    expect(stdout).toContain("failed    acme/other@2: there is no public orb `acme/other`; if it is private, set `CIRCLE_TOKEN`");
  });

  it("may run several times at once over one cache", async () => {
    const [fake, repository] = [await fakeRegistry(shelf), project({ [config]: withOrbs })];
    const args = ["collect", "--orbs", "--circleci-host", fake.host, "--orb-cache", "kept"];
    const results = await Promise.all([1, 2, 3].map(() => start(repository, args, {})));
    expect(results.map(({ status }) => status)).toEqual([0, 0, 0]);
    const again = await start(repository, args, {});
    expect(again.stdout).toContain("3 in the cache");
    expect(filesBelow(repository.at("kept")).filter((file) => file.endsWith(".tmp"))).toEqual([]);
  });

  it("vendors into the repository, where lint finds the sources without a cache and audits none as a configuration", async () => {
    const [fake, repository] = [await fakeRegistry(shelf), project({ [config]: withOrbs })];
    const { stdout } = await start(
      repository,
      ["collect", "--orbs", "--vendor", "--circleci-host", fake.host, "--orb-cache", "kept"],
      {},
    );
    expect(stdout).toContain("vendored  acme/tool@1.2.3 in .circleci/orbs/acme/tool@1.2.3.yml");
    const audit = await start(repository, ["-f", "json"], {});
    expect(JSON.parse(audit.stdout)).toMatchObject({ summary: { files: 1 }, problems: [] });
    expect(audit.stdout).not.toContain("no source at hand");
  });

  it("says so when there is nothing to fetch", async () => {
    const { status, stdout } = await start(project({ [config]: clean }), ["collect", "--orbs"], {});
    expect({ status, stdout }).toEqual({ status: 0, stdout: "No orb is named in 1 configuration: nothing to fetch.\n" });
  });

  it("reads the configurations that a setup workflow goes on with", async () => {
    const setup =
      "version: 2.1\nsetup: true\norbs:\n  go: circleci/continuation@2.0.1\nworkflows:\n  s:\n    jobs:\n      - go/continue:\n          configuration_path: ci/next.yml\n";
    const repository = project({ [config]: setup, "ci/next.yml": withOrbs });
    const fake = await fakeRegistry({ ...shelf, "circleci/continuation@2.0.1": "jobs: {}\n" });
    const { status, stdout } = await start(repository, ["collect", "--orbs", "--circleci-host", fake.host], {});
    expect(status).toBe(0);
    expect(stdout).toContain("fetched   acme/tool@1.2.3");
  });

  it("reads the imports of an orb's repository", async () => {
    const repository = project({
      "src/@orb.yml": "version: 2.1\ndescription: Ours.\norbs:\n  tool: acme/tool@1.2.3\n",
      "src/commands/go.yml": "steps:\n  - tool/go\n",
    });
    const fake = await fakeRegistry(shelf);
    const { stdout } = await start(repository, ["collect", "--orbs", "src/@orb.yml", "--circleci-host", fake.host], {});
    expect(stdout).toContain("fetched   acme/tool@1.2.3");
  });

  it.each([
    [["collect", "--orbs", "--org", "gh/acme"], {}, "`--orbs` fetches orbs and nothing else: leave out `--org`"],
    [["collect", "--orbs", "--circleci-host", "http://circleci.example.com"], {}, "is not https"],
    [["collect", "--orbs", "--circleci-host", "https://me:secret@example.com"], {}, "holds a user name or password"],
    [["collect", "--orbs"], { CIRCLECI_HOST: "https://example.com/a/b" }, "goes on behind the host"],
    [["collect", "--orbs"], { CIRCLE_TOKEN: "two words" }, "`CIRCLE_TOKEN` holds characters"],
    [["collect", "--orbs", "--max-age", "soon"], {}, "is a time such as"],
    [["collect", "--orbs", "--vender"], {}, "Did you mean `--vendor`?"],
  ])("%j with %j is refused", async (args, env, message) => {
    const { status, stdout, stderr } = await start(project({ [config]: withOrbs }), args, env);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(/^circleci-secaudit: [^\n]+\n$/);
    expect(stderr).toContain(message);
    expect(stderr).not.toContain("secret@");
    expect(stderr).not.toContain("two words");
  });
});

it("lets no library write what it works with, such as a proxy's password, when `DEBUG` asks for it", () => {
  const files = filesBelow(path.dirname(cli)).filter((file) => /\.c?js$/.test(file));
  expect(files.length).toBeGreaterThan(10);
  expect(files.filter((file) => readFileSync(file, "utf8").includes("env.DEBUG"))).toEqual([]);
});
