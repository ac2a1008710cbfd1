/** `explain <rule>`: all that is known about one rule, for a terminal. */
import { rules } from "../../rules/index.ts";
import { paintWith } from "../report/pretty/paint.ts";
import type { Paint } from "../report/pretty/paint.ts";
import { indent, wrapProse } from "../report/pretty/prose.ts";
import type { RuleMeta } from "../rule/rule.ts";
import { didYouMean } from "../schema/near-miss.ts";
import { quote } from "../source/quote.ts";
import type { CommandLine } from "./command-line.ts";
import { ruleExamples } from "./rule-examples.ts";
import { columns, print, terminalStyle } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";

/** @throws {UsageError} when no rule has the id */
export function explain(line: CommandLine): Promise<number> {
  const [id] = line.positionals;
  const ids = rules.map((rule) => rule.meta.id);
  if (id === undefined)
    throw new UsageError("Name a rule: `circleci-secaudit explain <rule>`. `circleci-secaudit rules` lists them.");
  const rule = rules.find(({ meta }) => meta.id === id);
  if (rule === undefined)
    throw new UsageError(`There is no rule ${quote(id)}.${didYouMean(id, ids)} \`circleci-secaudit rules\` lists them.`);
  return print(explanation(rule.meta, paintWith(terminalStyle(line)), Math.min(columns(), 100)));
}

function explanation(meta: RuleMeta, paint: Paint, width: number): string {
  const example = ruleExamples.get(meta.id);
  const prose = (text: string): readonly string[] => indent(wrapProse(text, width - 2, paint), 2);
  const yaml = (text: string): readonly string[] => indent(text.split("\n"), 2);
  const sections: readonly (readonly [string, readonly string[]])[] = [
    ["Why it matters", prose(meta.rationale)],
    ["Reported", yaml(example?.bad ?? "")],
    ["Not reported", yaml(example?.good ?? "")],
    ["What to do", prose(meta.remediation)],
    ["What it cannot see", prose(meta.limits)],
    ["Read on", meta.references.flatMap(({ title, url }) => [`  ${title}`, `  ${paint.link(url, url)}`])],
  ];
  const facts = [
    paint.severity(meta.severity, `${meta.severity} severity`),
    `${meta.confidence} confidence`,
    `${meta.profile} profile`,
    ...meta.tags.owasp,
    ...meta.tags.cwe,
    `since ${meta.since}`,
  ];
  const lines = [`${paint.bold(meta.id)}: ${meta.title}`, facts.join(", "), "", ...wrapProse(meta.summary, width, paint)];
  for (const [title, body] of sections) lines.push("", paint.bold(title), ...body);
  return `${lines.join("\n")}\n`;
}
