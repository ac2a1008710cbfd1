/** Untrusted text in the words of a script, as one job run makes it: built-in variables, `environment:`, exports of earlier steps. */
import type { RelatedLocation } from "../../../src/finding/location.ts";
import type { Audit, ScriptRun } from "../../../src/rule/audit.ts";
import { quote } from "../../../src/source/quote.ts";
import type { Span } from "../../../src/source/span.ts";
import { locationOf } from "../../../src/yaml/node.ts";
import { environmentEntry } from "../secret-variables.ts";
import { exportsBefore } from "./exports.ts";
import type { TextOrigin } from "./origins.ts";
import { isFixedFor } from "./ref-filters.ts";
import { builtInSource, rankOf, sourceOfText, sourceOfUnknown, type UntrustedSource } from "./sources.ts";

export interface UntrustedRead {
  /** The expansion, in the script. */
  readonly span: Span;
  readonly origin: TextOrigin;
  readonly source: UntrustedSource;
  /** From where the text enters to the assignment that is read; empty when the source is read itself. */
  readonly way: readonly RelatedLocation[];
}

/** What a variable holds of untrusted text, and how it got there. */
export interface UntrustedValue {
  readonly source: UntrustedSource;
  readonly way: readonly RelatedLocation[];
}

function valueOf({ from }: TextOrigin, script: ScriptRun, audit: Audit): UntrustedValue | undefined {
  if (from.kind === "output") return { source: from.source, way: [] };
  if (from.kind === "variable") return variableValue(from.name, script, audit);
  const hole = script.holes[from.hole];
  const source = hole && sourceOfUnknown(hole.part);
  return hole && source && { source, way: [{ ...hole.at, label: `${quote(source.name)} enters here` }] };
}

/** `$BASH_ENV` is read when the step starts, so what it exports wins over `environment:`, and that over CircleCI's own variables. */
export function variableValue(name: string, script: ScriptRun, audit: Audit): UntrustedValue | undefined {
  const exported = exportsBefore(script, audit).get(name);
  if (exported !== undefined) return exported === "harmless" ? undefined : exported;
  const entry = environmentEntry(name, script);
  if (entry !== undefined) {
    const source = sourceOfText(entry.value);
    return (
      source && { source, way: [{ ...locationOf(entry.nameNode), label: `${quote(name)} is set from ${quote(source.name)}` }] }
    );
  }
  const source = builtInSource(name);
  return source && { source, way: [] };
}

/** One for each part of a word: what lets an attacker write most, of equals the one that is read first. */
export function untrustedReads(origins: readonly TextOrigin[], script: ScriptRun, audit: Audit): readonly UntrustedRead[] {
  const found = new Map<number, { readonly origin: TextOrigin; readonly value: UntrustedValue }>();
  for (const origin of origins) {
    const value = valueOf(origin, script, audit);
    if (value === undefined || isFixedFor(script.run, value.source)) continue;
    const place = (origin.part ?? origin).span.start;
    const known = found.get(place);
    if (known === undefined || rankOf(value.source) > rankOf(known.value.source)) found.set(place, { origin, value });
  }
  return [...found.values()].map(({ origin, value }) => {
    const copies = origin.path.toReversed().map(({ span, name }) => ({
      ...script.locate(span),
      label: `it is copied into ${quote(name)}`,
    }));
    return { span: origin.span, origin, source: value.source, way: [...value.way, ...copies] };
  });
}
