/** The contexts that the jobs of a configuration take, by name. */
import type { ContextUse, JobRun } from "../../src/expand/plan.ts";
import { knownText } from "../../src/expand/text.ts";
import type { RelatedLocation } from "../../src/finding/location.ts";
import { quote } from "../../src/source/quote.ts";
import { locationOf } from "../../src/yaml/node.ts";

export interface TakenContext {
  readonly run: JobRun;
  readonly use: ContextUse;
}

const known = new WeakMap<readonly JobRun[], ReadonlyMap<string, readonly TakenContext[]>>();

/** In the order of the jobs. A name that only the running pipeline knows is left out. Worked out once for each plan. */
export function contextUsesOf(runs: readonly JobRun[]): ReadonlyMap<string, readonly TakenContext[]> {
  let uses = known.get(runs);
  if (uses === undefined) known.set(runs, (uses = group(runs)));
  return uses;
}

function group(runs: readonly JobRun[]): ReadonlyMap<string, readonly TakenContext[]> {
  const uses = new Map<string, TakenContext[]>();
  for (const run of runs) {
    for (const use of run.contexts) {
      const name = knownText(use.name);
      if (name === undefined) continue;
      const others = uses.get(name);
      if (others === undefined) uses.set(name, [{ run, use }]);
      else others.push({ run, use });
    }
  }
  return uses;
}

/** A context is restricted in one place for all its jobs: one finding, with each other place that names it. */
export function alsoTaken(first: TakenContext, others: readonly TakenContext[]): readonly RelatedLocation[] {
  const seen = new Set([first.use.node]);
  return others.flatMap(({ run, use }) => {
    if (seen.has(use.node)) return [];
    seen.add(use.node);
    return [{ ...locationOf(use.node), label: `also taken by the job ${quote(run.name)}` }];
  });
}
