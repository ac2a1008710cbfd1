import { describe, expect, test } from "vitest";
import { formulaOf, partsOf, truthOf, type Formula } from "../../src/expand/formula.ts";
import { entryOf, type YamlNode } from "../../src/yaml/node.ts";
import { parseNow } from "../yaml/parse-now.ts";

/** The condition `c:` of a YAML text. */
function conditionIn(text: string): YamlNode {
  const { root } = parseNow({ path: "config.yml", text });
  const node = root?.kind === "map" ? entryOf(root, "c")?.value : undefined;
  if (node === undefined) throw new Error("no condition");
  return node;
}

function read(text: string, bare = false): Formula {
  return formulaOf(conditionIn(`c: ${text}`), bare);
}

/** Each part as it is written, outermost first. */
function places(formula: Formula): readonly string[] {
  return [...partsOf(formula)].map(({ kind, at: { file, span } }) => `${kind} ${file.text.slice(span.start, span.end)}`);
}

describe("conditions as formulas", () => {
  test("a logic map and an expression are one tree with places", () => {
    expect(places(read('{and: [<< not (a.b == "x") >>, {equal: [<< pipeline.number >>, 1]}]}'))).toEqual([
      "and and",
      // Not a value that CircleCI knows, so a text.
      'literal << not (a.b == "x") >>',
      "equal equal",
      "reference pipeline.number",
      "literal 1",
    ]);
    expect(places(read('not (pipeline.git.tag == "x") and pipeline.number > 3 and true', true))).toEqual([
      'and not (pipeline.git.tag == "x") and pipeline.number > 3 and true',
      'not not (pipeline.git.tag == "x")',
      'equal (pipeline.git.tag == "x")',
      "reference pipeline.git.tag",
      'literal "x"',
      "order pipeline.number > 3",
      "reference pipeline.number",
      "literal 3",
      "literal true",
    ]);
  });

  const values = new Map<string, string | boolean>([
    ["pipeline.git.branch", "main"],
    ["pipeline.git.tag", ""],
    ["pipeline.parameters.on", true],
  ]);
  test.each([
    ["<< pipeline.git.branch >>", true],
    ["<< pipeline.git.tag >>", false],
    ["<< pipeline.git.tag >>x", true],
    ['"false"', true],
    ["false", false],
    ["{equal: [main, << pipeline.git.branch >>]}", true],
    ["{equal: [main, develop, << pipeline.id >>]}", false],
    ["{not: << pipeline.parameters.on >>}", false],
    ["{or: [<< pipeline.id >>, << pipeline.parameters.on >>]}", true],
    ["{and: [<< pipeline.id >>, << pipeline.parameters.on >>]}", "unknown"],
    ["{matches: {pattern: m.*, value: << pipeline.git.branch >>}}", true],
    ['<< pipeline.git.branch starts-with "ma" and pipeline.git.tag != "" >>', false],
    ["{not: true, and: [false]}", "unknown"],
    ["{xor: [true, false]}", "unknown"],
  ] as const)("%s", (text, expected) => expect(truthOf(read(text), (name) => values.get(name))).toBe(expected));

  test("deep nesting has an end", () => {
    const deep = `${"{not: ".repeat(150)}true${"}".repeat(150)}`;
    expect(truthOf(read(deep), () => undefined)).toBe("unknown");
  });
});
