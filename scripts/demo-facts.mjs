/**
 * `npm run demo:facts`: what the fake APIs say of the demo's project, as a snapshot in the project's folder. The example review is made
 * from it, so times, addresses and names do not depend on when and where this runs. Needs a build.
 */
import { fork, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const today = "2026-01-31";
const folder = mkdtempSync(path.join(os.tmpdir(), "demo-facts-"));
const collected = path.join(folder, "facts.json");
const fake = fork(path.join(root, "scripts/run.mjs"), ["fake-apis/main.ts", "--today", today], {
  stdio: ["ignore", "ignore", "inherit", "ipc"],
});
try {
  const { circleci, github, circleToken, githubToken } = await new Promise((resolve) => fake.once("message", resolve));
  const hosts = { CIRCLECI_HOST: circleci, GH_HOST: github, CIRCLECI_SECAUDIT_CACHE: folder };
  const env = { ...process.env, ...hosts, CIRCLECI_TOKEN: circleToken, GITHUB_TOKEN: githubToken };
  const args = ["dist/cli.cjs", "collect", "--project", "gh/acme/shop", "--allow-private-api", "-o", collected];
  const child = spawn(process.execPath, args, { cwd: root, stdio: "inherit", env });
  const status = await new Promise((resolve) => child.once("exit", resolve));
  if (status !== 0) throw new Error(`collect exited with ${String(status)}`);
  const facts = JSON.parse(readFileSync(collected, "utf8"));
  const told = {
    ...facts,
    collectedAt: `${today}T00:00:00.000Z`,
    hosts: { circleci: "https://circleci.com", github: "https://github.com" },
  };
  const text = JSON.stringify(told, undefined, 1)
    .replaceAll(circleci, "https://circleci.com")
    .replaceAll(github, "https://github.com");
  writeFileSync(path.join(root, "fixtures/projects/demo/facts.json"), `${text}\n`);
} finally {
  fake.disconnect();
  rmSync(folder, { recursive: true });
}
