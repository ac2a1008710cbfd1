/** A rule explained in the terminal. */
import { visibleLines } from "../plain-text.ts";
import { factsOf } from "../reference.ts";
import type { Example, RuleDocs, RuleExamples } from "../reference.ts";
import { paintWith } from "./paint.ts";
import type { PaintOptions } from "./paint.ts";
import { indent, labelled, labelWidth, wrapProse } from "./prose.ts";

export interface ExplainOptions extends PaintOptions {
  readonly width: number;
}

/** What the rule reference says of the rule, for a terminal. Ends with a line break. */
export function renderExplain(rule: RuleDocs, examples: RuleExamples | undefined, options: ExplainOptions): string {
  const paint = paintWith(options);
  const columns = Math.max(40, Math.min(options.width, 100)) - 2;
  const prose = (label: string, text: string): readonly string[] =>
    text === "" ? [] : labelled(label, wrapProse(text, columns - labelWidth, paint), paint);
  const { tags, references } = rule;
  const parts = [
    [
      `${paint.severity(rule.severity, rule.id)}  ${paint.bold(rule.title)}`,
      ...wrapProse(factsOf(rule).join(", "), columns, paint).map(paint.dim),
    ],
    wrapProse(rule.summary, columns, paint),
    prose("Why", rule.rationale),
    ...(examples === undefined
      ? []
      : [...example(paint.bad("Bad"), examples.bad), ...example(paint.good("Good"), examples.good)]),
    prose("Fix", rule.remediation),
    prose("Limits", rule.limits),
    prose("Tags", [...tags.owasp, ...tags.cwe].join(", ")),
    labelled(
      "Read",
      references.flatMap(({ title, url }) => [title, paint.dim(paint.link(url, url))]),
      paint,
    ),
  ];
  const lines = parts.filter((part) => part.length > 0).flatMap((part) => ["", ...indent(part, 2)]);
  return `${lines.join("\n")}\n\n`;
}

function example(heading: string, { config, facts }: Example): readonly (readonly string[])[] {
  if (config === undefined) return [code(`${heading}, where the APIs say`, facts ?? "")];
  return facts === undefined ? [code(heading, config)] : [code(heading, config), code("where the APIs say", facts)];
}

/** Ready to copy. */
function code(heading: string, yaml: string): readonly string[] {
  return [heading, ...indent(visibleLines(yaml).replace(/\n+$/, "").split("\n"), labelWidth)];
}
