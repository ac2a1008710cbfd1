/** What people wrote into an earlier review: its markdown → their answers and ticks. */
import { quote } from "../../source/quote.ts";
import { documentMark, idOf, marks, unanswered } from "./marks.ts";

export interface Answers {
  /** By id of the box: the text as it stands between its two comments, without the line breaks next to them. Boxes without an answer are left out. */
  readonly boxes: ReadonlyMap<string, string>;
  /** Ids of the ticked tasks. */
  readonly ticks: ReadonlySet<string>;
}

export interface ReadAnswers extends Answers {
  /** Whether the text is a review at all. */
  readonly isReview: boolean;
  /** What keeps answers from being told from the rest, each a sentence; the document must not be replaced then. */
  readonly faults: readonly string[];
}

export const noAnswers: Answers = { boxes: new Map(), ticks: new Set() };

interface Reading {
  readonly boxes: Map<string, string>;
  readonly ticks: Set<string>;
  readonly faults: string[];
  /** The box that the lines now read belong to. */
  open: { readonly id: string; readonly line: number; readonly lines: string[] } | undefined;
}

/** Never throws, whatever the text is. */
export function readAnswers(text: string): ReadAnswers {
  const reading: Reading = { boxes: new Map(), ticks: new Set(), faults: [], open: undefined };
  const lines = text.replace(/^\u{feff}/u, "").split("\n");
  lines.forEach((line, at) => {
    if (reading.open === undefined) readOutside(reading, line, at + 1);
    else readInside(reading, reading.open, line, at + 1);
  });
  if (reading.open !== undefined) reading.faults.push(noEnd(reading.open));
  const { boxes, ticks, faults } = reading;
  const isReview = lines[0]?.trimEnd() === documentMark || boxes.size > 0 || faults.length > 0;
  return { boxes, ticks, faults, isReview };
}

function readOutside(reading: Reading, line: string, number: number): void {
  const start = marks.start.exec(line)?.[1];
  if (start !== undefined) reading.open = { id: idOf(start), line: number, lines: [] };
  const end = marks.end.exec(line)?.[1];
  if (end !== undefined) reading.faults.push(`Line ${number} ends the answer ${quote(end)}, which nothing began.`);
  const [, tick = " ", task] = marks.task.exec(line) ?? [];
  if (task !== undefined && tick !== " ") reading.ticks.add(idOf(task));
}

function readInside(reading: Reading, open: NonNullable<Reading["open"]>, line: string, number: number): void {
  const end = marks.end.exec(line)?.[1];
  const start = marks.start.exec(line)?.[1];
  if (end !== undefined && idOf(end) === open.id) {
    keep(reading, open);
    reading.open = undefined;
  } else if (start !== undefined) {
    reading.faults.push(noEnd(open));
    reading.open = { id: idOf(start), line: number, lines: [] };
  } else if (end !== undefined) {
    reading.faults.push(`Line ${number} ends the answer ${quote(end)} within the answer ${quote(open.id)}.`);
  } else open.lines.push(line);
}

function keep({ boxes, faults }: Reading, { id, line, lines }: NonNullable<Reading["open"]>): void {
  const text = withoutOuterBreaks(lines.join("\n"));
  if (text.trim() === "" || text.trim() === unanswered) return;
  if (boxes.has(id)) faults.push(`Line ${line} begins the answer ${quote(id)} a second time.`);
  else boxes.set(id, text);
}

/** We write an empty line on either side. */
function withoutOuterBreaks(text: string): string {
  return text.replace(/^(?:\r?\n)/, "").replace(/\r?\n\r?$/, "");
}

function noEnd({ id, line }: { readonly id: string; readonly line: number }): string {
  return `The answer ${quote(id)}, begun in line ${line}, has no end: the comment behind it is missing.`;
}
