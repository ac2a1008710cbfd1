/**
 * CircleCI's expression language: `pipeline.git.branch == "main" and not << … >>`.
 * `not` binds tighter than everything, so `not a and b` is `(not a) and b` and `not a == b` is `(not a) == b`;
 * then comparisons, then `and`, then `or`. Source: CircleCI's configuration reference, "Expressions".
 */
import type { Span } from "../source/span.ts";

export type Primitive = string | number | boolean | null;

export type BinaryOperator = "and" | "or" | "==" | "!=" | "starts-with" | "matches" | ">=" | ">" | "<=" | "<";

export type Expression = (
  | { readonly kind: "literal"; readonly value: Primitive }
  | { readonly kind: "reference"; readonly name: string }
  | { readonly kind: "not"; readonly operand: Expression }
  | { readonly kind: "binary"; readonly operator: BinaryOperator; readonly left: Expression; readonly right: Expression }
) & {
  /** In the text that was parsed, parentheses around it included. */
  readonly span: Span;
};

type Token = (
  | { readonly kind: "word"; readonly text: string }
  | { readonly kind: "string"; readonly text: string }
  | { readonly kind: "regex"; readonly text: string }
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "symbol"; readonly text: string }
) & { readonly span: Span };

/** One token, wherever the last one ended. Every alternative starts with a different character, so there is no backtracking. */
const tokenPattern =
  /\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|\/((?:[^/\\]|\\.)*)\/|(-?\d+(?:\.\d+)?)(?![\w.-])|([A-Za-z_][\w.-]*)|(==|!=|>=|<=|>|<|\(|\)))/y;

/** Nesting that no honest config reaches; CircleCI's own limit is 100. */
const deepest = 100;
/** A chain `a and b and c …` is nested once for each operator, and so are those who read it. */
const longestChain = 500;

/** The expression, or undefined when the text is none. */
export function parseExpression(source: string): Expression | undefined {
  const tokens = tokenize(source);
  if (tokens === undefined || tokens.length === 0) return undefined;
  let at = 0;
  let depth = 0;

  const symbol = (text: string): boolean => {
    const token = tokens[at];
    if (token?.kind !== "symbol" || token.text !== text) return false;
    at += 1;
    return true;
  };
  const word = (text: string): boolean => {
    const token = tokens[at];
    if (token?.kind !== "word" || token.text !== text) return false;
    at += 1;
    return true;
  };

  function chain(operators: readonly BinaryOperator[], next: () => Expression | undefined): Expression | undefined {
    let left = next();
    for (let length = 0; left !== undefined && length < longestChain; length += 1) {
      const operator = operators.find((candidate) => word(candidate) || symbol(candidate));
      if (operator === undefined) return left;
      const right = next();
      left = right && { kind: "binary", operator, left, right, span: { start: left.span.start, end: right.span.end } };
    }
    return undefined;
  }
  const or = (): Expression | undefined => chain(["or"], and);
  const and = (): Expression | undefined => chain(["and"], comparison);
  const comparison = (): Expression | undefined => chain(["==", "!=", "starts-with", "matches", ">=", "<=", ">", "<"], unary);

  function unary(): Expression | undefined {
    const start = tokens?.[at]?.span.start ?? 0;
    if (!word("not")) return primary();
    depth += 1;
    const operand = depth > deepest ? undefined : unary();
    depth -= 1;
    return operand && { kind: "not", operand, span: { start, end: operand.span.end } };
  }

  function primary(): Expression | undefined {
    const token = tokens?.[at];
    if (symbol("(")) {
      depth += 1;
      const inner = depth > deepest ? undefined : or();
      depth -= 1;
      const end = tokens?.[at]?.span.end ?? 0;
      return symbol(")") ? inner && { ...inner, span: { start: token?.span.start ?? 0, end } } : undefined;
    }
    at += 1;
    if (token === undefined || token.kind === "symbol") return undefined;
    const { span } = token;
    if (token.kind === "number") return { kind: "literal", value: token.value, span };
    if (token.kind === "word") return fromWord(token.text, span);
    return { kind: "literal", value: token.text, span };
  }

  const whole = or();
  return at === tokens.length ? whole : undefined;
}

function fromWord(text: string, span: Span): Expression {
  if (text === "true" || text === "false") return { kind: "literal", value: text === "true", span };
  if (text === "null" || text === "nil") return { kind: "literal", value: null, span };
  return { kind: "reference", name: text, span };
}

function tokenize(source: string): readonly Token[] | undefined {
  const tokens: Token[] = [];
  const text = source.trimEnd();
  tokenPattern.lastIndex = 0;
  while (tokenPattern.lastIndex < text.length) {
    const match = tokenPattern.exec(text);
    if (match === null) return undefined;
    const [, double, single, regex, number, name, sign] = match;
    const quoted = double ?? single;
    const end = tokenPattern.lastIndex;
    const span = { start: end - match[0].trimStart().length, end };
    if (quoted !== undefined) tokens.push({ kind: "string", text: quoted.replace(/\\(.)/g, "$1"), span });
    else if (regex !== undefined) tokens.push({ kind: "regex", text: regex, span });
    else if (number !== undefined) tokens.push({ kind: "number", value: Number(number), span });
    else if (name !== undefined) tokens.push({ kind: "word", text: name, span });
    else if (sign !== undefined) tokens.push({ kind: "symbol", text: sign, span });
  }
  return tokens;
}

/** The names an expression reads, each once. */
export function referencesOf(expression: Expression): readonly string[] {
  const names = new Set<string>();
  const pending: Expression[] = [expression];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (next.kind === "reference") names.add(next.name);
    else if (next.kind === "not") pending.push(next.operand);
    else if (next.kind === "binary") pending.push(next.right, next.left);
  }
  return [...names];
}

/**
 * The names whose text the expression may yield: operands of `and` and `or`, since those yield what they compare, but nothing that
 * is only compared. What stands left of `and` is yielded only when it is false or empty.
 */
export function textSourcesOf(expression: Expression): readonly string[] {
  if (expression.kind === "reference") return [expression.name];
  if (expression.kind !== "binary") return [];
  if (expression.operator === "and") return textSourcesOf(expression.right);
  if (expression.operator === "or") return [...textSourcesOf(expression.left), ...textSourcesOf(expression.right)];
  return [];
}
