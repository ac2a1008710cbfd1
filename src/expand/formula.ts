/** A condition as one tree with places, whether it is written as a logic map, as an expression or as both. */
import { locationOf, pathOf, type YamlMap, type YamlNode, type YamlScalar } from "../yaml/node.ts";
import { sourceSpan } from "../yaml/source-map.ts";
import type { Location } from "../finding/location.ts";
import { isTruthy } from "./evaluate.ts";
import { parseExpression, type BinaryOperator, type Expression, type Primitive } from "./expression.ts";
import { fullMatch } from "./pattern.ts";
import type { Tri } from "./plan.ts";
import { parseTemplate, soleValue } from "./template.ts";

export type Formula = (
  | { readonly kind: "literal"; readonly value: Primitive }
  | { readonly kind: "reference"; readonly name: string }
  /** A `<< >>` with other text around it; `filled`: some of that text is always there. */
  | { readonly kind: "text"; readonly filled: boolean }
  | { readonly kind: "not"; readonly operands: readonly [Formula] }
  | { readonly kind: "and" | "or" | "equal"; readonly operands: readonly Formula[] }
  | { readonly kind: "different" | "starts-with" | "matches" | "order"; readonly operands: readonly [Formula, Formula] }
  /** Something that we cannot read. */
  | { readonly kind: "unclear" }
) & {
  /** The value, the expression, or the key of a logic map. */
  readonly at: Location;
  readonly form: "map" | "expression";
  /** In parentheses of its own. */
  readonly bracketed: boolean;
};

/** CircleCI's own limit for nested logic. */
const deepest = 100;

/** `bare`: the condition may be an expression without `<< >>`, as in `workflows.*.when` and `filters`. */
export function formulaOf(node: YamlNode, bare: boolean, depth = 0): Formula {
  if (depth > deepest) return { kind: "unclear", at: locationOf(node), form: "map", bracketed: false };
  if (node.kind === "scalar") return ofScalar(node, bare);
  if (node.kind === "map") return ofMap(node, depth);
  return { kind: "unclear", at: locationOf(node), form: "map", bracketed: false };
}

function ofScalar(scalar: YamlScalar, bare: boolean): Formula {
  const base = { at: locationOf(scalar), form: "map", bracketed: false } as const;
  const sole = soleValue(scalar.text);
  if (sole !== undefined) {
    const offset = scalar.text.indexOf(sole.source, sole.token.start + 2);
    return ofExpression(sole.expression, scalar, offset);
  }
  const pieces = parseTemplate(scalar.text);
  if (pieces.some(({ kind }) => kind !== "literal")) {
    if (bare) return { ...base, kind: "unclear" };
    const filled = pieces.some((piece) => piece.kind === "literal" && scalar.text.slice(piece.start, piece.end).trim() !== "");
    return { ...base, kind: "text", filled };
  }
  const expression = bare && typeof scalar.value === "string" ? parseExpression(scalar.text) : undefined;
  return expression === undefined ? { ...base, kind: "literal", value: scalar.value } : ofExpression(expression, scalar, 0);
}

function ofMap(node: YamlMap, depth: number): Formula {
  const [entry, ...others] = node.entries;
  // `not:` with `matches:` beside it instead of under it: who knows what that means.
  if (entry === undefined || others.length > 0) return { kind: "unclear", at: locationOf(node), form: "map", bracketed: false };
  const base = { at: locationOf(entry.keyNode), form: "map", bracketed: false } as const;
  const items = entry.value.kind === "seq" ? entry.value.items.map((item) => item.value) : [entry.value];
  const { key, value } = entry;
  if (key === "matches") {
    const parts = ["value", "pattern"].map((name) => value.kind === "map" && value.entries.find((part) => part.key === name));
    const [first, second] = parts.map((part) => (part === undefined || part === false ? undefined : part.value));
    if (first === undefined || second === undefined) return { ...base, kind: "unclear" };
    return { ...base, kind: "matches", operands: [formulaOf(first, false, depth + 1), formulaOf(second, false, depth + 1)] };
  }
  const operands = items.map((item) => formulaOf(item, false, depth + 1));
  const [only] = operands;
  if (key === "not" && only !== undefined) return { ...base, kind: "not", operands: [only] };
  if (key === "and" || key === "or" || key === "equal") return { ...base, kind: key, operands };
  return { ...base, kind: "unclear" };
}

const kinds: Readonly<Record<BinaryOperator, "and" | "or" | "equal" | "different" | "starts-with" | "matches" | "order">> = {
  and: "and",
  or: "or",
  "==": "equal",
  "!=": "different",
  "starts-with": "starts-with",
  matches: "matches",
  ">=": "order",
  ">": "order",
  "<=": "order",
  "<": "order",
};

function ofExpression(expression: Expression, scalar: YamlScalar, offset: number): Formula {
  const { start, end } = expression.span;
  const span = sourceSpan(scalar, { start: start + offset, end: end + offset });
  const base = {
    at: { file: scalar.file, span, path: pathOf(scalar) },
    form: "expression",
    bracketed: scalar.text.charAt(start + offset) === "(",
  } as const;
  switch (expression.kind) {
    case "literal":
      return { ...base, kind: "literal", value: expression.value };
    case "reference":
      return { ...base, kind: "reference", name: expression.name };
    case "not":
      return { ...base, kind: "not", operands: [ofExpression(expression.operand, scalar, offset)] };
    case "binary": {
      const kind = kinds[expression.operator];
      const right = ofExpression(expression.right, scalar, offset);
      const left = ofExpression(expression.left, scalar, offset);
      // `a and b and c` is one conjunction of three.
      if ((kind === "and" || kind === "or") && left.kind === kind && !left.bracketed) {
        return { ...base, kind, operands: [...left.operands, right] };
      }
      return { ...base, kind, operands: [left, right] };
    }
  }
}

/** The parts of a formula, itself first, outermost first. */
export function* partsOf(formula: Formula): Iterable<Formula> {
  const open: Formula[] = [formula];
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    yield part;
    open.push(...operandsOf(part).toReversed());
  }
}

export function operandsOf(formula: Formula): readonly Formula[] {
  return "operands" in formula ? formula.operands : [];
}

/** What names stand for; undefined when it is not known. */
export type Values = (name: string) => Primitive | undefined;

/** Whether the formula holds, as far as the values tell. */
export function truthOf(formula: Formula, values: Values): Tri {
  switch (formula.kind) {
    case "text":
      return formula.filled ? true : "unknown";
    case "not": {
      const truth = truthOf(formula.operands[0], values);
      return truth === "unknown" ? truth : !truth;
    }
    case "and":
    case "or": {
      const truths = formula.operands.map((operand) => truthOf(operand, values));
      const decides = formula.kind === "or";
      return truths.includes(decides) ? decides : truths.includes("unknown") ? "unknown" : !decides;
    }
    default: {
      const value = valueOf(formula, values);
      return value === undefined ? "unknown" : isTruthy(value);
    }
  }
}

function valueOf(formula: Formula, values: Values): Primitive | undefined {
  switch (formula.kind) {
    case "literal":
      return formula.value;
    case "reference":
      return values(formula.name);
    case "equal":
      return allEqual(formula.operands.map((operand) => valueOf(operand, values)));
    case "different": {
      const equal = allEqual(formula.operands.map((operand) => valueOf(operand, values)));
      return equal === undefined ? undefined : !equal;
    }
    case "starts-with": {
      const [text, prefix] = formula.operands.map((operand) => valueOf(operand, values));
      if (text === undefined || prefix === undefined) return undefined;
      return typeof text === "string" && typeof prefix === "string" && text.startsWith(prefix);
    }
    case "matches": {
      const [text, pattern] = formula.operands.map((operand) => valueOf(operand, values));
      if (text === undefined || typeof pattern !== "string") return undefined;
      const matches = fullMatch(pattern, text === null ? "" : String(text));
      return matches === "unknown" ? undefined : matches;
    }
    case "not":
    case "and":
    case "or": {
      const truth = truthOf(formula, values);
      return truth === "unknown" ? undefined : truth;
    }
    case "text":
    case "order":
    case "unclear":
      return undefined;
  }
}

/** Two that are known and differ are enough for no. */
function allEqual(values: readonly (Primitive | undefined)[]): boolean | undefined {
  const known = new Set(values.filter((value) => value !== undefined));
  if (known.size > 1) return false;
  return values.includes(undefined) ? undefined : true;
}
