/** `explain <rule>`: all that is known about one rule, for a terminal. */
import { rules } from "../../rules/index.ts";
import type { RuleMeta } from "../rule/rule.ts";
import { didYouMean } from "../schema/near-miss.ts";
import { quote } from "../source/quote.ts";
import type { CommandLine } from "./command-line.ts";
import { ruleExamples } from "./rule-examples.ts";
import { colorAsked, columns, print, wantsColor } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";
import { wrap } from "./wrap.ts";

/** @throws {UsageError} when no rule has the id */
export function explain(line: CommandLine): Promise<number> {
  const [id] = line.positionals;
  const ids = rules.map((rule) => rule.meta.id);
  if (id === undefined)
    throw new UsageError("Name a rule: `circleci-secaudit explain <rule>`. `circleci-secaudit rules` lists them.");
  const rule = rules.find(({ meta }) => meta.id === id);
  if (rule === undefined)
    throw new UsageError(`There is no rule ${quote(id)}.${didYouMean(id, ids)} \`circleci-secaudit rules\` lists them.`);
  return print(explanation(rule.meta, wantsColor(colorAsked(line)), Math.min(columns(), 100)));
}

function explanation(meta: RuleMeta, color: boolean, width: number): string {
  const bold = (text: string): string => (color ? `\u001B[1m${text}\u001B[22m` : text);
  const example = ruleExamples.get(meta.id);
  const prose = (text: string): readonly string[] => wrap(text, width - 2).map((each) => `  ${each}`);
  const yaml = (text: string): readonly string[] => text.split("\n").map((each) => `  ${each}`.trimEnd());
  const sections: readonly (readonly [string, readonly string[]])[] = [
    ["Why it matters", prose(meta.rationale)],
    ["Reported", yaml(example?.bad ?? "")],
    ["Not reported", yaml(example?.good ?? "")],
    ["What to do", prose(meta.remediation)],
    ["What it cannot see", prose(meta.limits)],
    ["Read on", meta.references.flatMap(({ title, url }) => [`  ${title}`, `  ${url}`])],
  ];
  const facts = [
    `severity ${meta.severity}`,
    `confidence ${meta.confidence}`,
    `profile ${meta.profile}`,
    ...meta.tags.owasp,
    ...meta.tags.cwe,
    `since ${meta.since}`,
  ];
  const lines = [`${bold(meta.id)}: ${meta.title}`, facts.join(", "), "", ...wrap(meta.summary, width)];
  for (const [title, body] of sections) lines.push("", bold(title), ...body);
  return `${lines.join("\n")}\n`;
}
