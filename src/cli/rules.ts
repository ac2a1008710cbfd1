/** `rules`: the list of rules. */
import { rules as all } from "../../rules/index.ts";
import { severities } from "../finding/severity.ts";
import { paintWith } from "../report/pretty/paint.ts";
import type { Paint } from "../report/pretty/paint.ts";
import { indent, wrapProse } from "../report/pretty/prose.ts";
import type { RuleMeta } from "../rule/rule.ts";
import type { CommandLine } from "./command-line.ts";
import { choiceGiven } from "./parse-command-line.ts";
import { ruleTableAsJson, ruleTableAsMarkdown } from "./rule-table.ts";
import { columns, print, terminalStyle } from "./terminal.ts";

export const ruleListFormats = ["pretty", "json", "markdown"] as const;

/** @throws {UsageError} for an unknown format */
export function rules(line: CommandLine): Promise<number> {
  const metas = all.map((rule) => rule.meta);
  switch (choiceGiven(line, "format", ruleListFormats) ?? "pretty") {
    case "json":
      return print(ruleTableAsJson(metas));
    case "markdown":
      return print(ruleTableAsMarkdown(metas));
    case "pretty":
      return print(ruleList(metas, paintWith(terminalStyle(line)), Math.min(columns(), 120)));
  }
}

/** Worst first: one block a rule, its summary beneath. */
function ruleList(metas: readonly RuleMeta[], paint: Paint, width: number): string {
  const lines: string[] = [];
  for (const severity of severities) {
    const group = metas.filter((meta) => meta.severity === severity);
    if (group.length > 0) lines.push(paint.severity(severity, severity), "");
    for (const { id, confidence, profile, summary } of group) {
      const notes = [`${confidence} confidence`, ...(profile === "regular" ? [] : [`only in profile ${profile}`])];
      lines.push(`  ${paint.bold(id)} (${notes.join(", ")})`, ...indent(wrapProse(summary, width - 4, paint), 4), "");
    }
  }
  lines.push(`${metas.length} rules. \`circleci-secaudit explain <rule>\` says more.`, "");
  return lines.join("\n");
}
