/** Whole processes against the fake: an interrupted run that goes on, and faults under `lint` that asks by itself. */
import { spawn } from "node:child_process";
import { readFileSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import type { FakeApis } from "../../scripts/fake-apis/options.ts";
import { circleTokens, githubTokens } from "../../scripts/fake-apis/options.ts";
import { leaksIn } from "../collect/whole-facts.ts";
import { fakeApis } from "../fake-apis/asking.ts";
import { cleanEnvironment, cli, faulty, project } from "./project.ts";
import type { Project, RunResult } from "./project.ts";

interface Running {
  readonly result: Promise<RunResult>;
  kill(): void;
}

/** The fake answers in this process, so the other one must not block it. */
function start({ top }: Project, fake: FakeApis, args: readonly string[]): Running {
  const hosts = { CIRCLECI_HOST: fake.circleci, GH_HOST: fake.github };
  const tokens = { CIRCLECI_TOKEN: circleTokens.admin, GITHUB_TOKEN: githubTokens.owner };
  const child = spawn(process.execPath, [cli, ...args], { cwd: top, env: { ...cleanEnvironment(top), ...hosts, ...tokens } });
  let [stdout, stderr] = ["", ""];
  child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString("utf8")));
  child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString("utf8")));
  const result = new Promise<RunResult>((resolve) => child.on("close", (status) => resolve({ status, stdout, stderr })));
  return { result, kill: () => void child.kill("SIGKILL") };
}

/** All that the process wrote anywhere. */
function writtenBy({ top }: Project, { stdout, stderr }: RunResult): string {
  const files = readdirSync(top, { recursive: true, encoding: "utf8" })
    .map((name) => path.join(top, name))
    .filter((file) => statSync(file).isFile());
  return [stdout, stderr, ...files.map((file) => readFileSync(file, "utf8"))].join("\n");
}

const keyOf = ({ service, url, body }: { service: string; url: string; body: string }): string => `${service} ${url} ${body}`;

it("goes on where it was killed, asks nothing twice that it had kept, and writes the same", async () => {
  const places = [3, 60, 120];
  let running: Running | undefined;
  const counted: string[] = [];
  const fake = await fakeApis({
    onRequest: (request) => {
      if (counted.push(keyOf(request)) === places[0]) running?.kill();
    },
  });
  const repository = project({});
  const args = ["collect", "--org", "gh/acme", "--allow-private-api", "-o", "snapshot.json"];
  for (const _ of [...places]) {
    running = start(repository, fake, [...args, "--resume"]);
    expect((await running.result).status).toBeNull();
    places.shift();
  }
  running = start(repository, fake, [...args, "--resume"]);
  const result = await running.result;
  expect(result.status).toBe(0);
  expect(leaksIn(writtenBy(repository, result))).toEqual([]);
  // Each kill loses what was under way: at most as many as are asked at once.
  expect(counted.length - new Set(counted).size).toBeLessThanOrEqual(3 * 18);
  const resumed = readFileSync(repository.at("snapshot.json"), "utf8");
  const before = counted.length;
  const whole = await start(repository, fake, args).result;
  expect(whole.status).toBe(0);
  const asked = counted.slice(before);
  expect(new Set(asked).size).toBe(asked.length);
  const withoutTimes = (text: string): string => text.replaceAll(/"(?:at|collectedAt)": ?"[^"]*"/g, "");
  expect(withoutTimes(readFileSync(repository.at("snapshot.json"), "utf8"))).toBe(withoutTimes(resumed));
});

it.each([
  ["401", "*", 2],
  ["html", "*", 2],
  ["redirect", "*", 2],
  ["wrong-types", "*", 2],
  // A project that was named and may not be seen at all.
  ["403", "*", 2],
  // What a token may not see is no failure.
  ["403", "/api/v2/project/*/envvar", 1],
  ["control-characters", "/api/v2/*", 1],
] as const)("prints what the files say although the APIs answer with %s at %s", async (kind, at, status) => {
  const fake = await fakeApis({ faults: [{ kind, at }] });
  const repository = project({ ".circleci/config.yml": faulty });
  const result = await start(repository, fake, ["--online", "--project", "gh/acme/shop", "-f", "json"]).result;
  const report = JSON.parse(result.stdout) as { findings: { ruleId: string }[]; coverage: unknown[] };
  expect(report.findings.map(({ ruleId }) => ruleId)).toContain("volatile-orb");
  expect(report.coverage).not.toEqual([]);
  expect(result.status).toBe(status);
  expect(leaksIn(writtenBy(repository, result))).toEqual([]);
  expect(fake.requests().filter(({ service }) => service === "elsewhere")).toEqual([]);
  // oxlint-disable-next-line eslint/no-control-regex -- no escapes may get out
  expect(result.stdout + result.stderr).not.toMatch(/[\u0007\u001b]/);
});
