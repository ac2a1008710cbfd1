import { describe, expect, test } from "vitest";
import { parseExpression, referencesOf, type Expression } from "../../src/expand/expression.ts";

/** Fully bracketed, so that precedence can be read off. */
function show(expression: Expression | undefined): string {
  if (expression === undefined) return "none";
  switch (expression.kind) {
    case "literal":
      return JSON.stringify(expression.value);
    case "reference":
      return expression.name;
    case "not":
      return `(not ${show(expression.operand)})`;
    case "binary":
      return `(${show(expression.left)} ${expression.operator} ${show(expression.right)})`;
  }
}

describe("the expression language", () => {
  test.each([
    ['pipeline.git.branch == "main"', '(pipeline.git.branch == "main")'],
    ["not a and b", "((not a) and b)"],
    ["not a == b", "((not a) == b)"],
    ["not not a", "(not (not a))"],
    ["a and b or c and d", "((a and b) or (c and d))"],
    ["a or b and c", "(a or (b and c))"],
    ['a and "x" or "y"', '((a and "x") or "y")'],
    ["a and (b or c)", "(a and (b or c))"],
    ['pipeline.git.branch starts-with "release/"', '(pipeline.git.branch starts-with "release/")'],
    ["pipeline.git.tag matches /^v\\d+\\.\\d+$/", '(pipeline.git.tag matches "^v\\\\d+\\\\.\\\\d+$")'],
    ["pipeline.number >= 10 and pipeline.number<20", "((pipeline.number >= 10) and (pipeline.number < 20))"],
    ["pipeline.parameters.run-it != false", "(pipeline.parameters.run-it != false)"],
    ['\'single\' == "dou\\"ble"', '("single" == "dou\\"ble")'],
    ["a == -1.5", "(a == -1.5)"],
    ["a == null", "(a == null)"],
  ])("%s reads as %s", (source, expected) => expect(show(parseExpression(source))).toBe(expected));

  test.each(["", "a b", "a ==", "== a", "(a", "a)", "a && b", "'open", "a and", "not", "{a}"])("%j is no expression", (source) =>
    expect(parseExpression(source)).toBeUndefined(),
  );

  test("nesting has a limit instead of an end of stack", () => {
    expect(parseExpression(`${"(".repeat(100_000)}a${")".repeat(100_000)}`)).toBeUndefined();
    expect(parseExpression(`${"not ".repeat(100_000)}a`)).toBeUndefined();
    expect(parseExpression(`${"a and ".repeat(100_000)}a`)).toBeUndefined();
  });

  test("every part knows where it stands, parentheses included", () => {
    const source = ' not (a or b) and c == "x" ';
    const expression = parseExpression(source);
    if (expression?.kind !== "binary" || expression.left.kind !== "not") throw new Error("read otherwise");
    const texts = [expression, expression.left, expression.left.operand, expression.right];
    expect(texts.map(({ span }) => source.slice(span.start, span.end))).toEqual([
      'not (a or b) and c == "x"',
      "not (a or b)",
      "(a or b)",
      'c == "x"',
    ]);
  });

  test("names are listed once", () => {
    const expression = parseExpression("a and b or not a");
    expect(expression && [...referencesOf(expression)].sort()).toEqual(["a", "b"]);
  });
});
