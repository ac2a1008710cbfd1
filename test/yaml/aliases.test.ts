import { expect, test } from "vitest";
import { pathOf } from "../../src/yaml/node.ts";
import type { YamlEntry, YamlMap } from "../../src/yaml/node.ts";
import { nodeAt, read, rootOf, sourceOf, toJs } from "./reading.ts";

function mapAt(text: string, ...path: (string | number)[]): YamlMap {
  const node = nodeAt(rootOf(text), ...path);
  if (node.kind !== "map") throw new Error("no map");
  return node;
}

/** `key=value` with the tokens through which it came. */
function shown({ key, value, via }: YamlEntry): string {
  const shownValue = value.kind === "scalar" ? value.text : value.kind;
  return `${key}=${shownValue}${via.map(({ kind, span, file }) => ` ${kind} ${file.text.slice(span.start, span.end)}`).join("")}`;
}

function entriesAt(text: string, ...path: (string | number)[]): readonly string[] {
  return mapAt(text, ...path).entries.map(shown);
}

test("an alias leads to the very node of its anchor, with its own place on the edge", () => {
  const text = "a: &x {b: 1}\nc: *x\nd: [*x, 2]\n";
  const root = rootOf(text);
  expect(nodeAt(root, "c")).toBe(nodeAt(root, "a"));
  expect(nodeAt(root, "d", 0)).toBe(nodeAt(root, "a"));
  expect(pathOf(nodeAt(root, "c", "b"))).toEqual(["a", "b"]);
  const seq = nodeAt(root, "d");
  const via = seq.kind === "seq" ? seq.items.map((item) => item.via) : [];
  expect(via).toEqual([[{ kind: "alias", span: { start: 23, end: 25 }, file: root.file }], []]);
});

test("a collection that ends in an alias ends with its token", () => {
  const root = rootOf("a: &x {b: 1}\nc:\n  d: *x\ne: 1\n");
  expect(sourceOf(nodeAt(root, "c"))).toBe("d: *x");
});

test("of several anchors with one name the latest before the alias counts", () => {
  const text = "a: &x 1\nb: *x\nc: &x 2\nd: *x\ne: &x [&x 3, *x]\nf: *x\n";
  expect(read(text).problems).toEqual([]);
  expect(toJs(rootOf(text))).toEqual({ a: 1, b: 1, c: 2, d: 2, e: [3, 3], f: 3 });
});

test("anchors on keys, on nothing, before sequences and after tags", () => {
  const text = "&k key: &n\nb: *n\nc: *k\nd: &s\n- 1\ne: *s\nf: !!str &t 5\ng: *t\n*k : 6\n";
  expect(toJs(rootOf(text))).toEqual({ key: 6, b: null, c: "key", d: [1], e: [1], f: "5", g: "5" });
});

test("a merge stands where its `<<` stands and yields to what is written, before and after it", () => {
  const text = "base: &base {a: 1, b: 2, c: 3}\nuse:\n  z: 0\n  b: own\n  <<: *base\n  c: own\n";
  expect(entriesAt(text, "use")).toEqual(["z=0", "b=own", "a=1 merge *base", "c=own"]);
});

test("of several merges the earlier wins: in a list, in a repeated `<<`, in a list behind an alias", () => {
  const sources = "a: &a {x: a, y: a}\nb: &b {x: b, z: b}\nl: &l [*a, {w: l}]\n";
  expect(entriesAt(`${sources}use: {<<: [*b, *a]}\n`, "use")).toEqual(["x=b merge *b", "z=b merge *b", "y=a merge *a"]);
  expect(entriesAt(`${sources}use:\n  <<: *a\n  v: 1\n  <<: *b\n`, "use")).toEqual([
    "x=a merge *a",
    "y=a merge *a",
    "v=1",
    "z=b merge *b",
  ]);
  expect(entriesAt(`${sources}use: {<<: *l}\n`, "use")).toEqual([
    "x=a merge *l alias *a",
    "y=a merge *l alias *a",
    "w=l merge *l",
  ]);
});

test("an inline map is merged from its `<<`, and keeps the path where it is written", () => {
  const text = "use:\n  <<: {x: 1}\n";
  expect(entriesAt(text, "use")).toEqual(["x=1 merge <<"]);
  expect(pathOf(nodeAt(rootOf(text), "use", "x"))).toEqual(["use", "<<", "x"]);
});

test("the way through merges of merges and aliases is kept, the use first", () => {
  const text = "v: &v deep\na: &a {x: *v}\nb: &b {<<: *a}\nuse: {<<: *b}\n";
  expect(entriesAt(text, "use")).toEqual(["x=deep merge *b merge *a alias *v"]);
});

test("a merge in a sequence of one pair", () => {
  expect(toJs(rootOf("a: &a {x: 1}\nb: [<<: *a]\n"))).toEqual({ a: { x: 1 }, b: [{ x: 1 }] });
});

test.each(["*a", "[*a]", "{b: *a}", "&b [*b, *a]"])("an alias in a value of no anchor: %s", (value) => {
  const { root, problems } = read(`x: 1\ny: ${value}\n`);
  expect(problems.map(({ code, level, message }) => [code, level, message]).at(-1)).toEqual([
    "unknown-alias",
    "error",
    "No anchor `&a` stands before this alias; define it first or correct the name.",
  ]);
  expect(root && toJs(root)).toMatchObject({ x: 1 });
});

test("an anchor after its alias is unknown to it", () => {
  const { problems } = read("a: *x\nb: &x 1\n");
  expect(problems.map(({ code, span }) => [code, span])).toEqual([["unknown-alias", { start: 3, end: 5 }]]);
});

test.each(["a: &a {b: *a}", "a: &a [[*a]]", "a: &a\n  <<: *a\n", "a: &a {? *a : 1}"])("no cycle in %j", (text) => {
  const { root, problems } = read(text);
  expect(problems.map(({ code }) => code)).toContain("cyclic-alias");
  expect(() => JSON.stringify(root && toJs(root))).not.toThrow();
});

test.each(["1", "[1]", "", "[{a: 1}, text]"])("only maps can be merged, not %j", (value) => {
  const { root, problems } = read(`a: {<<: ${value}, b: 2}`);
  expect(problems.map(({ code, level }) => [code, level])).toEqual([["invalid-merge", "error"]]);
  expect(root && nodeAt(root, "a", "b")).toMatchObject({ value: 2 });
});

test("of equal keys the last counts, and each one too many is a warning at its place", () => {
  const text = "a: 1\nb: 2\na: 3\n'a': 4\nc: {d: 1, d: 2}\n";
  const { problems } = read(text);
  expect(entriesAt(text)).toEqual(["b=2", "a=4", "c=map"]);
  expect(problems.map(({ code, level, span }) => [code, level, text.slice(span.start, span.end), span.start])).toEqual([
    ["duplicate-key", "warning", "a", 10],
    ["duplicate-key", "warning", "'a'", 15],
    ["duplicate-key", "warning", "d", 32],
  ]);
});

test("`__proto__` is a key like any other", () => {
  expect(entriesAt("__proto__: 1\nconstructor: 2\n")).toEqual(["__proto__=1", "constructor=2"]);
  expect(read("constructor: 1\ntoString: 2\n").problems).toEqual([]);
});
