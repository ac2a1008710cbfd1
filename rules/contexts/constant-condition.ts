import { conditionsOf, type Condition } from "../../src/expand/conditions.ts";
import type { Formula } from "../../src/expand/formula.ts";
import { defineRule, type Reported } from "../../src/rule/rule.ts";
import { quote } from "../../src/source/quote.ts";
import { constantTruth } from "./conditions/constant-truth.ts";
import { reasonFor, type Reason } from "./conditions/constant-reasons.ts";
import { textSwitchesIn } from "./conditions/text-switches.ts";
import { typeOf, type ValueType } from "./conditions/value-types.ts";

export const constantCondition = defineRule({
  meta: {
    id: "constant-condition",
    title: "A condition that never changes",
    summary: "A condition of a workflow, a job or steps can only be true, or only be false.",
    rationale:
      "A guard that is always open lets everybody through while it looks as if it asked something, and a check behind a condition that is never true " +
      "has not run for months without anybody noticing. Both come from small slips: a comparison without `<< >>`, a shell variable, the text " +
      '`"false"`, which is true like every text that is not empty.',
    remediation:
      "Write values in conditions as `<< pipeline.… >>` or `<< parameters.… >>`, declare switches as `boolean`, and take conditions away that decide nothing.",
    limits:
      "Parameters of commands and jobs count as variable even when all callers in this file pass the same. Regular expressions and comparisons of size are " +
      "not worked out, and comparisons between different types are left to `unsound-gate-expression`.",
    severity: "low",
    confidence: "high",
    profile: "regular",
    data: "config",
    tags: { owasp: ["CICD-SEC-1"], cwe: ["CWE-570", "CWE-571"] },
    references: [
      {
        title: "CircleCI: logic statements",
        url: "https://circleci.com/docs/reference/configuration-reference/#logic-statements",
      },
    ],
    since: "0.2.0",
  },
  *check({ config }) {
    for (const condition of conditionsOf(config)) {
      const typed = (name: string): ValueType | undefined => typeOf(name, condition, config);
      const { formula } = condition;
      if (isNowhere(formula)) continue;
      const truth = constantTruth(formula, typed);
      if (truth !== undefined) yield wholeReport(condition, decisiveIn(formula, typed), truth);
      else yield* partsOfIt(formula, typed);
      yield* textSwitchesIn(condition, config);
    }
  },
});

type Typed = (name: string) => ValueType | undefined;

/** The innermost part that alone makes the formula what it is: one operand that is never true makes `and` never true. */
function decisiveIn(formula: Formula, typed: Typed): Formula {
  if (formula.kind !== "and" && formula.kind !== "or" && formula.kind !== "not") return formula;
  const decisive = formula.operands.find((operand) => {
    const own = constantTruth(operand, typed);
    return own !== undefined && (formula.kind === "not" || own === (formula.kind === "or"));
  });
  // An operand that is missing has no place of its own.
  return decisive === undefined || isNowhere(decisive) ? formula : decisiveIn(decisive, typed);
}

function isNowhere({ at: { span } }: Formula): boolean {
  return span.start === span.end;
}

/** Operands that decide nothing, in a condition that does. A plain `true` or `false` there is left over from a switch. */
function* partsOfIt(formula: Formula, typed: Typed): Iterable<Reported> {
  if (formula.kind !== "and" && formula.kind !== "or" && formula.kind !== "not") return;
  for (const operand of formula.operands) {
    const truth = constantTruth(operand, typed);
    if (isNowhere(operand)) continue;
    const part = truth === undefined ? operand : decisiveIn(operand, typed);
    if (truth === undefined) yield* partsOfIt(operand, typed);
    else if (part.kind !== "literal" || typeof part.value !== "boolean") {
      const outcome = truth ? "always" : "never";
      yield report(reasonFor(part, constantTruth(part, typed) ?? truth), `So this part of the condition is ${outcome} true.`);
    }
  }
}

function wholeReport(condition: Condition, part: Formula, truth: boolean): Reported {
  const { keyword, gates } = condition;
  const runs = truth === (keyword !== "unless");
  const what =
    gates.kind === "workflow"
      ? `the workflow ${quote(gates.workflow.name)} ${runs ? "is always let through" : "never runs"}`
      : `${gates.kind === "jobs" ? "the job" : "what stands under it"} ${runs ? "always" : "never"} runs`;
  const reason = reasonFor(part, truth);
  const isOff = !runs && part.kind === "literal" && typeof part.value === "boolean";
  return {
    ...report(reason, `So ${what}.`),
    // Somebody has switched it off, which every reader sees.
    ...(isOff ? { severity: "info" } : {}),
  };
}

function report({ culprit, says, replacement, isCertain }: Reason, consequence: string): Reported {
  return {
    at: culprit.at,
    confidence: isCertain ? "high" : "medium",
    message: `${says} ${consequence}`,
    ...(replacement === undefined ? {} : { replacement }),
  };
}
