/** The list of rules in the forms of `rules --format`; the README holds the Markdown one. */
import type { RuleMeta } from "../rule/rule.ts";

/** A Markdown table; ids link to their section in the rule reference, whose path is given. */
export function ruleTableAsMarkdown(metas: readonly RuleMeta[], reference: string): string {
  const rows = metas.map(
    ({ id, severity, confidence, profile, summary }) =>
      `| [\`${id}\`](${reference}#${id}) | ${severity} | ${confidence} | ${profile} | ${summary.replaceAll("|", "\\|")} |`,
  );
  return ["| Rule | Severity | Confidence | Profile | What it finds |", "| --- | --- | --- | --- | --- |", ...rows, ""].join(
    "\n",
  );
}

/** All metadata, for programs. */
export function ruleTableAsJson(metas: readonly RuleMeta[]): string {
  return `${JSON.stringify({ schemaVersion: 1, rules: metas }, undefined, 2)}\n`;
}
