/**
 * Expressions that restrict contexts: what they let through. Their language is that of conditions in configurations, without regular
 * expressions; a value that is not set, and a comparison of values that cannot be compared, keep the job out.
 * Source: CircleCI's documentation, "Expression restrictions".
 */
import { parseExpression, type Expression, type Primitive } from "../../src/expand/expression.ts";
import type { Tri } from "../../src/expand/plan.ts";

/** Longer ones are not read: nobody writes them, and reading is nested once for each operator. */
const longest = 4000;

/** Whether a job gets the context when these values are so and nothing is known of the others. */
export function admits(expression: string, values: ReadonlyMap<string, Primitive>): Tri {
  const parsed = expression.length > longest ? undefined : parseExpression(expression);
  return parsed === undefined ? "unknown" : truthOf(parsed, values);
}

/** True for text that is no such expression. */
export function isUnreadable(expression: string): boolean {
  return expression.length > longest || parseExpression(expression) === undefined;
}

function truthOf(expression: Expression, values: ReadonlyMap<string, Primitive>): Tri {
  if (expression.kind === "not") {
    const truth = truthOf(expression.operand, values);
    return truth === "unknown" ? truth : !truth;
  }
  if (expression.kind === "binary" && (expression.operator === "and" || expression.operator === "or")) {
    const decides = expression.operator === "or";
    const truths = [truthOf(expression.left, values), truthOf(expression.right, values)];
    return truths.includes(decides) ? decides : truths.includes("unknown") ? "unknown" : !decides;
  }
  const value = valueOf(expression, values);
  return value === undefined ? "unknown" : value !== false && value !== null && value !== "";
}

function valueOf(expression: Expression, values: ReadonlyMap<string, Primitive>): Primitive | undefined {
  if (expression.kind === "literal") return expression.value;
  if (expression.kind === "reference") return values.get(expression.name);
  if (expression.kind === "not" || expression.operator === "and" || expression.operator === "or") {
    const truth = truthOf(expression, values);
    return truth === "unknown" ? undefined : truth;
  }
  const [left, right] = [valueOf(expression.left, values), valueOf(expression.right, values)];
  return left === undefined || right === undefined ? undefined : compare(expression.operator, left, right);
}

function compare(operator: string, left: Primitive, right: Primitive): boolean | undefined {
  switch (operator) {
    case "==":
      return left === right;
    case "!=":
      return left !== right;
    case "starts-with":
      return typeof left === "string" && typeof right === "string" && left.startsWith(right);
    case "<":
      return typeof left === "number" && typeof right === "number" && left < right;
    case ">":
      return typeof left === "number" && typeof right === "number" && left > right;
    // Not of this language.
    default:
      return undefined;
  }
}

/** What a good restriction keeps out, beside other branches. */
export const sshRerun: ReadonlyMap<string, Primitive> = new Map([["job.ssh.enabled", true]]);
/** A pipeline that was triggered by the API with a configuration of the caller's. */
export const apiConfig: ReadonlyMap<string, Primitive> = new Map([["pipeline.config_source", "api"]]);

export const goodExpression =
  'pipeline.git.branch == "main" and not job.ssh.enabled and not (pipeline.config_source starts-with "api")';
