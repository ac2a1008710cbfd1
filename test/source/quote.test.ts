import { expect, test } from "vitest";
import { plain, quote } from "../../src/source/quote.ts";

test("quoted text is short, on one line, and stays between its backticks", () => {
  expect(quote("build")).toBe("`build`");
  expect(quote("a`b")).toBe("`a'b`");
  expect(quote("a\r\n\tb\u001b[31mc\u202ed")).toBe("`a b [31mc d`");
  expect(quote("x".repeat(100), 10)).toBe(`\`${"x".repeat(9)}…\``);
  expect(plain("ab", 2)).toBe("ab");
});
