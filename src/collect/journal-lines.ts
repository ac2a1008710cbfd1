/** The lines of a journal: one that begins it, one that begins each run, one for each answer, one that ends a run. */
import { gapReasons } from "../snapshot/fetched.ts";
import { isRecord, parseJson, recordIn, stringIn } from "./json.ts";
import type { JournalEntry } from "./questions.ts";

export interface Head {
  readonly journal: typeof journalName;
  readonly format: typeof journalFormat;
  /** Name and version of who understood the answers: another one may understand more. */
  readonly tool: string;
  /** Goes into the identities of tokens, so that nobody can look them up. */
  readonly salt: string;
}

export const journalName = "circleci-secaudit";
/** Raised when a journal is written in another way. */
export const journalFormat = 1;

export type Line =
  /** `as` says which token each service was asked with. */
  | { readonly kind: "run"; readonly run: string; readonly as: Readonly<Record<string, unknown>> }
  | { readonly kind: "finished"; readonly run: string }
  | { readonly kind: "entry"; readonly entry: JournalEntry };

/** `outdated`: a journal, but not one that can be gone on with. Undefined: no journal at all. */
export function headOf(text: string, tool: string): Head | "outdated" | undefined {
  const head = parseJson(text);
  if (!isRecord(head) || head["journal"] !== journalName) return undefined;
  const salt = stringIn(head, "salt");
  const isOurs = head["format"] === journalFormat && head["tool"] === tool && salt !== undefined;
  return isOurs ? { journal: journalName, format: journalFormat, tool, salt } : "outdated";
}

/** Undefined for a line that was not written by us. */
export function lineOf(text: string): Line | undefined {
  const line = parseJson(text);
  if (!isRecord(line)) return undefined;
  const { run, finished } = line;
  if (typeof finished === "string") return { kind: "finished", run: finished };
  if (typeof run === "string") return { kind: "run", run, as: recordIn(line, "as") ?? {} };
  const entry = entryOf(line);
  return entry === undefined ? undefined : { kind: "entry", entry };
}

function entryOf(line: Readonly<Record<string, unknown>>): JournalEntry | undefined {
  const [key, at, etag, answer] = [stringIn(line, "key"), stringIn(line, "at"), stringIn(line, "etag"), recordIn(line, "answer")];
  if (key === undefined || at === undefined || Number.isNaN(Date.parse(at)) || answer === undefined) return undefined;
  if ("value" in answer) return { key, at, etag, answer: { value: answer["value"], next: stringIn(answer, "next") } };
  const gap = recordIn(answer, "gap") ?? {};
  const reason = gapReasons.find((one) => one === gap["reason"]);
  const detail = stringIn(gap, "detail");
  return reason === undefined || detail === undefined
    ? undefined
    : { key, at, answer: { gap: { known: false, reason, detail } } };
}
