/** Measuring whole processes. */
import { spawnSync } from "node:child_process";
import os from "node:os";

/** No token, with which the network would be measured; no certificates, which Node reads at each start. */
const env = { PATH: process.env["PATH"], HOME: os.tmpdir(), NO_COLOR: "1" };

/** Prints the peak memory and the processor's time to standard error when the process ends. */
const withUsage = [
  "--import",
  'data:text/javascript,process.on("exit",()=>{const u=process.resourceUsage();process.stderr.write(`\\nmaxRSS=${u.maxRSS} cpu=${u.userCPUTime+u.systemCPUTime}`)})',
];

/**
 * Runs every command once a round, so that load of the machine strikes all of them alike.
 * @param {readonly (readonly string[])[]} commands arguments of node
 * @param {number} rounds
 * @returns {readonly { median: number, ratio: number }[]} milliseconds, and the median of each round's ratio to the first command
 */
export function interleaved(commands, rounds) {
  const times = commands.map(() => /** @type {number[]} */ ([]));
  for (let round = 0; round < rounds; round++) {
    commands.forEach((args, index) => times[index]?.push(timeOf(args)));
  }
  return times.map((own) => ({
    median: median(own),
    ratio: median(own.map((time, round) => time / (times[0]?.[round] ?? time))),
  }));
}

function timeOf(/** @type {readonly string[]} */ args) {
  const start = performance.now();
  spawnSync(process.execPath, [...args], { env, stdio: ["ignore", "pipe", "pipe"], maxBuffer: 1e9 });
  return performance.now() - start;
}

/**
 * One run with its peak memory; `processor` is the time in milliseconds that a busy machine does not lengthen.
 * @param {readonly string[]} args
 * @returns {{ milliseconds: number, processor: number, megabytes: number, status: number | null }}
 */
export function measured(args) {
  const start = performance.now();
  const { stderr, status } = spawnSync(process.execPath, [...withUsage, ...args], { env, encoding: "utf8", maxBuffer: 1e9 });
  const milliseconds = performance.now() - start;
  const [, memory = 0, processor = 0] = /maxRSS=(\d+) cpu=(\d+)/.exec(stderr) ?? [];
  return { milliseconds, processor: Number(processor) / 1000, megabytes: Number(memory) / 1024, status };
}

export function median(/** @type {readonly number[]} */ values) {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}
