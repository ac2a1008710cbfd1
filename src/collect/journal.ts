/**
 * Answers that were had, in one file that only grows, so that a run that was interrupted can go on and the next one need not ask for what
 * has not changed. Only where each answer stands is kept in memory. Answers that another token brought are not seen.
 */
import { randomBytes } from "node:crypto";
import { journalFormat, journalName } from "./journal-lines.ts";
import type { Head } from "./journal-lines.ts";
import { loadJournal } from "./load-journal.ts";
import { openLines, replaceLines } from "./line-file.ts";
import { reasonOf } from "./problems.ts";
import type { Journal } from "./questions.ts";
import { quote } from "../source/quote.ts";
import { isOvergrown, liveLines } from "./trim-journal.ts";
import { memoryJournal, runJournal } from "./run-journal.ts";

export type Service = "circleci" | "github";

/** `address` with its query; holds no token. */
export function keyOf(service: Service, address: string): string {
  return `${service} ${address}`;
}

export interface JournalOptions {
  /** Absolute. Its folder is trusted; it is made when it is missing. Whoever asks about something else takes another file. */
  readonly file: string;
  /** Name and version. */
  readonly tool: string;
  readonly tokens: Readonly<Record<Service, string | undefined>>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** An answer of an earlier run that is younger is not asked for again. In milliseconds. */
  readonly maxAge: number;
  /** Go on with the last run if it did not finish. */
  readonly resume: boolean;
}

export interface RunJournal extends Journal {
  /**
   * When everything was asked: only what this run used stays. It can be resumed only if some question was not answered.
   * @returns why the file could not be replaced, or undefined
   */
  finish(): string | undefined;
  /** Leaves the file as it is, for a run that goes on later. */
  close(): void;
  /** Why answers are not kept any more, a sentence without its full stop. */
  fault(): string | undefined;
}

export interface OpenedJournal {
  readonly journal: RunJournal;
  readonly isResumed: boolean;
  /** What there is to say of the file; a sentence without its full stop. */
  readonly note: string | undefined;
}

/** Never throws: without its file a journal is kept in memory. */
export function openJournal(options: JournalOptions): OpenedJournal {
  try {
    return open(options, undefined);
  } catch (error) {
    return inMemory(options, reasonOf(error));
  }
}

function open(options: JournalOptions, note: string | undefined): OpenedJournal {
  const lines = openLines(options.file);
  if (typeof lines === "string") return inMemory(options, lines);
  const loaded = loadJournal(lines, options.tool);
  switch (loaded.kind) {
    case "foreign":
      lines.close();
      return inMemory(options, "it is a file of another kind");
    case "unusable":
      lines.close();
      if (note !== undefined) return inMemory(options, loaded.reason);
      replaceLines(options.file, [], lines.close);
      return open(
        options,
        `the answers kept in ${quote(options.file, 300)} are not used, since ${loaded.reason}: everything is asked again`,
      );
    case "empty": {
      const head = newHead(options.tool);
      lines.append(JSON.stringify(head));
      return { ...runJournal({ lines, head, runs: [], slots: new Map() }, options), note };
    }
    case "loaded":
      if (isOvergrown(lines, loaded)) {
        replaceLines(options.file, liveLines(lines, loaded), lines.close);
        return open(options, note);
      }
      return { ...runJournal({ lines, ...loaded }, options), note };
  }
}

function newHead(tool: string): Head {
  return { journal: journalName, format: journalFormat, tool, salt: randomBytes(16).toString("hex") };
}

function inMemory({ file }: JournalOptions, why: string): OpenedJournal {
  return { journal: memoryJournal(), isResumed: false, note: `answers are not kept in ${quote(file, 300)}: ${why}` };
}
