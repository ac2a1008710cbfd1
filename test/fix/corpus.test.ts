/** Real configurations, where they are beside the checkout: every safe fix gives a file that reads the same and has lost its finding. */
import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { rules } from "../../rules/index.ts";
import type { FixSafety } from "../../src/finding/fix.ts";
import { noOrbs } from "../../src/config/orb-lookup.ts";
import { fixFiles } from "../../src/fix/fix-files.ts";
import type { FixedFiles } from "../../src/fix/fix-files.ts";
import { defaultSettings } from "../../src/settings/settings.ts";

const corpus = new URL("../../../shared/corpus/", import.meta.url);
const isThere = existsSync(corpus);
if (!isThere) console.warn("The corpus is not beside this checkout; its fixes are not tried.");

const names: readonly string[] = isThere
  ? readFileSync(new URL("manifest.jsonl", corpus), "utf8")
      .trim()
      .split("\n")
      .map((line) => (JSON.parse(line) as { readonly file: string }).file)
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
  it.each(["safe", "unsafe"] as const)("cure their findings and nothing else: %s", { timeout: 600_000 }, async (level) => {
    const refused = new Map<string, number>();
    const left: string[] = [];
    const fixed = new Map<string, number>();
    for (const name of names) {
      const { report } = await fixCorpusFile(name, level);
      for (const { ruleId } of report.fixed ?? []) fixed.set(ruleId, (fixed.get(ruleId) ?? 0) + 1);
      for (const { source, reason, location } of report.coverage) {
        if (source?.startsWith("fix for ") !== true) continue;
        const place = `${name} ${source} ${reason} ${location?.path.join(".")}`;
        refused.set(place, (refused.get(place) ?? 0) + 1);
      }
      for (const { fixes = [], ruleId, location } of report.findings) {
        if (fixes.some(({ safety }) => safety === "safe" || level === "unsafe"))
          left.push(`${name} ${ruleId} ${location.path.join(".")}`);
      }
    }
    if (process.env["SHOW_COUNTS"] !== undefined) console.log(level, Object.fromEntries(fixed), [...refused.keys()]);
    expect({ refused: [...refused.keys()], left }).toEqual({ refused: [], left: [] });
    expect([...fixed.values()].reduce((sum, count) => sum + count, 0)).toBeGreaterThan(100);
  });
});
