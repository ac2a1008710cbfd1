import { fc } from "../property.ts";
import { describe, expect, test } from "vitest";
import { compileGlob, segmentMatches } from "../../src/source/glob.ts";
import { cpuTime } from "../cpu-time.ts";

describe("compileGlob", () => {
  test.each([
    [".circleci/config.yml", ".circleci/config.yml"],
    ["./.circleci/config.yml", ".circleci/config.yml"],
    [".circleci/*.yml", ".circleci/config.yml"],
    ["**/config.yml", "config.yml"],
    ["**/config.yml", "a/b/config.yml"],
    ["a/**", "a/b/c"],
    ["a/**", "a"],
    ["a/**/d", "a/d"],
    ["a/**/c/**/e", "a/b/c/c/d/e"],
    ["*", "file"],
    ["c?nfig.*", "config.yml"],
    ["a*b*c", "aXbXbXc"],
    ["[ab].yml", "[ab].yml"],
  ])("%s matches %s", (pattern, path) => expect(compileGlob(pattern)(path)).toBe(true));

  test.each([
    ["config.yml", ".circleci/config.yml"],
    ["*.yml", "a/b.yml"],
    ["a/*/c", "a/b/b/c"],
    ["a/**/d", "a/b/c"],
    ["[ab].yml", "a.yml"],
    ["a.yml", "aXyml"],
    ["", "a"],
    ["a?", "a"],
  ])("%s does not match %s", (pattern, path) => expect(compileGlob(pattern)(path)).toBe(false));

  test("agrees with a regular expression of the same meaning", () => {
    const text = (letters: string) => fc.string({ unit: fc.constantFrom(...letters), maxLength: 12 });
    fc.assert(
      fc.property(text("ab*?"), text("ab"), (pattern, name) => {
        const expression = new RegExp(`^${pattern.replace(/\*+/g, ".*").replaceAll("?", ".")}$`);
        expect(segmentMatches(name, pattern)).toBe(expression.test(name));
      }),
      { numRuns: 2000 },
    );
  });

  test("patterns that blow up in backtracking matchers take no time", () => {
    const started = cpuTime();
    expect(compileGlob(`${"*a".repeat(250)}b`)("a".repeat(2000))).toBe(false);
    expect(compileGlob(`${"**/a/".repeat(100)}b`)("a/".repeat(1000))).toBe(false);
    expect(cpuTime() - started).toBeLessThan(500);
  });
});
