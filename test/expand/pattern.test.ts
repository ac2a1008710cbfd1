import { expect, test } from "vitest";
import { fullMatch } from "../../src/expand/pattern.ts";
import { cpuTime } from "../cpu-time.ts";

test.each([
  ["main", "main", true],
  ["main", "main-evil", false],
  ["release", "release/1.0", false],
  ["release/.*", "release/1.0", true],
  ["(release|hotfix)-.*", "hotfix-3", true],
  ["v\\d+(\\.\\d+){2}", "v1.2.3", "unknown"],
  ["^v[0-9]+$", "v12", true],
  ["(?!main).*", "x", "unknown"],
  ["(?i)main", "MAIN", "unknown"],
  ["[", "[", "unknown"],
  ["(a+)+$", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", "unknown"],
  ["(a|aa)+", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", "unknown"],
  ["(.)\\1", "aa", "unknown"],
])("%s against %s: %s", (pattern, text, expected) => expect(fullMatch(pattern, text)).toBe(expected));

test("a pattern cannot hold us up", () => {
  const started = cpuTime();
  for (const pattern of ["(a*)*b", "(a|a)*b", "a*a*a*a*a*a*a*a*a*a*b", "([a-z]+)*b", "((a+)b?)+c"])
    fullMatch(pattern, "a".repeat(40));
  expect(cpuTime() - started).toBeLessThan(3000);
});
