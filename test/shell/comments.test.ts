/** Which unknown templates stand in comments. */
import { expect, it } from "vitest";
import { isComment } from "../../src/shell/comments.ts";
import { read } from "./reading.ts";

const commented = (text: string, shell?: string): boolean => {
  const facts = read(text, shell);
  const start = text.indexOf("___");
  return isComment(facts, { start, end: start + 3 });
};

it.each(["# ___", "a # x ___", "a;# ___", "a | # ___\nb", "  # ___\na", "( # ___\n a)", "a\n#!/bin/x ___"])("%s", (text) => {
  expect(commented(text)).toBe(true);
});

it.each([
  "a ___",
  "a '# ___'",
  'a "# ___"',
  "a\\ # ___'",
  "a x#___",
  "a ${#___}",
  "a <<E\n# ___\nE\n",
  "case x in ___) a;; esac",
  "for ___ in a; do b; done",
  "___() { a; }",
  "A='# ___'",
  "sudo -u '# ___' a",
  "a 'x\n# ___'",
  "# a\n___",
])("not in %s", (text) => {
  expect(commented(text)).toBe(false);
});

it("knows the comments of other shells, and says nothing of languages it does not read", () => {
  expect([commented("a # ___", "pwsh"), commented("a '# ___'", "pwsh")]).toEqual([true, false]);
  expect([commented("rem ___", "cmd"), commented(":: ___", "cmd"), commented("a ___ # ___", "cmd")]).toEqual([true, true, false]);
  expect(commented("# ___", "python3")).toBe(false);
});
