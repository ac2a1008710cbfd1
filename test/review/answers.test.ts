/** Answers and ticks of people, read back from a review. */
import { describe, expect, it } from "vitest";
import { readAnswers } from "../../src/review/document/answers.ts";
import { answerEnd, answerStart, documentMark, taskMark, unanswered, withoutMarks } from "../../src/review/document/marks.ts";

const boxOf = (id: string, text: string): string => `${answerStart(id)}\n\n${text}\n\n${answerEnd(id)}\n`;
const page = (...parts: readonly string[]): string => [documentMark, "# Review", ...parts].join("\n\n");
const answersIn = (text: string): Record<string, string> => Object.fromEntries(readAnswers(text).boxes);

describe("answers", () => {
  it("survive byte for byte", () => {
    const texts = [
      "plain",
      "  indented\n\n\n- [ ] a list\n",
      "```\n<!-- a comment -->\n```",
      "ends in spaces  ",
      "\ttab\r\nold line",
      "> **`<b>`**",
    ];
    for (const text of texts) expect(answersIn(page(boxOf("goals", text), "after"))).toEqual({ goals: text });
  });

  it("are not there where nobody answered", () => {
    expect(answersIn(page(boxOf("a", unanswered), boxOf("b", "  \n"), `${answerStart("c")}\n${answerEnd("c")}`))).toEqual({});
  });

  it("belong to boxes and tasks with any name", () => {
    const ids = ["job/build--x", "a -->", "`", "ü\u{202e}", "%2D", "__proto__", "\ud800"];
    const text = page(...ids.map((id, at) => boxOf(id, `answer ${at}`)), ...ids.map((id) => `- [x] done ${taskMark(id)}`));
    const { boxes, ticks, faults } = readAnswers(text);
    expect(faults).toEqual([]);
    expect([...boxes.values()]).toEqual(ids.map((_, at) => `answer ${at}`));
    expect([...boxes.keys()]).toEqual(ids.map((id) => id.replace("\ud800", "\ufffd")));
    expect([...ticks]).toEqual([...boxes.keys()]);
    for (const id of ids)
      expect(`${answerStart(id)}${taskMark(id)}`).toMatch(/^<!-- (?!.*--.* -->.*-->.*-->)[^<>`]* --><!-- [^<>`]* -->$/);
  });

  it("are read from files with the line breaks of Windows", () => {
    const text = page(boxOf("goals", "one\ntwo"), `- [X] done ${taskMark("t")}`).replaceAll("\n", "\r\n");
    expect(answersIn(text)).toEqual({ goals: "one\r\ntwo" });
    expect([...readAnswers(text).ticks]).toEqual(["t"]);
  });
});

describe("a damaged review", () => {
  const faultsIn = (text: string): readonly string[] => readAnswers(text).faults;

  it("says what is missing", () => {
    expect(faultsIn(page(answerStart("a"), "text"))).toEqual([
      "The answer `a`, begun in line 5, has no end: the comment behind it is missing.",
    ]);
    expect(faultsIn(page(answerStart("a"), "text", boxOf("b", "more")))).toHaveLength(1);
    expect(faultsIn(page("text", answerEnd("a")))).toEqual(["Line 7 ends the answer `a`, which nothing began."]);
    expect(faultsIn(page(answerStart("a"), answerEnd("b"), answerEnd("a")))).toEqual([
      "Line 7 ends the answer `b` within the answer `a`.",
    ]);
    expect(faultsIn(page(boxOf("a", "one"), boxOf("a", "two")))).toEqual(["Line 12 begins the answer `a` a second time."]);
  });

  it("is told from what is no review", () => {
    expect(readAnswers("# Notes\n\n- [x] done").isReview).toBe(false);
    expect(readAnswers("").isReview).toBe(false);
    expect(readAnswers(page("text")).isReview).toBe(true);
    expect(readAnswers(boxOf("goals", "kept").slice(1)).isReview).toBe(true);
  });
});

it("finds no ticks and answers in what is quoted", () => {
  const quoted = withoutMarks(`${boxOf("goals", "mine")}- [x] done ${taskMark("t")}`);
  const { boxes, ticks, isReview } = readAnswers(quoted);
  expect({ boxes: boxes.size, ticks: ticks.size, isReview }).toEqual({ boxes: 0, ticks: 0, isReview: false });
});
