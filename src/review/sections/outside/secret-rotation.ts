/** What the ages of secrets tell of their rotation. */
import type { RegisteredSecret } from "../../../rule/secret-register.ts";
import { namesInLine } from "./secret-words.ts";

const day = 24 * 60 * 60 * 1000;

/** CircleCI asked its customers that day to change all that they had stored in its cloud. */
const incident = Date.parse("2023-01-04");

export function rotationInWords(
  register: readonly RegisteredSecret[],
  today: string | undefined,
  staleAfter: number,
  isOnServer: boolean,
): string {
  const aged = register.flatMap((row) => {
    const time = Date.parse(row.setAt?.date ?? "");
    return Number.isNaN(time)
      ? []
      : [{ name: row.name, time, isCreation: row.setAt?.isCreation === true, isStored: row.form !== "deploy-key" }];
  });
  if (aged.length === 0) return "How old the secrets are is not known.";
  const sentences = [
    ...(today === undefined ? [] : [staleInWords(aged, Date.parse(today), staleAfter)]),
    ...stolenInWords(aged.filter(({ isStored }) => isStored && !isOnServer)),
    ...(aged.some(({ isCreation }) => isCreation)
      ? ["Of a project's variable CircleCI tells when it was added, not whether its value has changed since."]
      : []),
    ...(aged.length < register.length ? [`Of ${String(register.length - aged.length)} no date is known.`] : []),
  ];
  return sentences.length === 0 ? "The dates are in the table." : sentences.join(" ");
}

interface Aged {
  readonly name: string;
  readonly time: number;
}

function staleInWords(aged: readonly Aged[], today: number, limit: number): string {
  const old = aged.filter(({ time }) => today - time > limit * day).sort((a, b) => a.time - b.time);
  const of = `${String(old.length)} of ${String(aged.length)}`;
  if (old.length === 0) return `None of the ${String(aged.length)} with a date is older than ${String(limit)} days.`;
  return `${of} with a date ${old.length === 1 ? "was" : "were"} last set more than ${String(limit)} days ago, the oldest ${namesInLine(old, 3)}.`;
}

function stolenInWords(aged: readonly Aged[]): readonly string[] {
  const stolen = aged.filter(({ time }) => time < incident);
  if (stolen.length === 0) return [];
  return [
    `From before 4 January 2023, when CircleCI told its customers that stored secrets were stolen: ${namesInLine(stolen)}.`,
  ];
}
