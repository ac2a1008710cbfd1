/** The scripts of an audit, the runs of one and the same text together. */
import type { ScriptRun } from "../../src/rule/audit.ts";
import type { ScriptFacts } from "../../src/shell/facts.ts";

const known = new WeakMap<readonly ScriptRun[], ReadonlyMap<ScriptFacts, readonly ScriptRun[]>>();

/** A script that many jobs run is looked at once; only what depends on the job is asked for each. Grouped once for each audit. */
export function scriptsByFacts(scripts: readonly ScriptRun[]): ReadonlyMap<ScriptFacts, readonly ScriptRun[]> {
  let groups = known.get(scripts);
  if (groups === undefined) known.set(scripts, (groups = group(scripts)));
  return groups;
}

function group(scripts: readonly ScriptRun[]): ReadonlyMap<ScriptFacts, readonly ScriptRun[]> {
  const groups = new Map<ScriptFacts, ScriptRun[]>();
  for (const script of scripts) {
    const others = groups.get(script.facts);
    if (others === undefined) groups.set(script.facts, [script]);
    else others.push(script);
  }
  return groups;
}
