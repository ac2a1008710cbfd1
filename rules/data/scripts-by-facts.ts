/** The scripts of an audit, the runs of one and the same text together. */
import type { ScriptRun } from "../../src/rule/audit.ts";
import type { ScriptFacts } from "../../src/shell/facts.ts";

/** A script that many jobs run is looked at once; only what depends on the job is asked for each. */
export function scriptsByFacts(scripts: readonly ScriptRun[]): ReadonlyMap<ScriptFacts, readonly ScriptRun[]> {
  const groups = new Map<ScriptFacts, ScriptRun[]>();
  for (const script of scripts) {
    const known = groups.get(script.facts);
    if (known === undefined) groups.set(script.facts, [script]);
    else known.push(script);
  }
  return groups;
}
