import { expect, test } from "vitest";
import { cutTo, displayWidth } from "../../src/report/pretty/display-width.ts";

test.each([
  ["", 0],
  ["abc", 3],
  ["é", 1],
  ["e\u0301", 1],
  ["名前", 4],
  ["한글", 4],
  ["ﾊﾝｶｸ", 4],
  ["Ａ", 2],
  ["🚀", 2],
  ["👍🏽", 2],
  ["🇫🇷", 2],
  ["❤", 1],
  ["❤\u{fe0f}", 2],
  ["│╭✖", 3],
  ["𠀀", 2],
])("%s takes %i columns", (text, width) => expect(displayWidth(text)).toBe(width));

test.each([
  ["abcdef", 6, "abcdef"],
  ["abcdefg", 6, "abcde…"],
  ["ab def", 4, "ab…"],
  ["名前名前", 5, "名前…"],
  ["名前名前", 4, "名…"],
])("%s cut to %i columns", (text, columns, cut) => {
  expect(cutTo(text, columns)).toBe(cut);
  expect(displayWidth(cut)).toBeLessThanOrEqual(columns);
});
