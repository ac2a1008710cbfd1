/** Expressions and logic statements, evaluated as far as their values are known. */
import { isNull, type YamlNode, type YamlScalar } from "../yaml/node.ts";
import { parseExpression, type BinaryOperator, type Expression, type Primitive } from "./expression.ts";
import { fullMatch } from "./pattern.ts";
import type { Tri } from "./plan.ts";
import { lookUp } from "./look-up.ts";
import type { Scope } from "./scope.ts";
import { soleValue } from "./template.ts";
import { expandText } from "./expand-text.ts";
import { knownText } from "./text.ts";

/** A value, or the names that would have to be known. */
export type Value =
  { readonly known: true; readonly value: Primitive } | { readonly known: false; readonly names: readonly string[] };

const deepest = 100;

/** CircleCI's falsehoods: false, null, 0, NaN and the empty string. The string "false" is true. */
export function isTruthy(value: Primitive): boolean {
  return !(value === false || value === null || value === "" || value === 0 || Number.isNaN(value));
}

export function toTri(value: Value): Tri {
  return value.known ? isTruthy(value.value) : "unknown";
}

function known(value: Primitive): Value {
  return { known: true, value };
}

function unknown(...values: readonly Value[]): Value {
  return { known: false, names: [...new Set(values.flatMap((value) => (value.known ? [] : value.names)))] };
}

export function evaluateExpression(expression: Expression, scope: Scope): Value {
  switch (expression.kind) {
    case "literal":
      return known(expression.value);
    case "reference":
      return evaluateReference(expression.name, scope);
    case "not": {
      const operand = evaluateExpression(expression.operand, scope);
      return operand.known ? known(!isTruthy(operand.value)) : operand;
    }
    case "binary":
      return evaluateBinary(expression.operator, expression.left, expression.right, scope);
  }
}

function evaluateReference(name: string, scope: Scope): Value {
  const found = lookUp(name, scope);
  switch (found.kind) {
    case "primitive":
      return known(found.value);
    case "given":
      return evaluateGiven(found.bound.node, found.bound.scope, found.bound.definition?.type);
    case "unknown":
      return { known: false, names: [name] };
  }
}

/** An argument's value by its parameter's type: numbers given for a string are text. */
function evaluateGiven(node: YamlNode, scope: Scope, type: string | undefined): Value {
  const value = evaluateNode(node, scope);
  if (!value.known || node.kind !== "scalar") return value;
  if (type === "boolean" && typeof value.value === "string") return known(yamlBoolean(value.value) ?? value.value);
  if (type === "string" && soleValue(node.text) === undefined) return known(value.value === null ? "" : node.text);
  return value;
}

/** YAML 1.1 reads these words as booleans; CircleCI takes them for boolean parameters. */
export function yamlBoolean(text: string): boolean | undefined {
  if (/^(?:true|yes|on)$/i.test(text)) return true;
  if (/^(?:false|no|off)$/i.test(text)) return false;
  return undefined;
}

/** `and` and `or` yield one of their operands, so `x and "a" or "b"` is a choice. */
function evaluateBinary(operator: BinaryOperator, left: Expression, right: Expression, scope: Scope): Value {
  const first = evaluateExpression(left, scope);
  if (operator === "and" || operator === "or") {
    const decides = operator === "or";
    if (first.known) return isTruthy(first.value) === decides ? first : evaluateExpression(right, scope);
    const second = evaluateExpression(right, scope);
    // Whatever the first is, a false second makes `and` false, and a true one makes `or` true, as far as truth goes.
    if (second.known && isTruthy(second.value) !== decides && operator === "and") return known(false);
    if (second.known && isTruthy(second.value) && operator === "or") return known(true);
    return unknown(first, second);
  }
  const second = evaluateExpression(right, scope);
  if (!first.known || !second.known) return unknown(first, second);
  return compare(operator, first.value, second.value);
}

function compare(operator: BinaryOperator, a: Primitive, b: Primitive): Value {
  switch (operator) {
    case "==":
      return known(a === b);
    case "!=":
      return known(a !== b);
    case "starts-with":
      return known(typeof a === "string" && typeof b === "string" && a.startsWith(b));
    case "matches":
      return matches(a, b);
    case ">=":
      return known(typeof a === "number" && typeof b === "number" && a >= b);
    case ">":
      return known(typeof a === "number" && typeof b === "number" && a > b);
    case "<=":
      return known(typeof a === "number" && typeof b === "number" && a <= b);
    case "<":
      return known(typeof a === "number" && typeof b === "number" && a < b);
    case "and":
    case "or":
      return known(null);
  }
}

function matches(value: Primitive, pattern: Primitive): Value {
  if (typeof value !== "string" || typeof pattern !== "string") return known(false);
  const result = fullMatch(pattern, value);
  return result === "unknown" ? { known: false, names: ["a regular expression"] } : known(result);
}

/** A scalar or logic map where a value is wanted: `condition:`, `when:`, an item of `and:`. */
export function evaluateNode(node: YamlNode, scope: Scope, depth = 0): Value {
  if (depth > deepest) return unknown();
  if (node.kind === "scalar") return evaluateScalar(node, scope);
  if (node.kind === "seq") return known(node.items.length > 0);
  const entry = node.entries[0];
  if (entry === undefined) return known(false);
  const operands = (entry.value.kind === "seq" ? entry.value.items.map((item) => item.value) : [entry.value]).map((operand) =>
    evaluateNode(operand, scope, depth + 1),
  );
  switch (entry.key) {
    case "and":
      return every(operands, true);
    case "or":
      return every(operands, false);
    case "not":
      return operands[0]?.known === true ? known(!isTruthy(operands[0].value)) : unknown(...operands);
    case "equal":
      return allEqual(operands);
    case "matches":
      return matchesMap(entry.value, scope, depth);
    default:
      return unknown();
  }
}

/** `all: true` is `and`, else `or`: one deciding operand is enough, even beside unknown ones. */
function every(operands: readonly Value[], all: boolean): Value {
  if (operands.some((operand) => operand.known && isTruthy(operand.value) !== all)) return known(!all);
  return operands.every((operand) => operand.known) ? known(all) : unknown(...operands);
}

function allEqual(operands: readonly Value[]): Value {
  const values = new Set(operands.flatMap((operand) => (operand.known ? [operand.value] : [])));
  if (values.size > 1) return known(false);
  return operands.every((operand) => operand.known) ? known(true) : unknown(...operands);
}

function matchesMap(node: YamlNode, scope: Scope, depth: number): Value {
  if (node.kind !== "map") return unknown();
  const at = (key: string): Value => {
    const found = node.entries.find((entry) => entry.key === key);
    return found === undefined ? unknown() : evaluateNode(found.value, scope, depth + 1);
  };
  const pattern = at("pattern");
  const value = at("value");
  if (!pattern.known || !value.known) return unknown(pattern, value);
  return matches(value.value === null ? "" : value.value, pattern.value);
}

function evaluateScalar(scalar: YamlScalar, scope: Scope): Value {
  if (!scope.world.templates || isNull(scalar)) return known(scalar.value);
  const sole = soleValue(scalar.text);
  if (sole !== undefined) return evaluateExpression(sole.expression, scope);
  if (!scalar.text.includes("<<")) return known(scalar.value);
  const text = expandText(scalar, scope);
  const whole = knownText(text);
  if (whole !== undefined) return known(whole);
  return { known: false, names: text.parts.flatMap((part) => (part.kind === "unknown" ? [part.expression] : [])) };
}

/** A condition that may be a bare expression string, as `workflows.*.when` and `filters` allow. */
export function evaluateBare(node: YamlNode, scope: Scope): Value {
  if (node.kind === "scalar" && typeof node.value === "string" && !node.text.includes("<<")) {
    const expression = parseExpression(node.text);
    if (expression !== undefined) return evaluateExpression(expression, scope);
  }
  return evaluateNode(node, scope);
}
