/** The reader of regular YAML reads what the library's parser reads, or gives the text up. */
import { fc } from "../property.ts";
import { describe, expect, test } from "vitest";
import type { YamlDocument } from "../../src/yaml/document.ts";
import { readByLibrary } from "../../src/yaml/library/read.ts";
import { readRegular } from "../../src/yaml/regular/document.ts";
import { careless, documents, everydayDocuments, excerpts, rubble } from "./documents.ts";
import { filesUnder, nodesOf } from "./reading.ts";

/** All that is read: nodes with their places and edges, problems, comments. */
function shown({ root, comments, problems }: YamlDocument): unknown {
  const nodes = [...(root === undefined ? [] : nodesOf(root))].map((node) => {
    const { kind, span, key, parent } = node;
    const edges = node.kind === "map" ? node.entries : node.kind === "seq" ? node.items : [];
    const via = edges.map((edge) => edge.via.map((hop) => [hop.kind, hop.span]));
    const scalar = node.kind === "scalar" ? [node.style, node.text, node.value] : undefined;
    return { kind, span, key, parent: parent?.span, via, scalar };
  });
  return { nodes, problems, comments };
}

function isRegular(text: string): boolean {
  return readRegular({ path: "config.yml", text }) !== undefined;
}

function expectSame(text: string): void {
  const file = { path: "config.yml", text };
  const regular = readRegular(file);
  if (regular !== undefined) expect(shown(regular)).toEqual(shown(readByLibrary(file)));
}

test("generated documents", () => {
  fc.assert(fc.property(everydayDocuments, expectSame), { numRuns: 666 });
}, 60_000);

test("generated documents, carelessly edited", () => {
  fc.assert(fc.property(careless(documents), expectSame), { numRuns: 1333 });
}, 60_000);

test("pieces of YAML thrown together", () => {
  fc.assert(fc.property(rubble, expectSame), { numRuns: 2000 });
}, 60_000);

test.each([
  ["an explicit key", "? a\n: b\n"],
  ["a tag", "a: !!str b\n"],
  ["a tab", "a:\tb\n"],
  ["a carriage return", "a: b\r\n"],
  ["a second document", "a: b\n---\nc: d\n"],
  ["an indentation indicator", "a: |2\n  b\n"],
  ["a key with an anchor", "&a b: c\n"],
  ["a single value", "a\n"],
  ["nested too deep for it", `${"- ".repeat(80)}a\n`],
  ["a key of a thousand characters", `${"a".repeat(1001)}: b\n`],
])("%s is left to the library", (_, text) => {
  expect(isRegular(text)).toBe(false);
});

describe("corpus", () => {
  const files = filesUnder("corpus/files");
  if (files === undefined) {
    test.skip("../shared/corpus is not beside the checkout");
    return;
  }

  test("nearly every file is regular", () => {
    expect(files.filter(({ text }) => isRegular(text)).length / files.length).toBeGreaterThan(0.95);
  });

  test("every file", () => {
    for (const { text } of files) expectSame(text);
  }, 60_000);

  test("excerpts, carelessly edited", () => {
    fc.assert(fc.property(careless(excerpts(files.map(({ text }) => text))), expectSame), { numRuns: 1333 });
  }, 60_000);
});
