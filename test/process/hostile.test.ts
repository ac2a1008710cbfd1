/** Input that wants to take our time and memory ends in time, in memory, and with a report. `npm run bench` measures it at full size. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { hostileInputs } from "../../scripts/bench/hostile-inputs.mjs";
import { measured } from "../../scripts/bench/processes.mjs";
import { cli } from "./project.ts";

/** Of the processor, since machines that run tests are busy; what is quadratic takes far longer. */
const milliseconds = 8000;
const megabytes = 512;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "hostile-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

it.each([...hostileInputs(300_000)])("%s", (_, text) => {
  writeFileSync(path.join(folder, "config.yml"), text);
  const output = path.join(folder, "report.json");
  const spent = measured([cli, "-f", `json=${output}`, path.join(folder, "config.yml")]);
  expect([0, 1, 2]).toContain(spent.status);
  expect(spent.processor).toBeGreaterThan(0);
  expect(spent.processor).toBeLessThan(milliseconds);
  expect(spent.megabytes).toBeLessThan(megabytes);
  const { problems } = JSON.parse(readFileSync(output, "utf8")) as { problems: readonly { code: string }[] };
  expect(problems.map(({ code }) => code)).not.toContain("internal-error");
});

it("a file of 10 MB is refused unread", () => {
  writeFileSync(path.join(folder, "config.yml"), "a".repeat(10_000_000));
  const output = path.join(folder, "report.json");
  expect(measured([cli, "-f", `json=${output}`, path.join(folder, "config.yml")]).megabytes).toBeLessThan(100);
  expect(readFileSync(output, "utf8")).toContain("file-too-large");
});
