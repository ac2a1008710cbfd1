/** Reads through a journal once, to know where each answer stands. */
import { headOf, lineOf } from "./journal-lines.ts";
import type { Head } from "./journal-lines.ts";
import type { LineFile, Place } from "./line-file.ts";

export interface Run {
  readonly id: string;
  /** By service, which token it asked with. */
  readonly as: Readonly<Record<string, unknown>>;
  isFinished: boolean;
}

/** Where the last answer to a question stands. */
export interface Slot extends Place {
  readonly run: Run;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly isGap: boolean;
}

export type LoadedJournal =
  | { readonly kind: "empty" }
  /** No journal: somebody else's file. */
  | { readonly kind: "foreign" }
  /** `reason` follows `since`. */
  | { readonly kind: "unusable"; readonly reason: string }
  | { readonly kind: "loaded"; readonly head: Head; readonly runs: readonly Run[]; readonly slots: Map<string, Slot> };

/** A torn last line is cut off. */
export function loadJournal(file: LineFile, tool: string): LoadedJournal {
  let head: Head | undefined;
  let last: Place | undefined;
  const runs: Run[] = [];
  const slots = new Map<string, Slot>();
  for (const { text, place } of file.lines()) {
    last = place;
    if (head === undefined) {
      const found = headOf(text, tool);
      if (found === undefined) return { kind: "foreign" };
      if (found === "outdated") return { kind: "unusable", reason: "another version has written them" };
      head = found;
    } else if (!take(text, place, runs, slots)) return { kind: "unusable", reason: "the file is damaged" };
  }
  if (head === undefined || last === undefined) return { kind: file.size() === 0 ? "empty" : "foreign" };
  file.endAfter(last);
  return { kind: "loaded", head, runs, slots };
}

/** @returns whether the line could be made sense of */
function take(text: string, place: Place, runs: Run[], slots: Map<string, Slot>): boolean {
  const line = lineOf(text);
  const run = runs.at(-1);
  switch (line?.kind) {
    case undefined:
      return false;
    case "run":
      runs.push({ id: line.run, as: line.as, isFinished: false });
      return true;
    case "finished":
      if (run !== undefined) run.isFinished = true;
      return true;
    case "entry": {
      const { key, at, answer } = line.entry;
      if (run !== undefined) slots.set(key, { ...place, run, at: Date.parse(at), isGap: "gap" in answer });
      return run !== undefined;
    }
  }
}
