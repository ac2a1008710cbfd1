/** Hostile texts: read in time and memory that a build machine has, with a problem that says what was left out. */
import { expect, test } from "vitest";
import { nodeAt, read, rootOf } from "./reading.ts";

const megabyte = 1_000_000;
/** Far above what is measured, so that a slow machine does not fail. */
const patience = 20_000;

/** A text of some size: one thing after another. */
function filled(size: number, part: (index: number) => string): string {
  const parts: string[] = [];
  for (let length = 0, index = 0; length < size; index += 1) {
    const next = part(index);
    parts.push(next);
    length += next.length;
  }
  return parts.join("");
}

test.each([200, 250])("%i levels of nesting are read", (depth) => {
  const indented = Array.from({ length: depth }, (_, level) => `${" ".repeat(level)}k:\n`).join("");
  for (const text of [
    "[".repeat(depth) + "]".repeat(depth),
    `${"- ".repeat(depth)}x`,
    indented,
    "{a: ".repeat(depth) + "}".repeat(depth),
  ]) {
    expect(read(text).problems).toEqual([]);
  }
});

test.each([
  ["[", "["],
  ["{a: ", "{"],
  ["- ", "-"],
  ["? ", "?"],
  [": ", ":"],
  ["[{a: ", "["],
  ["- ? ", "-"],
])("deep nesting of %j is named once and read up to there", (unit) => {
  const { root, problems } = read(unit.repeat(100_000));
  expect(problems.map(({ code, level }) => [code, level])).toEqual([["too-deep", "error"]]);
  expect(root).toBeDefined();
});

test("deep indentation", () => {
  const text = Array.from({ length: 1900 }, (_, level) => `${" ".repeat(level)}a:\n`).join("");
  expect(read(text).problems.map(({ code }) => code)).toEqual(["too-deep"]);
  const wide = `a: |\n${Array.from({ length: 1900 }, (_, level) => `${" ".repeat(level + 1)}x\n`).join("")}b: 1\n`;
  expect(read(wide).problems).toEqual([]);
});

test("chains of aliases that double are shared nodes", () => {
  const links = Array.from({ length: 60 }, (_, index) => `a${index + 1}: &a${index + 1} [*a${index}, *a${index}]\n`).join("");
  const root = rootOf(`a0: &a0 [x]\n${links}`);
  expect(read(root.file.text).problems).toEqual([]);
  expect(nodeAt(root, "a60", 0)).toBe(nodeAt(root, "a60", 1));
});

test.each([
  ["a chain", (index: number) => `m${index + 1}: &m${index + 1}\n  <<: *m${index}\n  x${index}: 1\n`],
  ["doubled links", (index: number) => `m${index + 1}: &m${index + 1} {<<: [*m${index}, *m${index}, *m0]}\n`],
])(
  "merges that copy without end are stopped: %s",
  (_, part) => {
    const { root, problems } = read(
      `m0: &m0 {${Array.from({ length: 500 }, (__, index) => `y${index}: 1`).join(", ")}}\n${filled(megabyte, part)}`,
    );
    expect(problems.find(({ code }) => code === "alias-budget")?.level).toBe("error");
    expect(root && nodeAt(root, "m1", "y0")).toMatchObject({ value: 1 });
  },
  patience,
);

test(
  "merges of long lists that bring nothing are stopped too",
  () => {
    const list = `l: &l [${"{}, ".repeat(100_000)}]\n`;
    const uses = Array.from({ length: 50_000 }, (_, index) => `u${index}: {<<: *l}\n`).join("");
    expect(read(list + uses).problems.map(({ code }) => code)).toContain("alias-budget");
  },
  patience,
);

test.each(["plain", "'single ''", '"double \\n', "plain\n   "])(
  "a value of twelve megabytes of %j does not throw",
  (part) => {
    const value = part.repeat(12_000_000 / part.length);
    expect(() => read(`a: ${value}${part[0] === "p" ? "" : part.charAt(0)}`)).not.toThrow();
  },
  patience,
);

test("many uses of one anchor are no attack", () => {
  const uses = Array.from({ length: 5000 }, (_, index) => `j${index}:\n  <<: *base\n  own: ${index}\n`).join("");
  const { root, problems } = read(`base: &base {image: x, shell: y}\n${uses}`);
  expect(problems).toEqual([]);
  expect(root && nodeAt(root, "j4999", "image")).toMatchObject({ value: "x" });
});

test.each([
  ["keys in one map", (index: number) => `key-number-${index}: v\n`],
  ["anchors", (index: number) => `key-number-${index}: &a${index} value\n`],
  ["items of a sequence", () => "- some value\n"],
  ["scripts", () => "- run: |\n    echo one\n    echo two\n"],
  ["lines of a script", (index: number) => (index === 0 ? "a: |\n" : "  echo hello\n")],
  ["escapes", (index: number) => (index === 0 ? 'a: "' : "\\n\\t\\x41")],
  ["words over lines", (index: number) => (index === 0 ? "a: b\n" : "  word word\n")],
  ["comments", () => "# note\n"],
  ["blank lines", (index: number) => (index === 0 ? "a: |\n    x\n" : " \n")],
  ["comments after many blank lines", (index: number) => (index === 0 ? `a: |\n    x\n${"\n".repeat(400_000)}` : " #\n")],
  ["items of a flow sequence", (index: number) => (index === 0 ? "a: [a" : ", some value")],
  ["pairs of a flow map", (index: number) => (index === 0 ? "a: {a: 1" : `, key-number-${index}: v`)],
])(
  "two megabytes of %s",
  (_, part) => {
    const { problems } = read(filled(2 * megabyte, part));
    expect(problems.filter(({ code }) => code !== "invalid-yaml" && code !== "too-many-values")).toEqual([]);
  },
  patience,
);

test.each([
  ["single characters", () => "1,"],
  ["commas", () => ","],
  ["dashes", () => "-\n"],
  ["closing brackets", () => "]"],
  ["document starts", () => "---\n"],
  ["document ends", () => "...\n"],
  ["directives", () => "%FOO\n"],
  ["anchors without a value", () => "&a "],
  ["open quotes", () => "a: 'x\n"],
  ["bad escapes", (index: number) => (index === 0 ? 'a: "' : "\\q")],
  ["wrong columns", (index: number) => (index % 2 === 0 ? "  a: b\n" : "   c: d\n")],
  ["keys in brackets", (index: number) => `[a${index}]: v\n`],
  ["NUL characters", () => "\0"],
])(
  "a megabyte of %s says what is wrong",
  (_, part) => {
    const { problems } = read(`[${filled(megabyte, part)}`);
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.length).toBeLessThan(250);
  },
  patience,
);
