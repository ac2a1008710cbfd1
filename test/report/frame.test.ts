import { fc } from "../property.ts";
import { expect, test } from "vitest";
import { displayWidth } from "../../src/report/pretty/display-width.ts";
import { renderFrame } from "../../src/report/pretty/frame.ts";
import { paintWith } from "../../src/report/pretty/paint.ts";
import { visibleLine } from "../../src/report/plain-text.ts";
import { at } from "./build.ts";
import { cpuTime } from "../cpu-time.ts";

const paint = paintWith({ colour: false, hyperlinks: false });
const plain = (text: string): string => text;

function frame(text: string, needle: string, width = 80): string {
  const location = at({ path: "a.yml", text }, needle);
  return renderFrame([{ location, sign: "^", paint: plain }], width, paint).join("\n");
}

test("underlines exactly the marked characters, below the line they belong to", () => {
  expect(frame("jobs:\n  build:\n    steps:\n      - run: echo $TOKEN now\n", "$TOKEN")).toBe(
    ["3 │     steps:", "4 │       - run: echo $TOKEN now", "  │                   ^^^^^^"].join("\n"),
  );
});

test("goes up to the line they belong to, past comments and empty lines", () => {
  expect(frame("orbs:\n\n# note\n  a: b/c@1\n  d: e/f@2\n", "e/f@2")).toBe(
    ["1 │ orbs:", "  ⋮", "5 │   d: e/f@2", "  │      ^^^^^"].join("\n"),
  );
});

test.each([
  ["a tab", "\tx\ty TOKEN", "      x    y TOKEN", "             ^^^^^"],
  ["wide characters", "名前: TOKEN", "  名前: TOKEN", "        ^^^^^"],
  ["an emoji before it", "🚀 TOKEN", "  🚀 TOKEN", "     ^^^^^"],
  ["an emoji of several parts", "👩🏽 TOKEN", "  👩🏽 TOKEN", "     ^^^^^"],
  ["an accent on its own", "e\u0301 TOKEN", "  e\u0301 TOKEN", "    ^^^^^"],
  ["a terminal escape", "\u001b[31m TOKEN", "  \\u{1b}[31m TOKEN", "             ^^^^^"],
  ["a turned direction", "\u202e TOKEN", "  \\u{202e} TOKEN", "           ^^^^^"],
])("stays in line after %s", (_, text, shown, underline) => {
  expect(frame(text, "TOKEN")).toBe([`1 │ ${shown}`.replace("│   ", "│ "), `  │ ${underline}`.replace("│   ", "│ ")].join("\n"));
});

test("marks wide characters in full", () => {
  expect(frame("x: 名前", "名前")).toBe(["1 │ x: 名前", "  │    ^^^^"].join("\n"));
});

test("shows a part of a long line, around the mark", () => {
  const [line = "", underline = ""] = frame(`a: ${"x".repeat(5000)}TOKEN${"y".repeat(5000)}`, "TOKEN", 60).split("\n");
  expect(displayWidth(line)).toBeLessThanOrEqual(60);
  expect(line).toMatch(/^1 │ …x+TOKENy+…$/);
  expect(line.slice(underline.indexOf("^"), underline.lastIndexOf("^") + 1)).toBe("TOKEN");
});

test("cuts a long line at its end when the mark is at its start", () => {
  expect(frame(`TOKEN ${"y".repeat(500)}`, "TOKEN", 30)).toBe(["1 │ TOKEN yyyyyyyyyyyyyyyyyyy…", "  │ ^^^^^"].join("\n"));
});

test("underlines as much of a long mark as there is room for", () => {
  const [line = "", underline = ""] = frame(`a: ${"x".repeat(300)}`, "x".repeat(300), 40).split("\n");
  expect(displayWidth(line)).toBe(40);
  expect(displayWidth(underline)).toBeLessThanOrEqual(40);
});

test("puts a bracket beside several lines, and underlines where the mark is not the whole line", () => {
  expect(frame("a:\n  b: one\n  c: two # no\nd: e\n", "b: one\n  c: two")).toBe(
    ["1 │ a:", "2 │ ╭   b: one", "3 │ ╰   c: two # no", "  │     ^^^^^^"].join("\n"),
  );
  expect(frame("a: |\n  one\n  two\n", "|\n  one\n  two\n")).toBe(
    ["1 │ ╭ a: |", "  │ │    ^", "2 │ │   one", "3 │ ╰   two"].join("\n"),
  );
});

test("leaves out the middle of many lines", () => {
  const body = Array.from({ length: 50 }, (_, line) => `line ${line}`).join("\n");
  const lines = frame(body, body).split("\n");
  expect(lines).toEqual([
    " 1 │ ╭ line 0",
    " 2 │ │ line 1",
    " 3 │ │ line 2",
    " 4 │ │ line 3",
    "   ⋮ │ 45 more lines",
    "50 │ ╰ line 49",
  ]);
});

test("an empty place still has its sign, at the end of the file too", () => {
  const file = { path: "a.yml", text: "a: b\n" };
  const empty = (offset: number): readonly string[] =>
    renderFrame([{ location: { file, span: { start: offset, end: offset }, path: [] }, sign: "^", paint: plain }], 80, paint);
  expect(empty(3)).toEqual(["1 │ a: b", "  │    ^"]);
  expect(empty(5)).toEqual(["1 │ a: b", "2 │", "  │ ^"]);
});

test("reads lines that end with CRLF", () => {
  expect(frame("a:\r\n  b: c\r\n", "c")).toBe(["1 │ a:", "2 │   b: c", "  │      ^"].join("\n"));
});

test("shows the steps of a flow in their order, with labels and other files' names", () => {
  const one = { path: "one.yml", text: "x:\n  a: SOURCE\n  b: PASSED\n" };
  const two = { path: "two.yml", text: "y: SINK\n" };
  const steps = [at(one, "SOURCE"), at(one, "PASSED"), at(two, "SINK")].map((location, step) => {
    return { location, label: `step ${step}`, sign: "-", paint: plain } as const;
  });
  expect(renderFrame(steps, 60, paint)).toEqual([
    "1 │ x:",
    "2 │   a: SOURCE",
    "  │      ------ step 0",
    "3 │   b: PASSED",
    "  │      ------ step 1",
    "  ⋮ two.yml:1:4",
    "1 │ y: SINK",
    "  │    ---- step 2",
  ]);
});

test("two marks on one line share it", () => {
  const file = { path: "a.yml", text: "echo $A $B\n" };
  const marks = ["$A", "$B"].map((needle) => ({ location: at(file, needle), label: needle, sign: "^", paint: plain }) as const);
  expect(renderFrame(marks, 60, paint)).toEqual(["1 │ echo $A $B", "  │      ^^ $A", "  │         ^^ $B"]);
});

test("a label that does not fit beside the underline stands below it", () => {
  const location = at({ path: "a.yml", text: `${" ".repeat(30)}TOKEN\n` }, "TOKEN");
  const lines = renderFrame([{ location, label: "a label of some length, said below", sign: "^", paint: plain }], 50, paint);
  expect(lines.slice(1)).toEqual([`  │ ${" ".repeat(30)}^^^^^`, `  │ ${" ".repeat(12)}a label of some length, said below`]);
});

/** Lines of everything that makes trouble. */
const piece = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom(
    "\t",
    "\r\n",
    "\n",
    "\u001b[2J",
    "\u202e",
    "👩‍💻",
    "🇫🇷",
    "❤️",
    "名",
    "e\u0301",
    "\ud800",
    " ".repeat(40),
    "x".repeat(200),
  ),
);

test("never is wider than asked for, never fails, and underlines just the mark", () => {
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 12 }),
      fc.nat(),
      fc.nat(80),
      fc.integer({ min: 40, max: 120 }),
      (pieces, from, length, width) => {
        const text = pieces.join("");
        const start = text.length === 0 ? 0 : from % text.length;
        const span = { start, end: Math.min(text.length, start + length) };
        const lines = renderFrame(
          [{ location: { file: { path: "a.yml", text }, span, path: [] }, sign: "^", paint: plain }],
          width,
          paint,
        );
        for (const line of lines) {
          expect(displayWidth(line)).toBeLessThanOrEqual(width);
          expect(visibleLine(line)).toBe(line);
        }
      },
    ),
    { numRuns: 500 },
  );
});

const simple = fc.string({ unit: fc.constantFrom("a", " ", "名", "🚀", "é", "\t", "\u200b"), minLength: 1, maxLength: 20 });

test("on a line that fits, what stands above the underline is the mark as it is shown", () => {
  fc.assert(
    fc.property(simple, simple, simple, (before, marked, after) => {
      const text = `${before}${marked}${after}`;
      const span = { start: before.length, end: before.length + marked.length };
      const location = { file: { path: "a.yml", text }, span, path: [] };
      const [, underline = ""] = renderFrame([{ location, sign: "^", paint: plain }], 600, paint);
      const shown = (part: string): number => displayWidth(visibleLine(part.replaceAll("\t", "    ")));
      expect(underline).toBe(`  │ ${" ".repeat(shown(before))}${"^".repeat(shown(marked))}`);
    }),
  );
});

test("many marks in one long line take no time", () => {
  const file = { path: "a.yml", text: `a: ${"x".repeat(1_000_000)}\n` };
  const started = cpuTime();
  for (let index = 0; index < 2000; index += 1) {
    const start = index * 400;
    renderFrame([{ location: { file, span: { start, end: start + 5 }, path: [] }, sign: "^", paint: plain }], 100, paint);
  }
  expect(cpuTime() - started).toBeLessThan(3000);
});
