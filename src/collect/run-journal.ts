/** The journal of one run, over the file or in memory. */
import { createHash, randomBytes } from "node:crypto";
import type { JournalOptions, OpenedJournal, RunJournal } from "./journal.ts";
import type { Head } from "./journal-lines.ts";
import { lineOf } from "./journal-lines.ts";
import { replaceLines } from "./line-file.ts";
import type { LineFile, Place } from "./line-file.ts";
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
export function runJournal({ lines, head, runs, slots }: Loaded, options: JournalOptions): Omit<OpenedJournal, "note"> {
  const last = runs.at(-1);
  const resumed = options.resume && last !== undefined && !last.isFinished ? last : undefined;
  const run: Run = { id: resumed?.id ?? randomBytes(8).toString("hex"), as: identitiesOf(head, options), isFinished: false };
  lines.append(runLine(run));
  const used = new Set<string>();
  let fault: string | undefined;

  /** A run that was resumed stands there once for each beginning. */
  const isCurrent = ({ run: its, at, isGap }: Slot): boolean => {
    if (its.id === run.id) return true;
    const age = options.now() - at;
    return !isGap && age >= 0 && age < options.maxAge;
  };
  const slotOf = (key: string): Slot | undefined => {
    const slot = slots.get(key);
    const service = serviceOf(key);
    return slot?.run.as[service] === run.as[service] ? slot : undefined;
  };
  const entryAt = (key: string, place: Place | undefined): JournalEntry | undefined => {
    const text = place === undefined ? undefined : lines.read(place);
    const line = text === undefined ? undefined : lineOf(text);
    // Another process may have put something else there.
    return line?.kind === "entry" && line.entry.key === key ? line.entry : undefined;
  };

  const journal: RunJournal = {
    current(key) {
      const slot = slotOf(key);
      if (slot === undefined || !isCurrent(slot)) return undefined;
      used.add(key);
      return entryAt(key, slot);
    },
    earlier(key) {
      const slot = slotOf(key);
      return slot === undefined || slot.isGap || isCurrent(slot) ? undefined : entryAt(key, slot);
    },
    keep(entry) {
      if (fault !== undefined) return;
      try {
        const place = lines.append(JSON.stringify(entry));
        slots.set(entry.key, { ...place, run, at: Date.parse(entry.at), isGap: "gap" in entry.answer });
        used.add(entry.key);
      } catch (error) {
        fault = reasonOf(error);
      }
    },
    finish() {
      const { file } = options;
      const kept = function* (): Generator<string> {
        yield JSON.stringify(head);
        yield runLine(run);
        for (const key of used) {
          const slot = slotOf(key);
          const text = slot === undefined || entryAt(key, slot) === undefined ? undefined : lines.read(slot);
          if (text !== undefined) yield text;
        }
        yield finishLine(run);
      };
      try {
        replaceLines(file, kept(), lines.close);
        return undefined;
      } catch (error) {
        return reasonOf(error);
      } finally {
        lines.close();
      }
    },
    close: () => lines.close(),
    fault: () => fault,
  };
  return { journal, isResumed: resumed !== undefined };
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

function serviceOf(key: string): string {
  return key.slice(0, Math.max(0, key.indexOf(" ")));
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
