import { fc } from "../property.ts";
import { describe, expect, test } from "vitest";
import type { YamlNode, YamlScalar } from "../../src/yaml/node.ts";
import { sourceOffset, sourceSpan } from "../../src/yaml/source-map.ts";
import { careless, documents } from "./documents.ts";
import { filesUnder, nodeAt, nodesOf, read, rootOf } from "./reading.ts";

function scalarAt(text: string, ...path: (string | number)[]): YamlScalar {
  const node = nodeAt(rootOf(text), ...path);
  if (node.kind !== "scalar") throw new Error("no scalar");
  return node;
}

/** What stands in the file for the first `part` of the scalar's text. */
function sourceOfPart(scalar: YamlScalar, part: string): string {
  const start = scalar.text.indexOf(part);
  const span = sourceSpan(scalar, { start, end: start + part.length });
  return scalar.file.text.slice(span.start, span.end);
}

test.each([
  ["plain", "a: docker login -p x # c\n"],
  ["plain over lines", "a: docker\n    login\n\n    -p x\nb: 1\n"],
  ["single", "a: 'it''s docker login -p x'\n"],
  ["single over lines", "a: 'docker\n    login  \n\n    -p x'\n"],
  ["double", 'a: "\\tdocker \\"login\\" -p x"\n'],
  ["double with pairs", 'a: "\\U0001F600😀\\uD83D\\uDE00 docker login -p x"\n'],
  ["double over lines", 'a: "docker \\\n    login\n\n  \\  -p x"\n'],
  ["literal", "a: |\n  set -e\n    docker login\n\n  -p x\n"],
  ["literal with an indicator", "a: |2-\n     docker\n   login -p x\n"],
  ["literal with CRLF", "a: |\r\n  docker\r\n  login\r\n\r\n  -p x\r\n"],
  ["literal with blank lines first", "a: |+\n\n \n  docker login -p x\n\n"],
  ["literal at the end of the file", "a: |\n  docker login -p x"],
  ["folded", "a: >\n  docker\n  login\n\n\n  -p x\n"],
  ["folded with more indented lines", "a: >-\n\n  set\n\n    docker\n     login\n\n\n  -p\n  x\n\nb: 1\n"],
  ["folded with an indicator", "a: >1\n   docker\n  login\n -p x\n"],
  ["folded with tabs and CRLF", "a: >\r\n  docker\r\n  \tlogin\r\n  -p x\r\n"],
])("words in a %s scalar", (_, text) => {
  const scalar = scalarAt(text, "a");
  for (const word of ["docker", "login", "-p", "x"]) expect(sourceOfPart(scalar, word)).toBe(word);
  const last = sourceSpan(scalar, { start: scalar.text.indexOf("-p"), end: scalar.text.length });
  expect(text.slice(last.start, last.end)).toMatch(/^-p\s+x\s*$/);
});

test("an escape is one character wherever it ends", () => {
  const scalar = scalarAt('a: "x\\x41\\U0001F600y\\n"\n', "a");
  expect([...scalar.text].map((character) => sourceOfPart(scalar, character))).toEqual(["x", "\\x41", "\\U0001F600", "y", "\\n"]);
});

test("a folded line break is the break itself, without the indentation", () => {
  const scalar = scalarAt("a: >\n  one\n  two\n\n  three\n", "a");
  expect(scalar.text).toBe("one two\nthree\n");
  expect(sourceSpan(scalar, { start: 3, end: 4 })).toEqual({ start: 10, end: 11 });
  expect(sourceSpan(scalar, { start: 7, end: 8 })).toEqual({ start: 17, end: 18 });
});

test("an empty span is a place, and offsets outside the text are moved to its ends", () => {
  const scalar = scalarAt("a: 'b''c'\n", "a");
  expect(sourceSpan(scalar, { start: 2, end: 2 })).toEqual({ start: 7, end: 7 });
  expect([-5, 0, 3, 99].map((offset) => sourceOffset(scalar, offset))).toEqual([4, 4, 8, 8]);
  expect(sourceSpan(scalar, { start: -1, end: 99 })).toEqual({ start: 4, end: 8 });
});

test.each(["a:\n", "a: ''\n", "a: |\nb: 1\n", "a: *x\n", "a: >-\n\n\nb: 1\n"])("a scalar without text: %j", (text) => {
  const scalar = scalarAt(text, "a");
  const offset = sourceOffset(scalar, 0);
  expect(offset >= scalar.span.start && offset <= scalar.span.end).toBe(true);
  expect(sourceSpan(scalar, { start: 0, end: 5 })).toEqual({ start: offset, end: offset });
});

/** Why a character may differ from what stands in the file at its place. */
function isWrittenOtherwise({ style, text, file }: YamlScalar, at: number, offset: number): boolean {
  const written = file.text[offset];
  if (style === "double" && written === "\\") return true;
  if (style !== "literal" && text[at] === " " && written === "\n") return true;
  return text[at] === "\n" && at === text.length - 1 && offset === file.text.length;
}

function expectSoundMap(scalar: YamlScalar): void {
  const { text, span, file } = scalar;
  let last = span.start;
  for (let at = 0; at <= text.length; at += 1) {
    const offset = sourceOffset(scalar, at);
    if (offset < last || offset > span.end) expect.fail(`${at} is at ${offset}, before ${last} or after ${span.end}`);
    const isExact = at === text.length || file.text[offset] === text[at] || isWrittenOtherwise(scalar, at, offset);
    if (!isExact) expect.fail(`${JSON.stringify(text[at])} is not at ${offset}`);
    last = offset;
  }
  if (scalar.style === "double") return;
  for (const { 0: word, index } of text.matchAll(/[\w$-]+/g)) {
    const found = sourceSpan(scalar, { start: index, end: index + word.length });
    if (file.text.slice(found.start, found.end) !== word) expect.fail(`${word} is not at ${found.start}`);
  }
}

function expectSoundMaps(root: YamlNode | undefined): void {
  if (root === undefined) return;
  for (const node of nodesOf(root)) if (node.kind === "scalar" && node.style !== "empty") expectSoundMap(node);
}

test("generated documents", () => {
  fc.assert(
    fc.property(fc.oneof(documents, careless(documents)), (text) => {
      const { root, problems } = read(text);
      if (problems.every(({ code }) => code !== "invalid-yaml")) expectSoundMaps(root);
    }),
    { numRuns: 1250 },
  );
}, 60_000);

test("texts with errors: never outside the scalar", () => {
  fc.assert(
    fc.property(careless(documents), (text) => {
      const { root } = read(text);
      for (const node of root === undefined ? [] : nodesOf(root)) {
        if (node.kind !== "scalar") continue;
        for (let at = -1; at <= node.text.length + 1; at += 1) {
          const offset = sourceOffset(node, at);
          if (offset < node.span.start || offset > node.span.end) expect.fail(`${at} is at ${offset}`);
        }
      }
    }),
    { numRuns: 750 },
  );
}, 60_000);

describe("corpus", () => {
  const files = filesUnder("corpus/files");
  test.skipIf(files === undefined)(
    "every scalar of every file (skipped when ../shared is not beside the checkout)",
    () => {
      for (const { name, text } of files ?? []) {
        const { root, problems } = read(text);
        if (problems.some(({ code }) => code === "invalid-yaml")) continue;
        try {
          expectSoundMaps(root);
        } catch (error) {
          throw new Error(`in ${name}`, { cause: error });
        }
      }
    },
    60_000,
  );
});
