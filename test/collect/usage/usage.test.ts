/** Usage exports: what is made of their rows, of odd ones, and of files that are none. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, it } from "vitest";
import { csvReader } from "../../../src/collect/usage/csv.ts";
import { readUsage } from "../../../src/collect/usage/read-usage.ts";
import { blankProject } from "../../../src/snapshot/blank.ts";
import { valueOf } from "../../../src/snapshot/fetched.ts";
import type { Fetched } from "../../../src/snapshot/fetched.ts";
import type { JobUsage } from "../../../src/snapshot/metrics.ts";
import { fc } from "../../property.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "usage-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const columns =
  "ORGANIZATION_ID,PROJECT_ID,VCS_URL,WORKFLOW_NAME,JOB_NAME,RESOURCE_CLASS,JOB_RUN_SECONDS,MEDIAN_CPU_UTILIZATION_PCT,MAX_CPU_UTILIZATION_PCT,MEDIAN_RAM_UTILIZATION_PCT,MAX_RAM_UTILIZATION_PCT,TOTAL_CREDITS";
const rows = [
  'o,p1,https://github.com/acme/app,ci,test,large,100,20,90,10,30,"12.5"',
  "o,p1,https://github.com/acme/app,ci,test,large,300,30,70,20,40,7.5",
  'o,p1,https://github.com/acme/app,ci,"say ""hi"", world",medium,\\N,\\N,\\N,-1,nonsense,',
  "o,p1,https://github.com/acme/app,ci,hold,\\N,0,,,,,0",
  "o,p2,https://github.com/acme/other,__proto__,constructor,large,1,1,1,1,1,1",
];

async function usageIn(name: string, content: string | Buffer, identity = { id: "p1", address: "github.com/acme/app" }) {
  const file = path.join(folder, name);
  writeFileSync(file, content);
  const usage = await readUsage([file], "2026-01-31T00:00:00.000Z");
  if ("fault" in usage) return usage.fault;
  return usage.withUsage(blankProject({ slug: "gh/acme/app", name: "app", organization: "gh/acme", ...identity })).usage;
}

const known = (usage: string | Fetched<readonly JobUsage[]>): unknown => (typeof usage === "string" ? usage : valueOf(usage));

it("sums up the runs of each job on each class, from packed exports too", async () => {
  const text = ["\uFEFF" + columns, ...rows, ""].join("\r\n");
  const found = known(await usageIn("usage.csv", text));
  expect(found).toEqual([
    { workflow: "ci", job: 'say "hi", world', resourceClass: "medium", runs: 1 },
    {
      ...{ workflow: "ci", job: "test", resourceClass: "large", runs: 2, medianDurationSeconds: 200, credits: 20 },
      ...{ medianCpuPercent: 25, maxCpuPercent: 90, medianMemoryPercent: 15, maxMemoryPercent: 40 },
    },
  ]);
  expect(known(await usageIn("usage.csv.gz", gzipSync(text)))).toEqual(found);
});

it("knows a project by its address, and says when no run is of it", async () => {
  const text = [columns, ...rows].join("\n");
  const identity = { id: "another", address: "github.com/acme/Other" };
  expect(known(await usageIn("usage.csv", text, identity))).toMatchObject([{ workflow: "__proto__", job: "constructor" }]);
  expect(await usageIn("usage.csv", text, { id: "p3", address: "github.com/acme/third" })).toMatchObject({ reason: "not-found" });
});

it.each([
  ["empty.csv", "", "it is empty"],
  ["other.csv", "name,PROJECT_ID\n1,2\n", "WORKFLOW_NAME, JOB_NAME, RESOURCE_CLASS are not there"],
  ["page.csv", "<!doctype html>", "no usage export"],
  ["endless.csv", "x".repeat(300_000), "has no end"],
  ["plain.csv.gz", columns, "no gzip file"],
  ["cut.csv.gz", gzipSync([columns, ...rows].join("\n")).subarray(0, 40), "only a part of one"],
])("says of %s why it cannot be used", async (name, content, fault) => {
  expect(await usageIn(name, content)).toContain(fault);
});

it("says of a file that is not there that it cannot be read", async () => {
  const missing = path.join(folder, "nothing.csv");
  expect(await readUsage([missing], "")).toMatchObject({ file: missing });
});

it("reads the fields that were written, wherever the text is cut", () => {
  const field = fc.string();
  fc.assert(
    fc.property(
      fc.array(fc.array(field, { minLength: 2, maxLength: 4 }), { maxLength: 5 }),
      fc.integer({ min: 1, max: 9 }),
      (table, step) => {
        const text = table.map((row) => row.map((each) => `"${each.replaceAll('"', '""')}"`).join(",")).join("\r\n");
        const read: (readonly string[])[] = [];
        const reader = csvReader((fields) => read.push(fields));
        for (let at = 0; at < text.length; at += step) reader.push(text.slice(at, at + step));
        reader.end();
        expect(read).toEqual(table);
      },
    ),
  );
});
