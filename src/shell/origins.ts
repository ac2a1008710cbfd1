/** Which assignments give a variable the value that a command reads. */
import { spanContains } from "../source/span.ts";
import type { AssignmentFact, CommandFact, ScriptFacts } from "./facts.ts";

/** The command or assignment that reads a variable. */
export type Reader = Pick<CommandFact | AssignmentFact, "span" | "functions">;

export interface Origins {
  /** The assignments that may have given the value, the last first. Without prefixes (`X=1 cmd`), which hold for one command. */
  readonly assignments: readonly AssignmentFact[];
  /** No assignment certainly came before, so the value may also come from the job's environment. */
  readonly outside: boolean;
}

/** How many assignments of one name are looked at, from the reader backwards. */
const lookBack = 200;

/** What may have given a variable its value when `reader` reads it. */
export function originsOf(facts: ScriptFacts, name: string, reader: Reader): Origins {
  const index = indexOf(facts);
  const found: AssignmentFact[] = [];
  const [outermost] = reader.functions;
  // A function sees what was set until it was called.
  const called = outermost === undefined ? 0 : (index.lastCalls.get(outermost) ?? 0);
  const known = index.assignments.get(name) ?? [];
  const last = countBefore(known, Math.max(reader.span.start, called));
  for (const assignment of known.slice(Math.max(0, last - lookBack), last).toReversed()) {
    if (!sets(assignment, reader, called)) continue;
    found.push(assignment);
    const mayBeSkipped = assignment.conditional || assignment.append || assignment.functions.at(-1) !== reader.functions.at(-1);
    if (!mayBeSkipped) return { assignments: found, outside: false };
  }
  return { assignments: found, outside: true };
}

/** How many assignments begin before an offset; they are in order. */
function countBefore(assignments: readonly AssignmentFact[], offset: number): number {
  let low = 0;
  let high = assignments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((assignments[middle]?.span.start ?? offset) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

function sets({ scope, value, from, span, within, functions }: AssignmentFact, reader: Reader, called: number): boolean {
  if (scope !== undefined || (value === undefined && from === "assignment")) return false;
  const before = functions.at(-1) === reader.functions.at(-1) ? reader.span.start : Math.max(reader.span.start, called);
  return (
    span.end <= before && (within === undefined || spanContains(within, { start: reader.span.start, end: reader.span.start }))
  );
}

interface Index {
  readonly assignments: ReadonlyMap<string, readonly AssignmentFact[]>;
  /** Where each name was last called as a command. */
  readonly lastCalls: ReadonlyMap<string, number>;
}

const indices = new WeakMap<ScriptFacts, Index>();

function indexOf(facts: ScriptFacts): Index {
  let index = indices.get(facts);
  if (index === undefined) {
    const assignments = new Map<string, AssignmentFact[]>();
    for (const assignment of facts.assignments) {
      const list = assignments.get(assignment.name);
      if (list === undefined) assignments.set(assignment.name, [assignment]);
      else list.push(assignment);
    }
    const lastCalls = new Map<string, number>();
    for (const { name, span } of facts.commands) if (name !== undefined) lastCalls.set(name, span.start);
    indices.set(facts, (index = { assignments, lastCalls }));
  }
  return index;
}
