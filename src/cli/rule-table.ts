/** The list of rules in the forms of `rules --format`; the README holds the Markdown one. */
import { severities } from "../finding/severity.ts";
import type { RuleMeta } from "../rule/rule.ts";
import { wrap } from "./wrap.ts";

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

/** Worst first: one block a rule, its summary beneath. */
export function ruleTableAsText(metas: readonly RuleMeta[], { color, width }: { color: boolean; width: number }): string {
  const bold = (text: string): string => (color ? `\u001B[1m${text}\u001B[22m` : text);
  const lines: string[] = [];
  for (const severity of severities) {
    const group = metas.filter((meta) => meta.severity === severity);
    if (group.length > 0) lines.push(bold(severity), "");
    for (const { id, confidence, profile, summary } of group) {
      const notes = [`${confidence} confidence`, ...(profile === "regular" ? [] : [`only in profile ${profile}`])];
      lines.push(`  ${bold(id)} (${notes.join(", ")})`, ...wrap(summary, width - 4).map((each) => `    ${each}`), "");
    }
  }
  lines.push(`${metas.length} rules. \`circleci-secaudit explain <rule>\` says more.`, "");
  return lines.join("\n");
}
