/**
 * `npm run bench`: start-up as a ratio to `node -e 0`, throughput, growth with the length of a file, hostile input, size of the package.
 * Needs a build. `--quick` takes fewer rounds; `--many` audits 10,000 files too.
 */
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { generatedConfig } from "./bench/generated-config.mjs";
import { hostileInputs } from "./bench/hostile-inputs.mjs";
import { interleaved, measured } from "./bench/processes.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const cli = path.join(root, "dist/cli.cjs");
const quick = process.argv.includes("--quick");
const folder = mkdtempSync(path.join(os.tmpdir(), "bench-"));
try {
  startUp();
  throughput(500);
  if (process.argv.includes("--many")) throughput(10_000);
  growth();
  reviews();
  hostile();
  size();
  console.log("\n## Stages, in one process\n");
  execFileSync(process.execPath, ["scripts/run.mjs", "bench/stages.ts"], { cwd: root, stdio: "inherit" });
} finally {
  rmSync(folder, { recursive: true });
}

function startUp() {
  const file = write("start/.circleci/config.yml", generatedConfig(300));
  const demo = path.join(root, "fixtures/projects/demo");
  const commands = new Map([
    ["node -e 0", ["-e", "0"]],
    ["--version", [cli, "--version"]],
    ["lint -f json, 300 lines", [cli, "-f", "json", file]],
    ["lint -f json, 300 lines, first run", [withoutCompiledCode(), "-f", "json", file]],
    ["lint -f pretty, 300 lines", [cli, file]],
    ["lint -f pretty, demo with findings", [cli, demo]],
  ]);
  const results = interleaved([...commands.values()], quick ? 11 : 41);
  console.log("## Start-up\n\n| command | median ms | x `node -e 0` |\n| --- | --- | --- |");
  [...commands.keys()].forEach((name, index) => {
    const { median = 0, ratio = 0 } = results[index] ?? {};
    console.log(`| ${name} | ${median.toFixed(1)} | ${ratio.toFixed(2)} |`);
  });
}

/** A copy of the program that can keep no compiled code, so that each of its runs is a first one. */
function withoutCompiledCode() {
  const copy = path.join(folder, "dist");
  if (!existsSync(copy)) {
    cpSync(path.dirname(cli), copy, { recursive: true, filter: (source) => !source.endsWith(".cache") });
    mkdirSync(path.join(copy, "cli", `core-${process.version}-${process.arch}.cache`));
  }
  return path.join(copy, path.basename(cli));
}

function throughput(/** @type {number} */ count) {
  for (let index = 0; index < count; index++) write(`many-${count}/.circleci/c${index}.yml`, generatedConfig(300, index + 1));
  const { milliseconds, megabytes } = measured([
    cli,
    "-f",
    `json=${path.join(folder, "out.json")}`,
    path.join(folder, `many-${count}`),
  ]);
  console.log(
    `\n## Throughput\n\n${count} files of 300 lines: ${(count / (milliseconds / 1000)).toFixed(0)} files/s, ${megabytes.toFixed(0)} MB at most`,
  );
}

function growth() {
  console.log("\n## Growth\n\n| lines | ms | µs a line, start-up left out | MB |\n| --- | --- | --- | --- |");
  const start = measured([cli, "-f", "json", write("empty.yml", "version: 2.1\njobs: {}\n")]).milliseconds;
  for (const lines of [1000, 2000, 5000, 10_000, 20_000, 50_000]) {
    const text = generatedConfig(lines);
    const file = write(`growth-${lines}.yml`, text);
    const runs = Array.from({ length: quick ? 1 : 3 }, () => measured([cli, "-f", "json", file]));
    const best = runs.reduce((a, b) => (a.milliseconds < b.milliseconds ? a : b));
    const perLine = ((best.milliseconds - start) * 1000) / text.split("\n").length;
    console.log(`| ${lines} | ${best.milliseconds.toFixed(0)} | ${perLine.toFixed(1)} | ${best.megabytes.toFixed(0)} |`);
  }
}

/** A review of 2,000 lines, in both forms, takes less than ten times what a cold audit of them takes. */
function reviews() {
  const file = write("review/.circleci/config.yml", generatedConfig(2000));
  const out = path.join(folder, "review");
  const commands = new Map([
    ["lint -f json, first run", [withoutCompiledCode(), "-f", "json", file]],
    ["lint -f json", [cli, "-f", "json", file]],
    ["review, markdown", [cli, "review", file, "-o", path.join(out, "review.md")]],
    ["review, both forms", [cli, "review", file, "-o", path.join(out, "review.md"), "--html", path.join(out, "review.html")]],
  ]);
  const results = interleaved([...commands.values()], quick ? 3 : 9);
  const cold = results[0]?.median ?? 1;
  console.log("\n## Review of 2,000 lines\n\n| command | median ms | x cold lint |\n| --- | --- | --- |");
  [...commands.keys()].forEach((name, index) => {
    const { median = 0 } = results[index] ?? {};
    console.log(`| ${name} | ${median.toFixed(0)} | ${(median / cold).toFixed(2)} |`);
  });
}

function hostile() {
  console.log("\n## Hostile input, 1 MB each\n\n| input | ms | MB | exit code |\n| --- | --- | --- | --- |");
  for (const [name, text] of hostileInputs(1_000_000)) {
    const { milliseconds, megabytes, status } = measured([cli, "-f", "json", write("hostile.yml", text)]);
    console.log(`| ${name} | ${milliseconds.toFixed(0)} | ${megabytes.toFixed(0)} | ${status} |`);
  }
}

function size() {
  const [packed] = JSON.parse(
    execFileSync("npm", ["pack", "--json", "--dry-run", "--ignore-scripts"], { cwd: root, encoding: "utf8" }),
  );
  console.log(
    `\n## Size\n\n${(packed.unpackedSize / 1e6).toFixed(2)} MB installed, no dependencies; ${(packed.size / 1e6).toFixed(2)} MB to download`,
  );
}

function write(/** @type {string} */ name, /** @type {string} */ text) {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}
