/** `rules`: the list of rules. */
import { rules as all } from "../../rules/index.ts";
import type { CommandLine } from "./command-line.ts";
import { choiceGiven } from "./parse-command-line.ts";
import { ruleTableAsJson, ruleTableAsMarkdown, ruleTableAsText } from "./rule-table.ts";
import { colorAsked, columns, print, wantsColor } from "./terminal.ts";

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
      return print(ruleTableAsText(metas, { color: wantsColor(colorAsked(line)), width: Math.min(columns(), 120) }));
  }
}
