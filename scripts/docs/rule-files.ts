/** The rule files, found by their place: `rules/<category>/<id>.ts`, and the list of them that the tool imports. */
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";

export interface RuleFile {
  readonly id: string;
  readonly category: string;
}

const definesRule = /\bdefine(?:Suppression|Settings|Joined)?Rule\(/;

/** By id. Files that define no rule hold what rules share. */
export function ruleFiles(root: string): readonly RuleFile[] {
  const folder = path.join(root, "rules");
  const categories = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory() && entry.name !== "data");
  return categories
    .flatMap(({ name: category }) =>
      readdirSync(path.join(folder, category))
        .filter((file) => file.endsWith(".ts") && definesRule.test(readFileSync(path.join(folder, category, file), "utf8")))
        .map((file) => ({ id: file.slice(0, -".ts".length), category })),
    )
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** `rules/index.ts`. */
export function renderRuleIndex(files: readonly RuleFile[]): string {
  const imports = files.map(({ id, category }) => `import { ${constantOf(id)} } from "./${category}/${id}.ts";`);
  return [
    "/** Every rule, by id. Written by `npm run docs`; do not edit. */",
    'import type { AnyRule } from "../src/rule/rule.ts";',
    ...imports,
    "",
    "export const rules: readonly AnyRule[] = [",
    ...files.map(({ id }) => `  ${constantOf(id)},`),
    "];",
    "",
  ].join("\n");
}

const opportunities = "rules/opportunities";

/** Ids, in order. Files that define no opportunity hold what opportunities share. */
export function opportunityIds(root: string): readonly string[] {
  const folder = path.join(root, opportunities);
  return readdirSync(folder)
    .filter((file) => file.endsWith(".ts") && readFileSync(path.join(folder, file), "utf8").includes("defineOpportunity("))
    .map((file) => file.slice(0, -".ts".length))
    .sort();
}

/** `rules/opportunities/index.ts`. */
export function renderOpportunityIndex(ids: readonly string[]): string {
  return [
    "/** Every opportunity, by id. Written by `npm run docs`; do not edit. */",
    'import type { Opportunity } from "../../src/rule/opportunity.ts";',
    ...ids.map((id) => `import { ${constantOf(id)} } from "./${id}.ts";`),
    "",
    "export const opportunities: readonly Opportunity[] = [",
    ...ids.map((id) => `  ${constantOf(id)},`),
    "];",
    "",
  ].join("\n");
}

/** `unpinned-orb` → `unpinnedOrb`. */
export function constantOf(id: string): string {
  return id.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
