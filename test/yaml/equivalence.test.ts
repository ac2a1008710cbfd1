/** What we read is what the library reads, and we see a fault where it sees one, and nowhere else. */
import { fc } from "../property.ts";
import { describe, expect, test } from "vitest";
import type { YamlNode } from "../../src/yaml/node.ts";
import { maxProblems } from "../../src/yaml/problem.ts";
import { careless, documents, excerpts, rubble } from "./documents.ts";
import { filesUnder, libraryVerdict, nodesOf, read, toJs } from "./reading.ts";

/** Problems that the library does not report: it leaves aliases to `toJS`, and we allow equal keys but name them. */
const ours = new Set(["cyclic-alias", "duplicate-key", "invalid-merge", "nul-character", "unknown-alias"]);
const unreadable = new Set(["cyclic-alias", "invalid-merge", "unknown-alias"]);

function expectAgreement(text: string): void {
  const { root, problems } = read(text);
  const verdict = libraryVerdict(text);
  for (const { span } of problems) expect(span.start >= 0 && span.start <= span.end && span.end <= text.length).toBe(true);
  if (root !== undefined) expectSoundSpans(root, verdict.kind !== "invalid");
  const codes = new Set(problems.map(({ code }) => code));
  // A text as bad as that is not read to its end.
  if (problems.length >= maxProblems) {
    expect(["invalid", "several"]).toContain(verdict.kind);
    return;
  }
  expect(codes.has("several-documents")).toBe(verdict.kind === "several");
  if (verdict.kind === "several") return;
  expect(codes.has("invalid-yaml")).toBe(verdict.kind === "invalid");
  if (verdict.kind !== "value") return;
  expect([...codes].filter((code) => !ours.has(code))).toEqual([]);
  if ([...codes].some((code) => unreadable.has(code))) return;
  expect(root === undefined ? undefined : (toJs(root) ?? undefined)).toEqual(verdict.value);
}

/** Nodes are inside the file and, in a valid one, inside the node that holds them. */
function expectSoundSpans(root: YamlNode, isValid: boolean): void {
  for (const node of nodesOf(root)) {
    const { start, end } = node.span;
    const within = (isValid ? node.parent?.span : undefined) ?? { start: 0, end: node.file.text.length };
    if (!(within.start <= start && start <= end && end <= within.end)) {
      expect.fail(`${node.kind} at ${start} to ${end} is outside ${within.start} to ${within.end}`);
    }
  }
}

test("generated documents", () => {
  fc.assert(fc.property(documents, expectAgreement), { numRuns: 500 });
}, 60_000);

test("generated documents, carelessly edited", () => {
  fc.assert(fc.property(careless(documents), expectAgreement), { numRuns: 833 });
}, 60_000);

test("pieces of YAML thrown together", () => {
  fc.assert(fc.property(rubble, expectAgreement), { numRuns: 2000 });
}, 60_000);

describe.each(["corpus/files", "peers/language-server"])("%s", (folder) => {
  const files = filesUnder(folder);
  if (files === undefined) {
    test.skip(`../shared/${folder} is not beside the checkout`);
    return;
  }

  test("every file", () => {
    for (const { name, text } of files) {
      try {
        expectAgreement(text);
      } catch (error) {
        throw new Error(`in ${name}`, { cause: error });
      }
    }
  }, 60_000);

  test("excerpts, carelessly edited", () => {
    fc.assert(fc.property(careless(excerpts(files.map(({ text }) => text))), expectAgreement), { numRuns: 1000 });
  }, 60_000);
});
