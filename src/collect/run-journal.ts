/** The journal of one run, over the file or in memory. */
import { createHash, randomBytes } from "node:crypto";
import type { JournalOptions, OpenedJournal, RunJournal } from "./journal.ts";
import type { Head } from "./journal-lines.ts";
import { lineOf } from "./journal-lines.ts";
import { replaceLines } from "./line-file.ts";
import type { LineFile } from "./line-file.ts";
import type { Run, Slot } from "./load-journal.ts";
import { reasonOf } from "./problems.ts";
import type { JournalEntry } from "./questions.ts";

interface Loaded {
  readonly lines: LineFile;
  readonly head: Head;
  readonly runs: readonly Run[];
  /** By key; becomes the journal's own. */
  readonly slots: Map<string, Slot>;
}

/** @throws an error of the file system */
export function runJournal(loaded: Loaded, options: JournalOptions): Omit<OpenedJournal, "note"> {
  const { lines, head, runs, slots } = loaded;
  const last = runs.at(-1);
  const resumed = options.resume && last !== undefined && !last.isFinished ? last : undefined;
  const run: Run = { id: resumed?.id ?? randomBytes(8).toString("hex"), as: identitiesOf(head, options), isFinished: false };
  lines.append(runLine(run));
  const { slotOf, entryOf, isCurrent } = answersFor(run, loaded, options);
  const used = new Set<string>();
  /** What was looked for in vain and has not been answered since. */
  const unanswered = new Set<string>();
  let fault: string | undefined;
  const journal: RunJournal = {
    current(key) {
      const slot = slotOf(key);
      const entry = slot !== undefined && isCurrent(slot) ? entryOf(key) : undefined;
      if (entry === undefined) unanswered.add(key);
      else used.add(key);
      return entry;
    },
    earlier(key) {
      const slot = slotOf(key);
      return slot === undefined || slot.isGap || isCurrent(slot) ? undefined : entryOf(key);
    },
    keep(entry) {
      if (fault !== undefined) return;
      try {
        const place = lines.append(JSON.stringify(entry));
        slots.set(entry.key, { ...place, run, at: Date.parse(entry.at), isGap: "gap" in entry.answer });
        used.add(entry.key);
        unanswered.delete(entry.key);
      } catch (error) {
        fault = reasonOf(error);
      }
    },
    finish: () =>
      replaceAll(options.file, lines, finishedLines(head, { ...run, isFinished: unanswered.size === 0 }, used, entryOf)),
    close: () => lines.close(),
    fault: () => fault,
  };
  return { journal, isResumed: resumed !== undefined };
}

interface Answers {
  /** Where the answer stands that the run's own token brought. */
  readonly slotOf: (key: string) => Slot | undefined;
  readonly entryOf: (key: string) => JournalEntry | undefined;
  readonly isCurrent: (slot: Slot) => boolean;
}

function answersFor(run: Run, { lines, slots }: Loaded, { now, maxAge }: JournalOptions): Answers {
  const slotOf = (key: string): Slot | undefined => {
    const slot = slots.get(key);
    const service = key.slice(0, Math.max(0, key.indexOf(" ")));
    return slot?.run.as[service] === run.as[service] ? slot : undefined;
  };
  return {
    slotOf,
    entryOf(key) {
      const slot = slotOf(key);
      const text = slot === undefined ? undefined : lines.read(slot);
      const line = text === undefined ? undefined : lineOf(text);
      // Another process may have put something else there.
      return line?.kind === "entry" && line.entry.key === key ? line.entry : undefined;
    },
    isCurrent({ run: its, at, isGap }) {
      // A run that was resumed stands there once for each beginning.
      if (its.id === run.id) return true;
      const age = now() - at;
      return !isGap && age >= 0 && age < maxAge;
    },
  };
}

/** @returns why the file could not be replaced, or undefined */
function replaceAll(file: string, lines: LineFile, all: Iterable<string>): string | undefined {
  try {
    replaceLines(file, all, lines.close);
    return undefined;
  } catch (error) {
    return reasonOf(error);
  } finally {
    lines.close();
  }
}

function* finishedLines(head: Head, run: Run, used: ReadonlySet<string>, entryOf: Answers["entryOf"]): Generator<string> {
  yield JSON.stringify(head);
  yield runLine(run);
  for (const key of used) {
    const entry = entryOf(key);
    if (entry !== undefined) yield JSON.stringify(entry);
  }
  if (run.isFinished) yield finishLine(run);
}

/** For when there is no file; also where nothing shall stay. */
export function memoryJournal(): RunJournal {
  const entries = new Map<string, JournalEntry>();
  return {
    current: (key) => entries.get(key),
    earlier: () => undefined,
    keep: (entry) => void entries.set(entry.key, entry),
    finish: () => undefined,
    close: () => undefined,
    fault: () => undefined,
  };
}

export function runLine({ id, as }: Run): string {
  return JSON.stringify({ run: id, as });
}

export function finishLine({ id }: Run): string {
  return JSON.stringify({ finished: id });
}

/** What tells tokens apart, and from which none can be found out. */
function identitiesOf({ salt }: Head, { tokens }: JournalOptions): Readonly<Record<string, string>> {
  const identity = (service: string, token: string | undefined): string =>
    createHash("sha256")
      .update(`${salt}\n${service}\n${token ?? ""}`)
      .digest("hex")
      .slice(0, 16);
  return { circleci: identity("circleci", tokens.circleci), github: identity("github", tokens.github) };
}
