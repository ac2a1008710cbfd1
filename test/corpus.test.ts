/** Real configurations, where they are beside the checkout: nothing crashes, every place is inside its file, no problem is unexplained. */
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { lint, type Report, type SourceFile } from "../src/index.ts";
import { positionAt } from "../src/source/source-file.ts";
import { cpuTime } from "./cpu-time.ts";

const corpus = new URL("../../shared/corpus/", import.meta.url);
const isThere = existsSync(corpus);
if (!isThere) console.warn("The corpus is not beside this checkout; its tests are skipped.");

interface Entry {
  readonly file: string;
  readonly kind: string;
  readonly yaml_error?: string;
}

const entries: readonly Entry[] = isThere
  ? readFileSync(new URL("manifest.jsonl", corpus), "utf8")
      .trim()
      .split("\n")
      .map((line): Entry => JSON.parse(line))
  : [];

const sourceOf = (entry: Entry): SourceFile => ({
  path: entry.file,
  text: readFileSync(new URL(`files/${entry.file}`, corpus), "utf8"),
});

/**
 * Problems that stand for true faults of these files: jobs, commands and orbs that are not there, keys that nobody knows, values of
 * the wrong kind. `not-a-config` is what a file that is none gets when it is named.
 */
const explained = new Set([
  ...[
    "unknown-key",
    "unknown-command",
    "unknown-job",
    "unknown-executor",
    "unknown-parameter",
    "missing-parameter",
    "wrong-type",
  ],
  ...["cyclic-alias", "invalid-merge", "not-a-config", "duplicate-key", "requires-cycle", "wrong-parameter-type"],
]);

/**
 * Four versions of one file write `|` in the column of its key. YAML 1.2 forbids that and so do we, as an error that says what to
 * indent; the parser that CircleCI is built on lets it pass.
 */
const lenient = /^compound-finance__compound-protocol__/;

const linted = new Map<string, Report>();
async function reportOf(entry: Entry): Promise<Report> {
  const known = linted.get(entry.file) ?? (await lint([sourceOf(entry)], { profile: "auditor", today: "2026-11-21" }));
  linted.set(entry.file, known);
  return known;
}

describe.skipIf(!isThere)("the corpus", () => {
  test("every file is read to its end, without a rule or a file failing", { timeout: 120_000 }, async () => {
    const failed: string[] = [];
    const slow: string[] = [];
    for (const entry of entries) {
      const started = cpuTime();
      const report = await reportOf(entry);
      if (cpuTime() - started > 2000) slow.push(entry.file);
      const notes = report.coverage.filter((note) => note.status === "failed");
      if (notes.length > 0 || report.problems.some((problem) => problem.code === "internal-error")) failed.push(entry.file);
    }
    expect({ failed, slow }).toEqual({ failed: [], slow: [] });
  });

  test("every place lies in its file, covers something and has a line to show", { timeout: 120_000 }, async () => {
    const wrong: string[] = [];
    for (const entry of entries) {
      for (const { ruleId, location, related, trace } of (await reportOf(entry)).findings) {
        for (const { file, span } of [location, ...related, ...trace]) {
          const inside = span.start >= 0 && span.end <= file.text.length && span.start < span.end;
          if (!inside || positionAt(file, span.start).line < 1) wrong.push(`${entry.file} ${ruleId} ${span.start}-${span.end}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  test("no problem is of a kind that nobody has looked at", { timeout: 120_000 }, async () => {
    const unexplained: string[] = [];
    for (const entry of entries) {
      for (const problem of (await reportOf(entry)).problems) {
        if (explained.has(problem.code) || entry.yaml_error !== undefined || lenient.test(entry.file)) continue;
        unexplained.push(`${entry.file}: ${problem.code}`);
      }
    }
    expect(unexplained).toEqual([]);
  });
});
