/** An earlier review at the place of the new one: its answers and ticks go on, and nothing else is replaced unasked. */
import { lstatSync, readFileSync } from "node:fs";
import path from "node:path";
import { reasonOf } from "../../collect/problems.ts";
import { noAnswers, readAnswers } from "../../review/document/answers.ts";
import type { Answers } from "../../review/document/answers.ts";
import { htmlMark } from "../../review/document/marks.ts";
import { readState } from "../../review/state/read-state.ts";
import type { ReviewState } from "../../review/state/state.ts";
import { quote } from "../../source/quote.ts";
import { UsageError } from "../usage-error.ts";

/** @throws {UsageError} when what is there is no review, or a damaged one, and may not be replaced */
export function earlierAnswers(file: string, force: boolean, cwd: string): Answers {
  const text = textAt(file, cwd);
  if (text === undefined || text.trim() === "") return noAnswers;
  const { isReview, faults, boxes, ticks } = readAnswers(text);
  if (!isReview && !force) throw new UsageError(`${quote(file, 200)} is there already and is no review. ${ways}`);
  if (faults.length > 0 && !force) {
    const more = faults.length > 3 ? ` And ${String(faults.length - 3)} more.` : "";
    throw new UsageError(
      `Answers in ${quote(file, 200)} cannot be told from the rest, and would be lost. ${faults.slice(0, 3).join(" ")}${more} Put it right in the file. ${ways}`,
    );
  }
  return { boxes, ticks };
}

/** @throws {UsageError} when what is there is no review in HTML, and may not be replaced */
export function checkHtml(file: string, force: boolean, cwd: string): void {
  const text = textAt(file, cwd);
  if (force || text === undefined || text.trim() === "" || text.includes(htmlMark)) return;
  throw new UsageError(`${quote(file, 200)} is there already and is no review. ${ways}`);
}

/** @throws {UsageError} when what is there was kept by no review, and may not be replaced */
export function checkState(file: string, force: boolean, cwd: string): void {
  const text = textAt(file, cwd);
  if (force || text === undefined || text.trim() === "" || "state" in readState(text)) return;
  throw new UsageError(`${quote(file, 200)} is there already and was not written by \`review --save\`. ${ways}`);
}

/** @throws {UsageError} when there is no such file */
export function keptText(file: string, cwd: string): string {
  const text = textAt(file, cwd);
  if (text === undefined) throw new UsageError(`There is no earlier review ${quote(file, 200)}: \`review --save\` keeps one.`);
  return text;
}

/** @throws {UsageError} when it is of no use for a review of this project */
export function keptState({ file, text }: { readonly file: string; readonly text: string }, project: string): ReviewState {
  const answer = readState(text, project);
  if ("state" in answer) return answer.state;
  throw new UsageError(`The earlier review ${quote(file, 200)} cannot be used: ${answer.fault}`);
}

const ways = "Name another file, or replace it with `--force`.";

/** Undefined when there is none. Writing says itself why it cannot write to anything else. */
function textAt(file: string, cwd: string): string | undefined {
  const absolute = path.resolve(cwd, file);
  if (lstatSync(absolute, { throwIfNoEntry: false })?.isFile() !== true) return undefined;
  try {
    return readFileSync(absolute, "utf8");
  } catch (error) {
    throw new UsageError(`${quote(file, 200)} cannot be read: ${reasonOf(error)}.`);
  }
}
