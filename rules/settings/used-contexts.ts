/** Which contexts the audited configurations take. */
import type { JobRun } from "../../src/expand/plan.ts";
import { assumedText } from "../../src/expand/text.ts";
import type { Audit } from "../../src/rule/audit.ts";

/** Jobs by the contexts that they take; contexts whose names only a running pipeline knows are missing. */
export function contextUses(audits: readonly Audit[]): ReadonlyMap<string, readonly JobRun[]> {
  const uses = new Map<string, JobRun[]>();
  for (const run of audits.flatMap(({ plan }) => plan.runs)) {
    for (const { name } of run.contexts) {
      const text = assumedText(name);
      if (text === undefined) continue;
      const known = uses.get(text);
      if (known === undefined) uses.set(text, [run]);
      else known.push(run);
    }
  }
  return uses;
}
