import { fc } from "../property.ts";
import { describe, expect, test } from "vitest";
import { commentStart } from "../../src/engine/comment-text.ts";
import { findIgnoreComments } from "../../src/engine/ignore-comments.ts";
import { fileOf } from "./harness.ts";
import { cpuTime } from "../cpu-time.ts";

/** `rule first-last reason` of each comment. */
function ignoresIn(text: string): readonly string[] {
  return findIgnoreComments(fileOf(text)).comments.map(({ ruleId, lines, reason }) => {
    return `${ruleId} ${String(lines.first)}-${String(lines.last)} ${reason}`.trim();
  });
}

function problemsIn(text: string): readonly string[] {
  return findIgnoreComments(fileOf(text)).problems.map(({ message }) => message);
}

describe("commentStart", () => {
  test.each([
    ["# all", 0],
    ["  # all", 2],
    ["a: b # c", 5],
    ["a: b# c", -1],
    ["a: 'x # y'", -1],
    ['a: "x # y"', -1],
    ['a: "x # y" # z', 11],
    ['echo "a \\" # b" # c', 16],
    ["echo 'it''s # in' # c", 18],
    ["name: don't panic # c", 18],
    ["say 'unclosed # c", 14],
    ["a: [\"x # y\", 'p # q'] # c", 22],
    ["", -1],
  ])("%j → %i", (line, at) => expect(commentStart(line)).toBe(at));

  test("a long line of quotes takes no time", () => {
    const started = cpuTime();
    commentStart(`${" '".repeat(200_000)}#`);
    commentStart(`${' "\\'.repeat(200_000)}#`);
    expect(cpuTime() - started).toBeLessThan(500);
  });
});

describe("which lines a comment covers", () => {
  test.each([
    ["its own, behind code", "a: 1\nb: 2 # secaudit: ignore[r] why\nc: 3\n", ["r 2-2 why"]],
    ["the next, alone on its line", "a: 1\n# secaudit: ignore[r] why\nb: 2\nc: 3\n", ["r 2-3 why"]],
    ["the next with code, past blank lines and comments", "# secaudit: ignore[r]\n\n  # more\n\nb: 2\nc: 3\n", ["r 1-5"]],
    ["the next, when several stand alone", "# secaudit: ignore[a]\n# secaudit: ignore[b]\nc: 3\n", ["a 1-3", "b 2-3"]],
    ["the next, after nothing but a dash", "x:\n  - # secaudit: ignore[r]\n    run: a\n", ["r 2-3"]],
    ["the rest of the file, when nothing follows", "a: 1\n# secaudit: ignore[r]\n", ["r 2-2"]],
    ["the file", "a: 1\n# secaudit: ignore-file[r, s] why\nb: 2\n", ["r 1-3 why", "s 1-3 why"]],
    ["in a script", "run: |\n  # secaudit: ignore[r] why\n  curl x | sh\n  b # secaudit: ignore[s]\n", ["r 2-3 why", "s 4-4"]],
    ["with Windows line ends", "a: 1 # secaudit: ignore[r] why\r\nb: 2\r\n", ["r 1-1 why"]],
  ])("%s", (_name, text, ignores) => expect(ignoresIn(text)).toEqual(ignores));
});

describe("what is read from a comment", () => {
  test.each([
    ["# secaudit: ignore[a,b , c] why", ["a 1-1 why", "b 1-1 why", "c 1-1 why"]],
    ["# secaudit: ignore[a] see #12, it's # fine", ["a 1-1 see #12, it's # fine"]],
    ["# secaudit: ignore[a] -- why", ["a 1-1 why"]],
    ["# secaudit: ignore[a]: why", ["a 1-1 why"]],
    ["#secaudit: ignore[a]", ["a 1-1"]],
    ["## secaudit: ignore[a]", ["a 1-1"]],
    ["# because # secaudit: ignore[a] why", ["a 1-1 why"]],
    ["# secaudit: ignore[a] one # secaudit: ignore[b] two", ["a 1-1 one", "b 1-1 two"]],
    ["x: 'it # secaudit: ignore[a]'", []],
    ["x: a#secaudit: ignore[a]", []],
  ])("%j", (text, ignores) => {
    expect(ignoresIn(text)).toEqual(ignores);
    expect(problemsIn(text)).toEqual([]);
  });

  test("the place is that of the id", () => {
    const file = fileOf("a: 1 # secaudit: ignore[ab,  cd ]\n");
    const texts = findIgnoreComments(file).comments.map(({ at }) => file.text.slice(at.span.start, at.span.end));
    expect(texts).toEqual(["ab", "cd"]);
  });
});

describe("what is meant as an ignore and is none is a problem with the right form", () => {
  test.each([
    ["# secaudit:ignore[a-b] why", "`# secaudit: ignore[a-b] reason`"],
    ["# secaudit: ignore", "`# secaudit: ignore[rule-id] reason`"],
    ["# secaudit: ignore a-b", "`# secaudit: ignore[rule-id] reason`"],
    ["# secaudit: ignore[]", "`# secaudit: ignore[rule-id] reason`"],
    ["# secaudit: ignore [a-b]", "`# secaudit: ignore[a-b] reason`"],
    ["# secaudit ignore[a-b]", "`# secaudit: ignore[a-b] reason`"],
    ["# Secaudit: Ignore[a-b]", "`# secaudit: ignore[a-b] reason`"],
    ["# sec-audit: ignore[a-b]", "`# secaudit: ignore[a-b] reason`"],
    ["# circleci-secaudit: disable[a-b]", "`# secaudit: ignore[a-b] reason`"],
    ["# secaudit: ignore-fil[a-b]", "`# secaudit: ignore-file[a-b] reason`"],
    ["# secaudit: nonsense", "`# secaudit: ignore[rule-id] reason`"],
  ])("%j", (text, form) => {
    expect(ignoresIn(text)).toEqual([]);
    expect(problemsIn(text)).toEqual([`This comment ignores nothing, because it is not written as ${form}.`]);
  });

  test.each([
    "# run secaudit here",
    "# secaudit runs in the lint job",
    "# see circleci-secaudit for rules",
    "- run: npx circleci-secaudit lint",
    "name: secaudit: ignore",
  ])("%j is a sentence", (text) => expect(problemsIn(text)).toEqual([]));
});

describe("hostile comments", () => {
  test("control characters and long texts do not pass", () => {
    const [comment] = findIgnoreComments(fileOf(`# secaudit: ignore[r] \u001b[31m\u202e${"x".repeat(5000)}`)).comments;
    expect(comment?.reason).not.toMatch(/\p{Cc}|\u202e/u);
    expect(comment?.reason.length).toBeLessThanOrEqual(300);
    const [problem] = problemsIn(`# secaudit: ignore[\u001b\`${"x".repeat(90)}`);
    expect(problem).not.toMatch(/\p{Cc}/u);
  });

  test("any number of comments is read in linear time, and only so many are kept", () => {
    const started = cpuTime();
    const stacked = findIgnoreComments(fileOf("# secaudit: ignore[r]\n".repeat(50_000)));
    expect(stacked.comments).toHaveLength(1000);
    expect(stacked.problems.map(({ code }) => code)).toEqual(["too-many-ignores"]);
    expect(findIgnoreComments(fileOf(`# ${"# secaudit: ignore[r] ".repeat(50_000)}`)).comments.length).toBeLessThanOrEqual(1000);
    expect(findIgnoreComments(fileOf(`#${"# secaudit:".repeat(50_000)}`)).problems.length).toBeLessThanOrEqual(201);
    expect(findIgnoreComments(fileOf("# secaudit: nonsense\n".repeat(50_000))).problems).toHaveLength(100);
    expect(cpuTime() - started).toBeLessThan(3000);
  });

  test("any text is read without an exception, and every place lies in the file", () => {
    const piece = fc.constantFrom("#", " ", "secaudit", ":", "ignore", "-file", "[", "]", ",", "r", "\n", "'", '"', "\\", "- ");
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const file = fileOf(pieces.join(""));
        const { comments, problems } = findIgnoreComments(file);
        for (const { at, ruleId, lines } of comments) {
          expect(file.text.slice(at.span.start, at.span.end)).toBe(ruleId);
          expect(lines.first).toBeLessThanOrEqual(lines.last);
        }
        for (const { location } of problems) expect(location?.span.end).toBeLessThanOrEqual(file.text.length);
      }),
      { numRuns: 1000 },
    );
  });
});
