/** Untrusted values that earlier steps of a job have exported through `$BASH_ENV`. */
import type { Audit, ScriptRun } from "../../../src/rule/audit.ts";
import { quote } from "../../../src/source/quote.ts";
import { scriptsByRun } from "../scripts-by-run.ts";
import { bashEnvWritesOf, exportsOf, type Exported } from "./bash-env-writes.ts";
import { textOriginsOf } from "./origins.ts";
import { untrustedReads, variableValue, type UntrustedValue } from "./reads.ts";

/** By variable; `harmless` for one that was set to something else. */
export type Exports = ReadonlyMap<string, UntrustedValue | "harmless">;

const none: Exports = new Map();
const byAudit = new WeakMap<Audit, Map<ScriptRun, Exports>>();

export function exportsBefore(script: ScriptRun, audit: Audit): Exports {
  let found = byAudit.get(audit);
  if (found === undefined) {
    byAudit.set(audit, (found = new Map()));
    // A step sees what those before it have exported, so each finds its own when it is asked.
    for (const scripts of scriptsByRun(audit).values()) collect(scripts, audit, found);
  }
  return found.get(script) ?? none;
}

function collect(scripts: readonly ScriptRun[], audit: Audit, found: Map<ScriptRun, Exports>): void {
  let exports = none;
  for (const script of scripts) {
    if (exports.size > 0) found.set(script, exports);
    const added = bashEnvWritesOf(script.facts).flatMap(exportsOf);
    if (added.length === 0) continue;
    const next = new Map(exports);
    for (const item of added) {
      const value = item.isHarmless ? undefined : valueOf(item, script, audit);
      if (value !== undefined) next.set(item.name, value);
      else if (!item.command.conditional) next.set(item.name, "harmless");
    }
    exports = next;
  }
}

function valueOf({ name, parts, names, command }: Exported, script: ScriptRun, audit: Audit): UntrustedValue | undefined {
  const word = { span: command.span, parts, literal: undefined };
  const [read] = untrustedReads(textOriginsOf(word, command, script.facts), script, audit);
  const value = read ?? names.map((other) => variableValue(other, script, audit)).find((other) => other !== undefined);
  if (value === undefined) return undefined;
  const step = { ...script.locate(command.span), label: `${quote(name)} is exported with it for later steps` };
  return { source: value.source, way: [...value.way, step] };
}
