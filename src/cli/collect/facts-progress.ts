/** How far collecting is, on standard error: one line that changes on a terminal, now and then a line elsewhere. */
import type { CollectProgress } from "../../collect/snapshot/collect-snapshot.ts";
import { tool } from "../../lint/tool.ts";
import { plural } from "../../report/tally.ts";
import { printError } from "../terminal.ts";

export interface FactsProgress {
  readonly show: (progress: CollectProgress) => void;
  /** A host takes no more questions for so many milliseconds. */
  readonly paused: (milliseconds: number) => void;
  readonly end: () => void;
}

/** In milliseconds; a log that somebody reads later needs few lines. */
const between = { terminal: 100, log: 10_000 } as const;
const barWidth = 20;

export function factsProgress(): FactsProgress {
  const { stderr } = process;
  const kind = stderr.isTTY ? "terminal" : "log";
  const counts = new Map<CollectProgress["kind"], CollectProgress>();
  let [shownAt, waitsUntil] = [kind === "terminal" ? 0 : Date.now(), 0];
  const draw = (): void => {
    const now = Date.now();
    if (now - shownAt < between[kind]) return;
    shownAt = now;
    const text = describe([...counts.values()], Math.ceil((waitsUntil - now) / 1000));
    if (kind === "log") printError(`${tool.name}: ${text}`);
    else stderr.write(`\r${`${bar([...counts.values()])} ${text}`.slice(0, widthOf(stderr))}\u001B[K`);
  };
  return {
    show(progress) {
      counts.set(progress.kind, progress);
      draw();
    },
    paused(milliseconds) {
      waitsUntil = Math.max(waitsUntil, Date.now() + milliseconds);
      draw();
    },
    end() {
      if (kind === "terminal") stderr.write("\r\u001B[K");
    },
  };
}

/** A line that is longer would go on in the next one. Some terminals say that they have no columns. */
function widthOf({ columns }: NodeJS.WriteStream): number {
  return Math.max(columns > 0 ? columns : 80, 20) - 1;
}

const order = ["organizations", "projects", "repositories"] as const;
const nouns = { organizations: "organisation", projects: "project", repositories: "repositor" } as const;

function describe(all: readonly CollectProgress[], seconds: number): string {
  const sorted = all.toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
  const parts = sorted.map(({ kind, done, known }) => `${done} of ${counted(known, kind)}`);
  const state = parts.length === 0 ? "finding out what there is" : parts.join(", ");
  return seconds > 1 ? `${state}; waiting ${seconds} s, since no more questions are taken for now` : state;
}

function counted(count: number, kind: CollectProgress["kind"]): string {
  return kind === "repositories" ? `${count} ${nouns[kind]}${count === 1 ? "y" : "ies"}` : plural(count, nouns[kind]);
}

function bar(all: readonly CollectProgress[]): string {
  const [done, known] = all.reduce(([some, every], progress) => [some + progress.done, every + progress.known], [0, 0]);
  const full = known === 0 ? 0 : Math.round((done / known) * barWidth);
  return `${"━".repeat(full)}${"╌".repeat(barWidth - full)}`;
}
