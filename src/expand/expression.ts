/**
 * CircleCI's expression language: `pipeline.git.branch == "main" and not << … >>`.
 * `not` binds tighter than everything, so `not a and b` is `(not a) and b` and `not a == b` is `(not a) == b`;
 * then comparisons, then `and`, then `or`. Source: CircleCI's configuration reference, "Expressions".
 */

export type Primitive = string | number | boolean | null;

export type BinaryOperator = "and" | "or" | "==" | "!=" | "starts-with" | "matches" | ">=" | ">" | "<=" | "<";

export type Expression =
  | { readonly kind: "literal"; readonly value: Primitive }
  | { readonly kind: "reference"; readonly name: string }
  | { readonly kind: "not"; readonly operand: Expression }
  | { readonly kind: "binary"; readonly operator: BinaryOperator; readonly left: Expression; readonly right: Expression };

type Token =
  | { readonly kind: "word"; readonly text: string }
  | { readonly kind: "string"; readonly text: string }
  | { readonly kind: "regex"; readonly text: string }
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "symbol"; readonly text: string };

/** One token, wherever the last one ended. Every alternative starts with a different character, so there is no backtracking. */
const tokenPattern =
  /\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|\/((?:[^/\\]|\\.)*)\/|(-?\d+(?:\.\d+)?)(?![\w.-])|([A-Za-z_][\w.-]*)|(==|!=|>=|<=|>|<|\(|\)))/y;

/** Nesting that no honest config reaches; CircleCI's own limit is 100. */
const deepest = 100;

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
    while (left !== undefined) {
      const operator = operators.find((candidate) => word(candidate) || symbol(candidate));
      if (operator === undefined) return left;
      const right = next();
      left = right && { kind: "binary", operator, left, right };
    }
    return undefined;
  }
  const or = (): Expression | undefined => chain(["or"], and);
  const and = (): Expression | undefined => chain(["and"], comparison);
  const comparison = (): Expression | undefined => chain(["==", "!=", "starts-with", "matches", ">=", "<=", ">", "<"], unary);

  function unary(): Expression | undefined {
    if (!word("not")) return primary();
    depth += 1;
    const operand = depth > deepest ? undefined : unary();
    depth -= 1;
    return operand && { kind: "not", operand };
  }

  function primary(): Expression | undefined {
    if (symbol("(")) {
      depth += 1;
      const inner = depth > deepest ? undefined : or();
      depth -= 1;
      return symbol(")") ? inner : undefined;
    }
    const token = tokens?.[at];
    at += 1;
    if (token === undefined || token.kind === "symbol") return undefined;
    if (token.kind === "number") return { kind: "literal", value: token.value };
    if (token.kind === "word") return fromWord(token.text);
    return { kind: "literal", value: token.text };
  }

  const whole = or();
  return at === tokens.length ? whole : undefined;
}

function fromWord(text: string): Expression {
  if (text === "true" || text === "false") return { kind: "literal", value: text === "true" };
  if (text === "null" || text === "nil") return { kind: "literal", value: null };
  return { kind: "reference", name: text };
}

function tokenize(source: string): readonly Token[] | undefined {
  const tokens: Token[] = [];
  const text = source.trim();
  tokenPattern.lastIndex = 0;
  while (tokenPattern.lastIndex < text.length) {
    const match = tokenPattern.exec(text);
    if (match === null) return undefined;
    const [, double, single, regex, number, name, sign] = match;
    const quoted = double ?? single;
    if (quoted !== undefined) tokens.push({ kind: "string", text: quoted.replace(/\\(.)/g, "$1") });
    else if (regex !== undefined) tokens.push({ kind: "regex", text: regex });
    else if (number !== undefined) tokens.push({ kind: "number", value: Number(number) });
    else if (name !== undefined) tokens.push({ kind: "word", text: name });
    else if (sign !== undefined) tokens.push({ kind: "symbol", text: sign });
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
