/** What the APIs say, collected and audited by whole processes against both fakes. */
import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { readFileSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { startFakeApis } from "../../scripts/fake-apis/fake-apis.ts";
import { circleTokens, githubTokens } from "../../scripts/fake-apis/options.ts";
import { readSnapshot } from "../../src/collect/snapshot/read-snapshot.ts";
import type { Snapshot } from "../../src/snapshot/snapshot.ts";
import { clean, cleanEnvironment, cli, project } from "./project.ts";
import type { Project, RunResult } from "./project.ts";

const fake = await startFakeApis();
afterAll(() => fake.close());
beforeEach(() => {
  fake.setFaults([]);
  fake.forget();
});

const tokens = { CIRCLE_TOKEN: circleTokens.admin, GITHUB_TOKEN: githubTokens.owner };
const hosts = { CIRCLECI_HOST: fake.circleci, GH_HOST: fake.github };
const origin = '[remote "origin"]\n\turl = git@github.com:acme/shop.git\n';
const shop = {
  ".git/config": origin,
  ".circleci/config.yml": clean.replace("      - build\n", "      - build:\n          context: aws-production\n"),
};

/** The fakes answer in this process, so the other one must not block it. */
function start(top: string, args: readonly string[], env: Readonly<Record<string, string>>): ChildProcess {
  return spawn(process.execPath, [cli, ...args], { cwd: top, env: { ...cleanEnvironment(top), ...hosts, ...env } });
}

function ended(child: ChildProcess): Promise<RunResult> {
  let [stdout, stderr] = ["", ""];
  child.stdout?.on("data", (chunk: Buffer) => (stdout += chunk.toString("utf8")));
  child.stderr?.on("data", (chunk: Buffer) => (stderr += chunk.toString("utf8")));
  return new Promise((resolve) => child.on("close", (status) => resolve({ status, stdout, stderr })));
}

function run({ top }: Project, args: readonly string[], env: Readonly<Record<string, string>> = tokens): Promise<RunResult> {
  return ended(start(top, args, env));
}

function snapshotIn(file: string): Snapshot {
  const answer = readSnapshot(file);
  if ("fault" in answer) throw new Error(answer.fault);
  return answer.snapshot;
}

function everythingBelow(folder: string): string {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => path.join(folder, name));
  return names
    .filter((name) => statSync(name).isFile())
    .map((name) => readFileSync(name, "latin1"))
    .join("\n");
}

const rulesIn = ({ stdout }: RunResult): readonly string[] =>
  (JSON.parse(stdout) as { findings: { ruleId: string }[] }).findings.map(({ ruleId }) => ruleId);

describe("collect", () => {
  it("writes an organisation to a snapshot that lint --org audits in one report, with no token and no secret anywhere", async () => {
    const folder = project({});
    const collected = await run(folder, ["collect", "--org", "gh/acme", "-o", "acme.json"]);
    expect(collected).toMatchObject({ status: 0, stderr: "" });
    expect(collected.stdout).toMatch(/^Collected 2 organisations, \d+ contexts, 1 runner class, \d+ projects, \d+ repositories/);
    expect(collected.stdout).toContain("legacy AWS keys of all");
    expect(collected.stdout).toContain("Kept in `acme.json`");
    const snapshot = snapshotIn(folder.at("acme.json"));
    expect(snapshot.projects.map(({ slug }) => slug)).toContain("gh/acme/shop");
    expect(snapshot.orbs.length).toBeGreaterThan(0);
    const written = everythingBelow(folder.top) + collected.stdout;
    for (const token of Object.values(tokens)) expect(written).not.toContain(token);
    expect(written).not.toMatch(/xxxx\w{4}/);
    fake.forget();
    const audit = await run(folder, ["--org", "gh/acme", "--snapshot", "acme.json", "-f", "json"], {});
    expect(audit).toMatchObject({ status: 1, stderr: "" });
    expect(audit.stdout).toContain("github.com/acme/shop/.circleci/config.yml");
    // What was collected is a copy, in which nothing can be fixed.
    expect(audit.stdout).not.toContain('"fixes"');
    expect(rulesIn(audit)).toEqual(expect.arrayContaining(["unrestricted-context", "forks-receive-secrets", "volatile-orb"]));
    expect(fake.requests()).toEqual([]);
  });

  it("finds this repository's project, and says of a refused token who must act", async () => {
    const folder = project(shop);
    fake.setFaults([{ kind: "401", at: "circleci/*" }]);
    const refused = await run(folder, ["collect"]);
    expect(refused.status).toBe(2);
    expect(refused.stdout).toMatch(/github\.com\/acme\/shop\n.*token/);
    expect(snapshotIn(folder.at("secaudit-snapshot.json"))).toMatchObject({
      projects: [{ slug: "gh/acme/shop", settings: { known: false, reason: "token" } }],
      repositories: [{ address: "github.com/acme/shop", files: { known: true } }],
    });
  });

  it("goes on where it was interrupted, and asks nothing twice", async () => {
    const folder = project({});
    const args = ["collect", "--org", "gh/acme", "--no-github"];
    const first = start(folder.top, args, tokens);
    const interrupted = ended(first);
    fake.setFaults([{ kind: "slow", amount: 40 }]);
    while (fake.requests().length < 25) await new Promise((resolve) => setTimeout(resolve, 5));
    first.kill("SIGINT");
    expect(await interrupted).toMatchObject({ status: 130, stdout: "", stderr: expect.stringContaining("`--resume`") as string });
    expect(readdirSync(folder.top).filter((name) => name.startsWith("secaudit-snapshot"))).toEqual([]);
    fake.setFaults([]);
    const asked = new Set(
      fake
        .requests()
        .filter(({ status }) => status === 200)
        .map(({ url }) => url),
    );
    fake.forget();
    expect(await run(folder, [...args, "--resume"])).toMatchObject({ status: 0, stderr: "" });
    const again = fake.requests().filter(({ url, method }) => method === "GET" && asked.has(url));
    // Those that were under way when it ended.
    expect(again.length).toBeLessThanOrEqual(12);
    expect(asked.size).toBeGreaterThan(12);
  });

  it("reads the token of the CircleCI command line, and sends it to its own host only", async () => {
    const settings = (host: string): string => `host: ${host}\nendpoint: graphql-unstable\ntoken: ${circleTokens.admin}\n`;
    const own = project({ ...shop, ".circleci/cli.yml": settings(fake.circleci) });
    expect(await run(own, ["collect"], {})).toMatchObject({ status: 0 });
    const other = project({ ...shop, ".circleci/cli.yml": settings("https://circleci.example.com") });
    expect(await run(other, ["collect"], {})).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("There is no token to ask with") as string,
    });
  });
});

describe("lint", () => {
  it("asks about the audited project when there is a token, unless it is offline", async () => {
    const folder = project(shop);
    const online = await run(folder, ["-f", "json"]);
    expect(online).toMatchObject({ status: 1, stderr: "" });
    expect(rulesIn(online)).toContain("unrestricted-context");
    expect(fake.requests().length).toBeGreaterThan(10);
    fake.forget();
    const offline = await run(folder, ["-f", "json", "--offline"]);
    expect(rulesIn(offline)).not.toContain("unrestricted-context");
    expect(fake.requests()).toEqual([]);
  });

  it("prints its findings when an API fails; with --online that is 2", async () => {
    const folder = project({
      ...shop,
      ".circleci/config.yml": clean.replace("checkout", "run: curl https://example.com/x | sh"),
    });
    fake.setFaults([{ kind: "html" }]);
    const usual = await run(folder, ["-f", "json"]);
    expect(usual.status).toBe(1);
    expect(rulesIn(usual)).toContain("remote-script-execution");
    expect(usual.stdout).toContain('"status": "unknown"');
    const insisting = await run(folder, ["-f", "json", "--online"]);
    expect(insisting.status).toBe(2);
    expect(rulesIn(insisting)).toContain("remote-script-execution");
    expect(insisting.stdout).toContain("The APIs did not answer, as `--online` wants");
  });

  it("says when the snapshot is damaged, old, or of other projects", async () => {
    const folder = project({ ...shop, "damaged.json": '{"format":1,', "other.json": snapshotText("2020-01-01T00:00:00.000Z") });
    const damaged = await run(folder, ["--snapshot", "damaged.json", "-f", "json"], {});
    expect(damaged.status).toBe(2);
    expect(damaged.stdout).toContain("`damaged.json` cannot be used: it is not valid JSON");
    const other = await run(folder, ["--snapshot", "other.json", "-f", "json", "--fail-on", "never"], {});
    expect(other.status).toBe(0);
    expect(other.stdout).toContain("days old, and settings may have changed since");
    expect(other.stdout).toContain("the snapshot says nothing of the project `github.com/acme/shop`");
    expect(await run(folder, ["--snapshot", "other.json", "--require-complete"], {})).toMatchObject({ status: 2 });
  });
});

function snapshotText(collectedAt: string): string {
  const lists = { organizations: [], projects: [], githubOrganizations: [], repositories: [], orbs: [] };
  return JSON.stringify({ format: 1, tool: { name: "x", version: "1" }, hosts: {}, collectedAt, ...lists });
}
