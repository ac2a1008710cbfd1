/** The reader of regular YAML makes the same of a text as the library's parser, or gives it up. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { composeDocument, newComposition } from "../../src/yaml/compose/document.ts";
import { readTokens } from "../../src/yaml/tokens/library.ts";
import type { TokenStream } from "../../src/yaml/tokens/library.ts";
import { readRegular } from "../../src/yaml/tokens/regular.ts";
import { careless, documents, excerpts, rubble } from "./documents.ts";
import { filesUnder, nodesOf } from "./reading.ts";

/** All that is made of a token stream: nodes with their places, problems, faults, comments. */
function madeOf(text: string, { document, comments, isDoubtful, faults }: TokenStream): unknown {
  const composition = newComposition({ path: "config.yml", text });
  const root = document === undefined ? undefined : composeDocument(composition, document);
  const nodes = [...(root === undefined ? [] : nodesOf(root))].map((node) => {
    const { kind, span, key, parent } = node;
    const edges = node.kind === "map" ? node.entries : node.kind === "seq" ? node.items : [];
    return {
      ...{ kind, span, key, parent: parent?.span },
      via: edges.map(({ via }) => via.map((hop) => [hop.kind, hop.span])),
      scalar: node.kind === "scalar" ? [node.style, node.text, node.value] : undefined,
    };
  });
  const isFaulty = faults.length > 0 || composition.faults.length > 0;
  return { nodes, problems: composition.problems, comments, isFaulty, isDoubtful: isDoubtful || composition.doubtful };
}

function expectSame(text: string): void {
  const regular = readRegular(text);
  if (regular !== undefined) expect(madeOf(text, regular)).toEqual(madeOf(text, readTokens(text)));
}

test("generated documents", () => {
  fc.assert(fc.property(documents, expectSame), { numRuns: 3000 });
}, 60_000);

test("generated documents, carelessly edited", () => {
  fc.assert(fc.property(careless(documents), expectSame), { numRuns: 6000 });
}, 60_000);

test("pieces of YAML thrown together", () => {
  fc.assert(fc.property(rubble, expectSame), { numRuns: 10_000 });
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
  expect(readRegular(text)).toBeUndefined();
});

describe("corpus", () => {
  const files = filesUnder("corpus/files");
  if (files === undefined) {
    test.skip("../shared/corpus is not beside the checkout");
    return;
  }

  test("nearly every file is regular", () => {
    expect(files.filter(({ text }) => readRegular(text) !== undefined).length / files.length).toBeGreaterThan(0.95);
  });

  test("every file", () => {
    for (const { text } of files) expectSame(text);
  }, 60_000);

  test("excerpts, carelessly edited", () => {
    fc.assert(fc.property(careless(excerpts(files.map(({ text }) => text))), expectSame), { numRuns: 6000 });
  }, 60_000);
});
