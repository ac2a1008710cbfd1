/** Switches that are declared as text: `default: "false"`, which is true. */
import type { Config } from "../../../src/config/config.ts";
import type { Condition } from "../../../src/expand/conditions.ts";
import type { Formula } from "../../../src/expand/formula.ts";
import type { Reported } from "../../../src/rule/rule.ts";
import { quote } from "../../../src/source/quote.ts";
import { locationOf } from "../../../src/yaml/node.ts";
import { definitionOf } from "./value-types.ts";

/** The names that stand alone in a condition or in its `and`, `or` and `not`, and so are asked whether they are true. */
export function* askedForTruth(formula: Formula): Iterable<Extract<Formula, { kind: "reference" }>> {
  if (formula.kind === "reference") yield formula;
  else if (formula.kind === "and" || formula.kind === "or" || formula.kind === "not") {
    for (const operand of formula.operands) yield* askedForTruth(operand);
  }
}

const noes = /^(?:false|no|off|0)$/iu;

export function* textSwitchesIn(condition: Condition, config: Config): Iterable<Reported> {
  for (const { name, at } of askedForTruth(condition.formula)) {
    const definition = definitionOf(name, condition, config);
    const value = definition?.defaultValue;
    if (definition?.type !== "string" || value?.kind !== "scalar" || !noes.test(value.text)) continue;
    yield {
      at,
      message:
        `${quote(name)} is a text, and every text but the empty one is true: its default ${quote(JSON.stringify(value.text))} ` +
        "switches on what it seems to switch off.",
      replacement: `${definition.name}:\n  type: boolean\n  default: false`,
      related: [{ ...locationOf(definition.nameNode), label: "declared here as a text" }],
    };
  }
}
