/** The scripts of an audit, by the job run in which they stand. */
import type { JobRun } from "../../src/expand/plan.ts";
import type { Audit, ScriptRun } from "../../src/rule/audit.ts";

const byAudit = new WeakMap<Audit, ReadonlyMap<JobRun, readonly ScriptRun[]>>();

/** In the order of the steps; runs without scripts are not in the map. Worked out once for each audit. */
export function scriptsByRun(audit: Audit): ReadonlyMap<JobRun, readonly ScriptRun[]> {
  let found = byAudit.get(audit);
  if (found === undefined) byAudit.set(audit, (found = group(audit.scripts)));
  return found;
}

function group(scripts: readonly ScriptRun[]): ReadonlyMap<JobRun, readonly ScriptRun[]> {
  const groups = new Map<JobRun, ScriptRun[]>();
  for (const script of scripts) {
    const known = groups.get(script.run);
    if (known === undefined) groups.set(script.run, [script]);
    else known.push(script);
  }
  return groups;
}
