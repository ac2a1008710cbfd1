/** Variables that are read by a name which another value gives: `${!POINTER}`, `${<< parameters.variable >>}`. */
import { hasUnknown } from "../../src/expand/text.ts";
import type { ScriptRun } from "../../src/rule/audit.ts";
import type { AssignmentFact, VariablePart, Word } from "../../src/shell/facts.ts";
import { originsOf } from "../../src/shell/origins.ts";
import type { Reader } from "../../src/shell/origins.ts";
import { readsOf } from "../../src/shell/variables.ts";
import { environmentEntry, namedByEntry } from "./secret-variables.ts";

/** True when the assignment takes `${!name}`. */
export function isIndirect(name: string, { value }: AssignmentFact): boolean {
  return value !== undefined && [...readsOf(value)].some((part) => part.indirect && part.name === name);
}

export interface GivenName {
  readonly name: string;
  /** A parameter's default, or a guess by the name of the pointer or parameter. */
  readonly assumed: boolean;
}

const variableName = /^[A-Za-z_]\w*$/u;

/** The variables that `${!name}` may read: those that the script or `environment:` names, else a guess. */
export function namesPointedAt(name: string, reader: Reader, script: ScriptRun): readonly GivenName[] {
  const { assignments, outside } = originsOf(script.facts, name, reader);
  const names = assignments
    .flatMap(({ value }) => (value === undefined ? [] : literalWords(value)))
    .map((word) => ({ name: word, assumed: false }));
  const entry = outside ? environmentEntry(name, script) : undefined;
  const given = entry && namedByEntry(entry);
  if (entry !== undefined && given !== undefined) names.push({ name: given, assumed: hasUnknown(entry.value) });
  if (outside && entry === undefined && names.length === 0) names.push({ name, assumed: true });
  return names.filter((candidate) => variableName.test(candidate.name));
}

/** Nobody loops over more names than these. */
const wordLimit = 100;

/** The words of a literal, or of the list of a `for`. */
function literalWords({ parts }: Word): string[] {
  return parts.flatMap((part) => (part.kind === "literal" ? part.text.split(/\s+/u) : [])).slice(0, wordLimit);
}

/** In a command that nothing calls: the parameter's default, else the parameter's own name. */
export function nameInHole({ nameHole, span }: VariablePart, { facts, holes }: ScriptRun): readonly GivenName[] {
  const hole = nameHole === undefined ? undefined : holes[nameHole];
  if (hole === undefined || hole.part.reason.kind !== "caller") return [];
  const around = span.end - span.start - (hole.span.end - hole.span.start);
  // The parameter must be all of the name.
  if (around !== (facts.text.startsWith("${", span.start) ? 3 : 1)) return [];
  return [{ name: hole.part.assumed ?? hole.part.reason.name, assumed: true }];
}
