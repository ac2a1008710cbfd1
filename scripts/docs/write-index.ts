/** Writes the lists of rules and opportunities; apart from the other documents, for those are made by importing it. */
import { writeFileSync } from "node:fs";
import path from "node:path";
import { opportunityIds, renderOpportunityIndex, renderRuleIndex, ruleFiles } from "./rule-files.ts";

export function main(_args: readonly string[], root: string): void {
  writeFileSync(path.join(root, "rules/index.ts"), renderRuleIndex(ruleFiles(root)));
  writeFileSync(path.join(root, "rules/opportunities/index.ts"), renderOpportunityIndex(opportunityIds(root)));
}
