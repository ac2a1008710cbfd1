import { describe, expect, it } from "vitest";
import { ownersOf } from "../../../src/collect/github/code-owners-file.ts";
import { fc } from "../../property.ts";

const config = ".circleci/config.yml";

describe("a pattern of CODEOWNERS", () => {
  it.each([
    "*",
    "**",
    "*.yml",
    "config.yml",
    ".circleci",
    ".circleci/",
    "/.circleci",
    "/.circleci/",
    "/.circleci/*",
    ".circleci/*",
    "/.circleci/**",
    "**/config.yml",
    "/.circleci/config.*",
    "/.circleci/config.yml",
    "**/.circleci/**",
    "/.c*/c?nfig.yml",
    "/**/config.yml",
  ])("%s takes in the configuration", (pattern) => {
    expect(ownersOf(`${pattern} @acme/security`, config)).toEqual(["@acme/security"]);
  });

  it.each([
    "/*",
    "*.yaml",
    "/config.yml",
    "config.yml/",
    "ci/",
    "/circleci/",
    ".circleci/jobs",
    "/.CIRCLECI/",
    "docs/*",
    "config",
    "!*",
    "[.]circleci/",
    "\\#x",
    "/.circleci/*/",
    "x/.circleci/config.yml",
  ])("%s does not", (pattern) => {
    expect(ownersOf(`${pattern} @acme/security`, config)).toEqual([]);
  });

  it("of a folder takes in all below it, one with a star only what lies in it", () => {
    expect(ownersOf("docs/* @a", "docs/a.md")).toEqual(["@a"]);
    expect(ownersOf("docs/* @a", "docs/b/a.md")).toEqual([]);
    expect(ownersOf("apps/ @a", "x/apps/b/c")).toEqual(["@a"]);
    expect(ownersOf("/apps/github @a", "apps/github/c")).toEqual(["@a"]);
    expect(ownersOf("**/ @a", "a")).toEqual([]);
    expect(ownersOf("**/ @a", "a/b")).toEqual(["@a"]);
    expect(ownersOf("a\\ b/ @a", "a b/c")).toEqual(["@a"]);
  });
});

describe("of several lines", () => {
  it("the last that fits wins, even one without owners", () => {
    expect(ownersOf("* @everybody\n/.circleci/ @acme/security @bob # why\n", config)).toEqual(["@acme/security", "@bob"]);
    expect(ownersOf("/.circleci/ @acme/security\r\n* @everybody\r\n", config)).toEqual(["@everybody"]);
    expect(ownersOf("* @everybody\n/.circleci/\n", config)).toEqual([]);
  });

  it("comments and lines with a mistake count for nothing", () => {
    expect(ownersOf("* @everybody\n# .circleci/ @x\n\n.circleci/ @ok nobody\n.circleci/ acme/team\n", config)).toEqual([
      "@everybody",
    ]);
  });

  it("addresses of persons are not repeated", () => {
    expect(ownersOf("* alice@example.org @bob", config)).toEqual(["(an e-mail address)", "@bob"]);
  });
});

/** The same by a regular expression, as GitHub's documents describe the patterns. */
function fits(pattern: string, path: string): boolean {
  const isAnchored = /\/./.test(pattern);
  const bare = pattern.replace(/^\//, "");
  const source = bare
    .replace(/\/$/, "")
    .split("/")
    .map((part) => (part === "**" ? "**" : part.replaceAll(/[.+]/g, "\\$&").replaceAll(/\*+/g, "[^/]*").replaceAll("?", "[^/]")))
    .join("/")
    .replaceAll("**/", "(?:[^/]+/)*")
    .replaceAll(/\/\*\*$/g, "(?:/.*)?")
    .replaceAll(/^\*\*$/g, ".*");
  const below = pattern.endsWith("/") ? "/.+" : isAnchored && /(?:^|\/)\*$/.test(bare) ? "" : "(?:/.+)?";
  return new RegExp(`^${isAnchored ? "" : "(?:.*/)?"}${source}${below}$`).test(path);
}

it("reads every pattern as the documents say", () => {
  const part = fc.constantFrom("a", "b", "*", "a*", "*b", "?", "**", ".c");
  const pattern = fc
    .tuple(fc.constantFrom("", "/"), fc.array(part, { minLength: 1, maxLength: 3 }), fc.constantFrom("", "/"))
    .map(([start, parts, end]) => `${start}${parts.join("/")}${end}`)
    .filter((text) => !/\*\*\/(?:\*\*|$)/.test(text));
  const path = fc
    .array(fc.constantFrom("a", "b", "ab", ".c", "xb"), { minLength: 1, maxLength: 4 })
    .map((parts) => parts.join("/"));
  fc.assert(
    fc.property(pattern, path, (text, file) => {
      expect(ownersOf(`${text} @a`, file).length === 1, `${text} on ${file}`).toBe(fits(text, file));
    }),
    { numRuns: 500 },
  );
});

it("never fails, whatever the file holds", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(..."*/?[]!#\\@ \n\tab.", "**/", "@a/b")), (words) => {
      expect(ownersOf(words.join(""), config)).toBeInstanceOf(Array);
    }),
  );
  expect(ownersOf(`${"**/a".repeat(2000)} @a`, config)).toEqual([]);
});
