/**
 * `npm run demo`: audits the demo project with the CLI just built. With `--fake-apis` it asks CircleCI and GitHub about it first, which
 * answer from this machine. Findings are what it is for, so they do not fail the script.
 */
import { fork, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const [demo, given] = ["fixtures/projects/demo", process.argv.slice(2)];
const asksApis = given.includes("--fake-apis");
const args = given.filter((argument) => argument !== "--fake-apis");

const status = asksApis ? await withApis() : run(["lint", demo, "--offline", ...args]);
const meanings = ["the project is clean", "it found something", "it could not complete"];
console.log(`The linter exited with ${status}: ${meanings[status]}.`);
process.exitCode = status === 1 || status === 0 ? 0 : 1;

/** Tokens and hosts are those of the fake: nothing leaves this machine. */
async function withApis() {
  const folder = mkdtempSync(path.join(os.tmpdir(), "demo-"));
  const fake = fork(path.join(root, "scripts/run.mjs"), ["fake-apis/main.ts"], { stdio: ["ignore", "ignore", "inherit", "ipc"] });
  try {
    const { circleci, github, circleToken, githubToken } = await new Promise((resolve) => fake.once("message", resolve));
    const snapshot = path.join(folder, "snapshot.json");
    const hosts = { CIRCLECI_HOST: circleci, GH_HOST: github, CIRCLECI_SECAUDIT_CACHE: folder };
    const env = { ...process.env, ...hosts, CIRCLECI_TOKEN: circleToken, GITHUB_TOKEN: githubToken };
    run(["collect", "--project", "gh/acme/shop", "--allow-private-api", "-o", snapshot], env);
    return run(["lint", demo, "--snapshot", snapshot, "--project", "gh/acme/shop", ...args], env);
  } finally {
    fake.disconnect();
    rmSync(folder, { recursive: true });
  }
}

/**
 * @param {readonly string[]} command
 * @returns {number} the exit code
 */
function run(command, env = process.env) {
  const line = ["dist/cli.cjs", ...command];
  console.log(`\n$ node ${line.join(" ")}\n`);
  return spawnSync(process.execPath, line, { cwd: root, stdio: "inherit", env }).status ?? 2;
}
