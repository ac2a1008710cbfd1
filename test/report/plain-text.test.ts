import { fc } from "../property.ts";
import { expect, test } from "vitest";
import { toJson, visibleLine, visibleLines, visibleProse } from "../../src/report/plain-text.ts";

test.each([
  ["plain, ünïcode, 名前, 🚀", "plain, ünïcode, 名前, 🚀"],
  ["\u001b[31m", "\\u{1b}[31m"],
  ["\u009b", "\\u{9b}"],
  ["a\u202eb\u2066c", "a\\u{202e}b\\u{2066}c"],
  ["zero\u200bwidth\u2060", "zero\\u{200b}width\\u{2060}"],
  ["👩\u200d💻", "👩\\u{200d}💻"],
  ["❤\u{fe0f}", "❤\u{fe0f}"],
  ["\u{e0041}", "\\u{e0041}"],
  ["\u3164", "\\u{3164}"],
  ["half\udc00", "half\\u{dc00}"],
  ["\ufffe", "\\u{fffe}"],
  ["one\ntwo\tthree\r", "one\\ntwo\\tthree\\r"],
])("%j on a line", (text, shown) => expect(visibleLine(text)).toBe(shown));

test("several lines keep their breaks and tabs", () => expect(visibleLines("a\r\n\tb\rc\n")).toBe("a\n\tb\\rc\n"));

test("prose has single spaces", () => expect(visibleProse("  a\r\n\n b\tc\u2028d ")).toBe("a b c d"));

test("JSON keeps its value", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(JSON.parse(toJson({ text }))).toEqual({ text });
    }),
  );
  expect(toJson(["\u009b\u{e0041}\ud800"])).toBe('[\n  "\\u009b\\udb40\\udc41\\ud800"\n]\n');
});
