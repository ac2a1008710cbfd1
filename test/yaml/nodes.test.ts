import { expect, test } from "vitest";
import { pathOf } from "../../src/yaml/node.ts";
import { nodeAt, nodesOf, read, rootOf, sourceOf } from "./reading.ts";

test("a map reaches from its first key to the end of its last value", () => {
  const root = rootOf("# top\nversion: 2.1\njobs:\n  build:\n    steps:\n      - checkout # here\n\n# end\n");
  expect(sourceOf(root)).toBe("version: 2.1\njobs:\n  build:\n    steps:\n      - checkout");
  expect(sourceOf(nodeAt(root, "jobs"))).toBe("build:\n    steps:\n      - checkout");
  expect(sourceOf(nodeAt(root, "jobs", "build", "steps"))).toBe("- checkout");
  expect(pathOf(nodeAt(root, "jobs", "build", "steps", 0))).toEqual(["jobs", "build", "steps", 0]);
});

test("a key has the path of its entry", () => {
  const root = rootOf("jobs:\n  build: {docker: []}\n");
  const build = nodeAt(root, "jobs");
  const key = build.kind === "map" ? build.entries[0]?.keyNode : undefined;
  expect(key && { text: key.text, source: sourceOf(key), path: pathOf(key), parent: key.parent === build }).toEqual({
    text: "build",
    source: "build",
    path: ["jobs", "build"],
    parent: true,
  });
});

test.each([
  ["plain", "a: one two # c\n", "plain", "one two", "one two", "one two"],
  ["plain over lines", "a: one\n  two\n\n  three\n", "plain", "one\n  two\n\n  three", "one two\nthree", "one two\nthree"],
  ["single", "a: 'it''s'\n", "single", "'it''s'", "it's", "it's"],
  ["double", 'a: "x\\ty"\n', "double", '"x\\ty"', "x\ty", "x\ty"],
  ["a number", "a: 010\n", "plain", "010", "010", 10],
  ["a quoted number", "a: '1'\n", "single", "'1'", "1", "1"],
  ["a word that YAML 1.1 took for true", "a: yes\n", "plain", "yes", "yes", "yes"],
  ["nothing", "a:   # c\nb: 1\n", "empty", "", "", null],
  ["null", "a: ~\n", "plain", "~", "~", null],
  ["a literal", "a: |\n  x\n   y\n\nb: 1\n", "literal", "|\n  x\n   y\n", "x\n y\n", "x\n y\n"],
  ["a stripped literal", "a: |- # c\n  x\n\nb: 1\n", "literal", "|- # c\n  x", "x", "x"],
  ["a kept literal", "a: |+\n  x\n\nb: 1\n", "literal", "|+\n  x\n\n", "x\n\n", "x\n\n"],
  ["a folded scalar", "a: >\r\n  x\r\n  y\r\nb: 1\r\n", "folded", ">\r\n  x\r\n  y\r\n", "x y\n", "x y\n"],
  ["an empty literal", "a: |\nb: 1\n", "literal", "|", "", ""],
  ["a tagged number", "a: !!str 1\n", "plain", "1", "1", "1"],
  ["a quoted scalar tagged as a number", "a: !!int '7'\n", "single", "'7'", "7", 7],
  ["an unknown tag", "a: !secret 1\n", "plain", "1", "1", "1"],
  ["a template", "a: << parameters.x >>\n", "plain", "<< parameters.x >>", "<< parameters.x >>", "<< parameters.x >>"],
])("%s", (_, text, style, source, content, value) => {
  const node = nodeAt(rootOf(text), "a");
  expect({ ...node, source: sourceOf(node) }).toMatchObject({ kind: "scalar", style, source, text: content, value });
  expect(read(text).problems).toEqual([]);
});

test.each([
  "-1",
  "+1",
  "1_000",
  "0x1F",
  "0o17",
  "1e3",
  "1.",
  ".5",
  ".",
  "+",
  ".inf",
  "-.INF",
  ".NaN",
  "+.nan",
  "1.2.3",
  "12:30",
  "0x",
  "True",
  "tRUE",
  "NULL",
  "nUll",
  "=",
  "2.1",
])("%s has the value of the core schema", (text) => {
  const expected = { "-1": -1, "+1": 1, "0x1F": 31, "0o17": 15, "1e3": 1000, "1.": 1, ".5": 0.5, ".inf": Infinity, "2.1": 2.1 };
  const words = { "-.INF": -Infinity, ".NaN": Number.NaN, True: true, NULL: null };
  const all: Record<string, unknown> = { ...expected, ...words };
  const node = nodeAt(rootOf(`a: [${text}]\n`), "a", 0);
  expect(node.kind === "scalar" && node.value).toEqual(text in all ? all[text] : text);
});

test("nothing stands right after its colon, dash or anchor", () => {
  const text = "a:\nb: &x # c\nc:\n  -   \n  - 1\n? d\n";
  const root = rootOf(text);
  const at = (...path: (string | number)[]): string => text.slice(0, nodeAt(root, ...path).span.start).slice(-2);
  expect([at("a"), at("b"), at("c", 0), at("d")]).toEqual(["a:", "&x", " -", " d"]);
});

test("flow collections reach from bracket to bracket, and a pair in a sequence is a map", () => {
  const root = rootOf("a: [ {b: 'c', d}, e: f, << g >>, ? h : i ] # c\n");
  expect(sourceOf(nodeAt(root, "a"))).toBe("[ {b: 'c', d}, e: f, << g >>, ? h : i ]");
  expect(sourceOf(nodeAt(root, "a", 0))).toBe("{b: 'c', d}");
  expect(nodeAt(root, "a", 0, "d")).toMatchObject({ style: "empty", value: null });
  expect(sourceOf(nodeAt(root, "a", 1))).toBe("e: f");
  expect(nodeAt(root, "a", 2)).toMatchObject({ text: "<< g >>" });
  expect(pathOf(nodeAt(root, "a", 3, "h"))).toEqual(["a", 3, "h"]);
});

test("keys: quoted, templates, explicit, missing, collections", () => {
  const root = rootOf("'a b': 1\n<< x >>: 2\n? e\n: 3\n: 4\n? [f, g]\n: 5\n\"<<\": {h: 6}\n");
  expect(root.kind === "map" && root.entries.map(({ key, value }) => [key, sourceOf(value)])).toEqual([
    ["a b", "1"],
    ["<< x >>", "2"],
    ["e", "3"],
    ["", "4"],
    ["[f, g]", "5"],
    ["<<", "{h: 6}"],
  ]);
});

test("comments are found wherever they stand, and not in scalars", () => {
  const text =
    "#1\n%YAML 1.2\n---  #2\na: #3\n  - b #4\n    #5\n  -\t#6\n  - 'x #no'\n  - |  #7\n   #no\n#8\n  - [c, #9\n     d] #10\n  - e#no\n... #11\n#12";
  const { comments, problems } = read(text);
  expect(comments.map(({ start, end }) => text.slice(start, end))).toEqual([
    ..."#1 #2 #3 #4 #5 #6 #7 #8 #9 #10 #11 #12".split(" "),
  ]);
  expect(problems).toEqual([]);
});

test("a byte order mark, CRLF and blank lines shift nothing", () => {
  const root = rootOf("\uFEFF\r\n\r\na: 1\r\n\r\nb:\r\n  - x\r\n");
  expect([sourceOf(nodeAt(root, "a")), sourceOf(nodeAt(root, "b", 0))]).toEqual(["1", "x"]);
});

test.each(["", "\n", "# only a comment\n", "---\n", "\uFEFF", "   \n\t\n"])("%j holds nothing and is no problem", (text) => {
  expect(read(text)).toMatchObject({ root: undefined, problems: [] });
});

test("every node but the root hangs in the node that holds it", () => {
  const root = rootOf("a:\n  - {b: [c, d: e]}\n  - - f\n    - g: |\n        h\n");
  for (const node of nodesOf(root)) {
    if (node === root) expect(node.parent).toBeUndefined();
    else expect(node.parent && nodesOf(node.parent).has(node)).toBe(true);
  }
});
