import { existsSync, readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { detectSecrets } from "../../src/secrets/detect.ts";

const corpus = new URL("../../../shared/corpus/files/", import.meta.url);
const here = existsSync(corpus);
if (!here) console.warn("skipped: the corpus of real configurations is not beside the checkout");

test.skipIf(!here)("no false alarm in real configurations, which hold no secret", { timeout: 60_000 }, async () => {
  const alarms: string[] = [];
  for (const path of readdirSync(corpus)) {
    const file = { path, text: readFileSync(new URL(path, corpus), "utf8") };
    for (const { at, kind } of await detectSecrets(file)) alarms.push(`${path}:${String(at.span.start)} ${kind}`);
  }
  expect(alarms).toEqual([]);
});
