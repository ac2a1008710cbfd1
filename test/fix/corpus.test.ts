/** Real configurations, where they are beside the checkout: every safe fix gives a file that reads the same and has lost its finding. */
import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { rules } from "../../rules/index.ts";
import type { FixSafety } from "../../src/finding/fix.ts";
import { noOrbs } from "../../src/config/orb-lookup.ts";
import { isWanted } from "../../src/fix/choose-fixes.ts";
import { fixFiles } from "../../src/fix/fix-files.ts";
import type { FixedFiles } from "../../src/fix/fix-files.ts";
import { defaultSettings } from "../../src/settings/settings.ts";

const corpus = new URL("../../../shared/corpus/", import.meta.url);
const isThere = existsSync(corpus);
if (!isThere) console.warn("The corpus is not beside this checkout; its fixes are not tried.");

interface Entry {
  readonly file: string;
  /** An earlier version of a file that is there in its newest form too. */
  readonly historic: boolean;
}

/** The newest versions and a quarter of the earlier ones, which differ little; `CORPUS=all` takes every file. */
const names: readonly string[] = isThere
  ? readFileSync(new URL("manifest.jsonl", corpus), "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Entry)
      .filter(({ historic }, index) => !historic || index % 4 === 0 || process.env["CORPUS"] === "all")
      .map(({ file }) => file)
  : [];

/** Those that have a fixture which they fix. */
const fixtures = fileURLToPath(new URL("../../fixtures", import.meta.url));
const fixing = rules
  .map(({ meta }) => meta.id)
  .filter((id) => {
    const folder = path.join(fixtures, id);
    return existsSync(folder) && readdirSync(folder).some((name) => /\.fixed(?:\.yml)?$/.test(name));
  });

/** All rules whose findings can be fixed, on one file that lies where every lockfile is. */
function fixCorpusFile(name: string, level: FixSafety): Promise<FixedFiles> {
  const source = { path: ".circleci/config.yml", text: readFileSync(new URL(`files/${name}`, corpus), "utf8") };
  return fixFiles(
    {
      files: [{ source, named: true }],
      rules,
      only: fixing,
      tool: { name: "test", version: "0" },
      settings: defaultSettings,
      today: "2026-01-31",
      follow: () => undefined,
      orbs: noOrbs,
      repositoryOf: () => ({ hasFile: (wanted) => !/(?:^|\/)(?:\.yarnrc\.yml|\.bundle\/config)$/.test(wanted) }),
    },
    level,
  );
}

describe.skipIf(!isThere)("fixes of the corpus", () => {
  it("cure their findings and nothing else", { timeout: 600_000 }, async () => {
    const refused: string[] = [];
    const left: string[] = [];
    const counts = { safe: new Map<string, number>(), unsafe: new Map<string, number>() };
    const check = async (name: string, level: FixSafety): Promise<FixedFiles> => {
      const fixed = await fixCorpusFile(name, level);
      for (const { ruleId } of fixed.report.fixed ?? []) counts[level].set(ruleId, (counts[level].get(ruleId) ?? 0) + 1);
      for (const { source = "", reason, location } of fixed.report.coverage) {
        if (source.startsWith("fix for ")) refused.push(`${name} ${source} ${reason} ${location?.path.join(".")}`);
      }
      for (const { fixes = [], ruleId, location } of fixed.report.findings) {
        if (fixes.some((fix) => isWanted(fix, level))) left.push(`${name} ${ruleId} ${location.path.join(".")}`);
      }
      return fixed;
    };
    for (const name of names) {
      const { first } = await check(name, "unsafe");
      const isSafe = first.findings.some(({ fixes = [] }) => fixes.some(({ safety }) => safety === "safe"));
      if (isSafe) await check(name, "safe");
    }
    if (process.env["SHOW_COUNTS"] !== undefined) {
      console.log(JSON.stringify({ safe: [...counts.safe], unsafe: [...counts.unsafe] }));
    }
    expect({ refused, left }).toEqual({ refused: [], left: [] });
    expect([...counts.safe.values()].reduce((sum, count) => sum + count, 0)).toBeGreaterThan(100);
  });
});
