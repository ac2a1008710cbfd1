/** A journal grows with every run that did not finish: what nobody will look at any more is left out of it. */
import type { LineFile } from "./line-file.ts";
import type { LoadedJournal, Run, Slot } from "./load-journal.ts";
import { finishLine, runLine } from "./run-journal.ts";

type Loaded = Extract<LoadedJournal, { kind: "loaded" }>;

/** In bytes: what is smaller costs nobody anything. */
const smallest = 1024 * 1024;

/** Less than half of it are answers that no later one has replaced. */
export function isOvergrown(lines: LineFile, { slots }: Loaded): boolean {
  const size = lines.size();
  if (size < smallest) return false;
  let live = 0;
  for (const { length } of slots.values()) live += length + 1;
  return live * 2 < size;
}

/** The same journal without the answers that were replaced. */
export function* liveLines(lines: LineFile, { head, runs, slots }: Loaded): Generator<string> {
  const answers = new Map<Run, Slot[]>(runs.map((run) => [run, []]));
  for (const slot of slots.values()) answers.get(slot.run)?.push(slot);
  yield JSON.stringify(head);
  for (const run of runs) {
    const its = answers.get(run) ?? [];
    // The last one may be resumed.
    if (its.length === 0 && run !== runs.at(-1)) continue;
    yield runLine(run);
    for (const slot of its) {
      const text = lines.read(slot);
      if (text !== undefined) yield text;
    }
    if (run.isFinished) yield finishLine(run);
  }
}
