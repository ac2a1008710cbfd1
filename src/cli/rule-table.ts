/** The list of rules for documents and programs; the README holds the Markdown one. */
import type { RuleMeta } from "../rule/rule.ts";

/** A Markdown table; with the path of the rule reference, ids link to their section there. */
export function ruleTableAsMarkdown(metas: readonly RuleMeta[], reference?: string): string {
  const rows = metas.map(({ id, severity, confidence, profile, summary }) => {
    const name = reference === undefined ? `\`${id}\`` : `[\`${id}\`](${reference}#${id})`;
    return `| ${name} | ${severity} | ${confidence} | ${profile} | ${summary.replaceAll("|", "\\|")} |`;
  });
  return ["| Rule | Severity | Confidence | Profile | What it finds |", "| --- | --- | --- | --- | --- |", ...rows, ""].join(
    "\n",
  );
}

/** All metadata, for programs. */
export function ruleTableAsJson(metas: readonly RuleMeta[]): string {
  return `${JSON.stringify({ schemaVersion: 1, rules: metas }, undefined, 2)}\n`;
}
