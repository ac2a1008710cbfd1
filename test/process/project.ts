/** A repository on disk for one test, and the built command line run in it. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

export const cli = fileURLToPath(new URL("../../dist/cli.cjs", import.meta.url));

/** No token of this machine: with one, an audit would ask the APIs. */
export function cleanEnvironment(home: string = os.tmpdir()): Readonly<Record<string, string | undefined>> {
  return { PATH: process.env["PATH"], HOME: home };
}

export interface RunOptions {
  /** From the top of the project. */
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly input?: string | Buffer;
}

export interface RunResult {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Project {
  readonly top: string;
  at(name: string): string;
  read(name: string): string;
  run(args: readonly string[], options?: RunOptions): RunResult;
}

/** Files by name; there is a `.git` folder unless another is named. Removed when the test is over. */
export function project(files: Readonly<Record<string, string | Buffer>>): Project {
  const top = realpathSync(mkdtempSync(path.join(os.tmpdir(), "secaudit-")));
  onTestFinished(() => rmSync(top, { recursive: true, force: true }));
  const at = (name: string): string => path.join(top, name);
  mkdirSync(at(".git"));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.dirname(at(name)), { recursive: true });
    writeFileSync(at(name), content);
  }
  return { top, at, read: (name) => readFileSync(at(name), "utf8"), run: (args, options = {}) => run(top, args, options) };
}

function run(top: string, args: readonly string[], { cwd = ".", env = {}, input = "" }: RunOptions): RunResult {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], {
    cwd: path.join(top, cwd),
    env: { ...cleanEnvironment(top), ...env },
    input,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  return { status, stdout, stderr };
}

/** One finding, `high`: an orb at `volatile`. */
export const faulty = `version: 2.1
orbs:
  deployer: shipfast/deployer@volatile
jobs:
  build:
    docker:
      - image: cimg/base:2026.10@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
    steps:
      - checkout
workflows:
  main:
    jobs:
      - build
`;

/** The same without a finding. */
export const clean = faulty.replace("orbs:\n  deployer: shipfast/deployer@volatile\n", "");
