/** In which order migrations are done. */
import type { Migration } from "./migration.ts";
import { sizes } from "./opportunity.ts";

/** The greatest risk first; of the same risk what is written in the configuration, then the least work, then the most jobs. */
export function inOrder(migrations: readonly Migration[]): readonly Migration[] {
  return migrations.toSorted(
    (a, b) =>
      sizes.indexOf(b.risk) - sizes.indexOf(a.risk) ||
      Number(isWritten(b)) - Number(isWritten(a)) ||
      sizes.indexOf(a.effort) - sizes.indexOf(b.effort) ||
      jobCount(b) - jobCount(a) ||
      compare(a.project ?? "", b.project ?? "") ||
      compare(a.id, b.id),
  );
}

/** Among the places where a credential is kept: it can be read there. */
export const inConfiguration = "the configuration itself";

function isWritten({ keptIn }: Migration): boolean {
  return keptIn.includes(inConfiguration);
}

function jobCount({ uses }: Migration): number {
  return new Set(uses.map(({ run }) => run.jobName)).size;
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
