import { expect, test } from "vitest";
import { nodeAt, read, toJs } from "./reading.ts";

function invalidities(text: string): readonly string[] {
  return read(text).problems.map(
    ({ code, span }) => `${code} ${JSON.stringify(text.slice(span.start, span.end))} @${span.start}`,
  );
}

test.each([
  ["a tab as indentation", "a:\n\tb: 1\n", 'invalid-yaml "\\t" @3'],
  ["items at different columns", "a:\n   - b\n  - c\n", "invalid-yaml"],
  ["keys at different columns", "a: 1\n b: 2\n", "invalid-yaml"],
  ["two maps on a line", "a: b: c\n", 'invalid-yaml "b" @3'],
  ["a key over two lines", "a\nb: 1\n", "invalid-yaml"],
  ["an open bracket", "a: [b\n", "invalid-yaml"],
  ["a missing comma", "a: ['b' c]\n", "invalid-yaml"],
  ["a stray comma", "a: [b,, c]\n", "invalid-yaml"],
  ["a stray bracket", "a: b]\nc: ]\n", "invalid-yaml"],
  ["an open quote", 'a: "b\n', "invalid-yaml"],
  ["an unknown escape", 'a: "\\q"\n', 'invalid-yaml "\\\\" @4'],
  ["two anchors", "a: &b &c d\n", 'invalid-yaml "&c" @6'],
  ["an alias with an anchor", "a: &b 1\nc: &d *b\n", 'invalid-yaml "*b" @14'],
  ["an anchor before its dash", "&a - b\n", "invalid-yaml"],
  ["a reserved character", "a: @b\n", 'invalid-yaml "@" @3'],
  ["a percent sign", "a: %b\n", 'invalid-yaml "%" @3'],
  ["a block in a flow collection", "a: [\n - b\n]\n", "invalid-yaml"],
  ["a bad block header", "a: |x\n  b\n", 'invalid-yaml "x" @4'],
  ["a comment without space", "a: 'b'#c\n", 'invalid-yaml "#c" @6'],
  ["a key without a value", "a: 1\nb\n", "invalid-yaml"],
  ["an unknown tag handle", "a: !x!y z\n", "invalid-yaml"],
  ["a bad directive", "%YAML 3\n---\na: 1\n", "invalid-yaml"],
])("%s", (_, text, expected) => {
  expect(invalidities(text)[0]).toContain(expected);
  expect(read(text).problems.every(({ level, message }) => level === "error" && /^[A-Z].*; .*\.$/.test(message))).toBe(true);
});

test("what is unusual but right is no problem", () => {
  const texts = [
    "a:\t1\n",
    "{a: 1,}",
    "[a,\n\tb]",
    "? a\n? b\n",
    "a: !!set {b, c}\n",
    "%YAML 1.2\n---\na: 1\n...\n",
    "--- |\ntext\n",
    "!!map {}",
    "a: 'x\n\n  y'\n",
  ];
  for (const text of texts) expect([text, read(text).problems]).toEqual([text, []]);
});

test("a text with errors still has the tree that could be made", () => {
  const { root, problems } = read("a: 1\nb: [c\nd: {e: 2}\n");
  expect(problems.map(({ code }) => code)).toContain("invalid-yaml");
  expect(root && nodeAt(root, "a")).toMatchObject({ value: 1 });
  expect(root && nodeAt(root, "b", 0)).toMatchObject({ text: "c" });
});

test("of several documents the first is read, and the second is named", () => {
  const { root, problems } = read("a: 1\n---\nb: [\n");
  expect(root && toJs(root)).toEqual({ a: 1 });
  expect(problems.map(({ code, level, span }) => [code, level, span])).toEqual([
    ["several-documents", "warning", { start: 5, end: 8 }],
  ]);
});

test("a NUL character is named, and the rest is read", () => {
  const { root, problems } = read("a: x\0y\nb: 1\n");
  expect(problems.map(({ code, span }) => [code, span])).toEqual([["nul-character", { start: 4, end: 5 }]]);
  expect(root && nodeAt(root, "b")).toMatchObject({ value: 1 });
});

test("problems come in the order of the text and not without end", () => {
  const { problems } = read(`a: *x\nb: @1\nc: *y\n${"d: @\n".repeat(500)}`);
  expect(problems.length).toBeLessThan(250);
  expect(problems.map(({ span }) => span.start)).toEqual(problems.map(({ span }) => span.start).sort((a, b) => a - b));
});

test("names in messages are short and of one line", () => {
  const { problems } = read(`a: *${"x".repeat(500)}\n"b\\e\\n\`c": 1\n"b\\e\\n\`c": 2\n`);
  for (const { message } of problems) expect(message).toMatch(/^[\x20-\x7e…\uFFFD]{1,160}$/);
  expect(problems).toHaveLength(2);
});
