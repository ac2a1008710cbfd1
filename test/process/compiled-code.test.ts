/** The compiled code that a run leaves beside the program: a gain when it fits, never a fault when it does not. */
import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { clean, cleanEnvironment, cli, project } from "./project.ts";

/** A copy of the built program without compiled code, and a project to audit. */
function copy() {
  const { at } = project({ ".circleci/config.yml": clean });
  cpSync(path.dirname(cli), at("dist"), { recursive: true });
  const folder = at("dist/cli");
  const compiled = (): readonly string[] => readdirSync(folder).filter((name) => name.includes(".cache"));
  for (const name of compiled()) rmSync(path.join(folder, name));
  const run = (...args: readonly string[]) => {
    const options = { cwd: at("."), env: cleanEnvironment(at(".")), encoding: "utf8" } as const;
    const { status, stderr } = spawnSync(process.execPath, [at("dist/cli.cjs"), ...args], options);
    return { status, stderr };
  };
  return { folder, compiled, run };
}

const fine = { status: 0, stderr: "" };

it("is kept by an audit and used by the next one", () => {
  const { folder, compiled, run } = copy();
  expect(run("--version")).toEqual(fine);
  expect(compiled()).toEqual([]);
  expect(run()).toEqual(fine);
  const [name = "", ...others] = compiled();
  expect(others).toEqual([]);
  const before = readFileSync(path.join(folder, name));
  expect(run()).toEqual(fine);
  expect(readFileSync(path.join(folder, name)).equals(before)).toBe(true);
});

it.each([0, 20, 100, 5000, 300_000])("is made anew when it is damaged at byte %d", (offset) => {
  const { folder, compiled, run } = copy();
  run();
  const file = path.join(folder, compiled()[0] ?? "");
  const damaged = readFileSync(file);
  damaged.fill(0xa5, offset, offset + 64);
  writeFileSync(file, damaged);
  expect(run()).toEqual(fine);
  expect(readFileSync(file).equals(damaged)).toBe(false);
});

it.each([0, 1, 200_000])("is made anew when only %d bytes of it are there", (length) => {
  const { folder, compiled, run } = copy();
  run();
  const file = path.join(folder, compiled()[0] ?? "");
  writeFileSync(file, readFileSync(file).subarray(0, length));
  expect(run()).toEqual(fine);
  expect(readFileSync(file).length).toBeGreaterThan(200_000);
});

it("is done without where nothing may be written", () => {
  const { folder, compiled, run } = copy();
  chmodSync(folder, 0o555);
  expect(run()).toEqual(fine);
  chmodSync(folder, 0o755);
  // Whoever is root may write everywhere.
  expect(compiled().length).toBe(process.getuid?.() === 0 ? 1 : 0);
});
