/** Writes the list of rules; apart from the other documents, for those are made by importing it. */
import { writeFileSync } from "node:fs";
import path from "node:path";
import { renderRuleIndex, ruleFiles } from "./rule-files.ts";

export function main(_args: readonly string[], root: string): void {
  writeFileSync(path.join(root, "rules/index.ts"), renderRuleIndex(ruleFiles(root)));
}
