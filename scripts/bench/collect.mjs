/**
 * `npm run bench:collect`: collects a large organisation from the fake, which runs in another process. Prints the requests made against the
 * fewest that could tell the same, time and peak memory; then kills the run at random places and resumes it. Needs a build.
 * `--projects 2000`, `--contexts 300`, `--kills 3`, `--seed 1`.
 */
import { fork, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const root = fileURLToPath(new URL("../..", import.meta.url));
const { values } = parseArgs({
  options: {
    projects: { type: "string", default: "2000" },
    contexts: { type: "string", default: "300" },
    kills: { type: "string", default: "3" },
    seed: { type: "string", default: "1" },
  },
});
const [projects, contexts, kills] = [Number(values.projects), Number(values.contexts), Number(values.kills)];
const folder = mkdtempSync(path.join(os.tmpdir(), "bench-collect-"));
const log = path.join(folder, "requests.jsonl");

/** Prints the peak memory to a file when the process ends by itself. */
const usage = path.join(folder, "usage");
const withUsage = [
  "--import",
  `data:text/javascript,import{writeFileSync as w}from"node:fs";process.on("exit",()=>w(${JSON.stringify(usage)},String(process.resourceUsage().maxRSS)))`,
];

writeFileSync(log, "");
const fake = fork(
  path.join(root, "scripts/run.mjs"),
  ["fake-apis/main.ts", "--log", log, "--per-hour", "9000000", "--projects", values.projects, "--contexts", values.contexts],
  { stdio: ["ignore", "ignore", "inherit", "ipc"] },
);
try {
  const hosts = await new Promise((resolve) => fake.once("message", resolve));
  console.log(`## Collect ${projects} projects and ${contexts} contexts\n`);
  const whole = await atOnce(hosts);
  if (kills > 0) await inPieces(hosts, whole);
} finally {
  fake.kill();
  rmSync(folder, { recursive: true });
}

/** @param {any} hosts */
async function atOnce(hosts) {
  const { milliseconds, status } = await collect(hosts, "whole");
  const requests = logged();
  const byService = (/** @type {string} */ service) => requests.filter((request) => request.startsWith(service)).length;
  const least = fewest();
  console.log("| service | requests | fewest possible | ratio |\n| --- | --- | --- | --- |");
  for (const [service, few] of Object.entries(least)) {
    console.log(`| ${service} | ${byService(service)} | ${few} | ${(byService(service) / few).toFixed(3)} |`);
  }
  const seen = new Set();
  const twice = requests.filter((request) => seen.size === seen.add(request).size);
  const megabytes = Number(readFileSync(usage, "utf8")) / 1024;
  const size = statSync(path.join(folder, "whole.json")).size / 1e6;
  console.log(
    `\nExit code ${status}, ${(milliseconds / 1000).toFixed(1)} s, ${megabytes.toFixed(0)} MB at most (bar: 300), ${twice.length} asked twice, snapshot of ${size.toFixed(1)} MB`,
  );
  for (const request of twice) console.log(`asked twice: ${request}`);
  return statSync(log).size;
}

/**
 * @param {any} hosts
 * @param {number} bytes that the log of a whole run has
 */
async function inPieces(hosts, bytes) {
  writeFileSync(log, "");
  /** @type {number[]} */
  const killedAt = [];
  for (const place of randomPlaces(bytes)) {
    await collect(hosts, "pieces", killedAt.length > 0, place);
    killedAt.push(logged().length);
  }
  const { status } = await collect(hosts, "pieces", true);
  const requests = logged();
  const first = new Map();
  let [again, lost] = [0, 0];
  for (const [index, request] of requests.entries()) {
    const before = first.get(request);
    first.set(request, before ?? index);
    if (before === undefined) continue;
    again += 1;
    // Answered, but not yet kept when the process was gone: no client can know it.
    if (killedAt.some((at) => before < at && index >= at && at - before <= 60)) lost += 1;
  }
  const same = snapshotOf("whole") === snapshotOf("pieces");
  console.log(
    `\nKilled after ${killedAt.join(", ")} requests and resumed: exit code ${status}, ${again} asked again, ${lost} of these under way when it was killed; the snapshot is ${same ? "the same" : "another"}`,
  );
}

/** Without times, which differ. */
function snapshotOf(/** @type {string} */ name) {
  return readFileSync(path.join(folder, `${name}.json`), "utf8").replaceAll(/"(?:at|collectedAt)": ?"[^"]*"/g, "");
}

/**
 * @param {any} hosts
 * @param {string} name
 * @param {boolean} resume
 * @param {number} killAt kills the process when the log of requests has so many bytes
 */
async function collect(hosts, name, resume = false, killAt = Number.POSITIVE_INFINITY) {
  const args = [...withUsage, "dist/cli.cjs", "collect", "--org", "gh/acme", "--allow-private-api", "--timeout", "4h"];
  const start = performance.now();
  const child = spawn(process.execPath, [...args, "-o", path.join(folder, `${name}.json`), ...(resume ? ["--resume"] : [])], {
    cwd: root,
    stdio: ["ignore", "ignore", "inherit"],
    env: {
      PATH: process.env["PATH"],
      HOME: path.join(folder, name),
      CIRCLECI_HOST: hosts.circleci,
      GH_HOST: hosts.github,
      CIRCLE_TOKEN: "fake-circleci-token-of-an-administrator",
      GITHUB_TOKEN: "fake-github-token-of-an-owner",
    },
  });
  const watch = setInterval(() => {
    if (statSync(log).size >= killAt) child.kill("SIGKILL");
  }, 10);
  const status = await new Promise((resolve) => child.once("close", resolve));
  clearInterval(watch);
  return { milliseconds: performance.now() - start, status };
}

/**
 * Service, address and body of each question.
 * @returns {readonly string[]}
 */
function logged() {
  const lines = readFileSync(log, "utf8").split("\n");
  return lines
    .filter((line) => line.endsWith("}"))
    .map((line) => {
      const { service, url, body } = JSON.parse(line);
      return `${service} ${url} ${body}`;
    });
}

/** In order, spread over the run. */
function randomPlaces(/** @type {number} */ length) {
  let state = Number(values.seed);
  const random = () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  return Array.from({ length: kills }, (_, index) => Math.floor(((index + random()) / kills) * length) + 1);
}

/**
 * One for each page of a list and for each thing that is asked by itself.
 * @returns {Readonly<Record<string, number>>}
 */
function fewest() {
  const pages = (/** @type {number} */ items, /** @type {number} */ size) => Math.max(1, Math.ceil(items / size));
  // Of both organisations of the account: who they are and that they belong together, their parts, the lists of their projects.
  const owners = 4 + 2 * 9 + 3 + pages(projects, 50) + 1;
  const perContext = 2;
  // Identity, settings, older settings with SSH keys, variables, checkout keys, tokens, webhooks, schedules, pipelines, their triggers,
  // claims, old AWS keys, metrics; of its workflow over all branches and on the default one, and of its jobs.
  const perProject = 16;
  // Tree, configuration, rules, protection, collaborators, teams, keys, hooks, secrets, alerts.
  const perRepository = 10;
  return {
    circleci: owners + pages(contexts, 20) + 1 + (contexts + 1) * perContext + (projects + 1) * perProject,
    github: 6 + pages(projects, 100) + projects * perRepository,
  };
}
