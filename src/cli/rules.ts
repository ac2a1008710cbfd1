/** `rules`: the list of rules. */
import { severities } from "../finding/severity.ts";
import { paintWith } from "../report/pretty/paint.ts";
import type { Paint } from "../report/pretty/paint.ts";
import { indent, wrapProse } from "../report/pretty/prose.ts";
import { renderRuleTable } from "../report/reference.ts";
import type { RuleDocs } from "../report/reference.ts";
import type { CommandLine } from "./command-line.ts";
import { choiceGiven } from "./parse-command-line.ts";
import { ruleDocs } from "./rule-docs.ts";
import { columns, print, terminalStyle } from "./terminal.ts";

const formats = ["pretty", "json", "markdown"] as const;

/** @throws {UsageError} for an unknown format */
export function rules(line: CommandLine): Promise<number> {
  const docs = ruleDocs();
  switch (choiceGiven(line, "format", formats) ?? "pretty") {
    case "json":
      return print(`${JSON.stringify({ schemaVersion: 1, rules: docs }, undefined, 2)}\n`);
    case "markdown":
      return print(renderRuleTable(docs));
    case "pretty":
      return print(ruleList(docs, paintWith(terminalStyle(line)), Math.min(columns(), 120)));
  }
}

/** Worst first: one block a rule, its summary beneath. */
function ruleList(docs: readonly RuleDocs[], paint: Paint, width: number): string {
  const lines: string[] = [];
  for (const severity of severities) {
    const group = docs.filter((rule) => rule.severity === severity);
    if (group.length > 0) lines.push(paint.severity(severity, severity), "");
    for (const { id, confidence, profile, data, summary } of group) {
      const notes = [
        `${confidence} confidence`,
        ...(profile === "regular" ? [] : [`only in profile ${profile}`]),
        ...(data === "snapshot" ? ["needs what the APIs say"] : []),
      ];
      lines.push(`  ${paint.bold(id)} (${notes.join(", ")})`, ...indent(wrapProse(summary, width - 4, paint), 4), "");
    }
  }
  lines.push(`${docs.length} rules. \`circleci-secaudit explain <rule>\` says more.`, "");
  return lines.join("\n");
}
