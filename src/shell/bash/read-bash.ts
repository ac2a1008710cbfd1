/** Bash and sh scripts through the parser. */
import { parse } from "unbash";
import type { Span } from "../../source/span.ts";
import type { ScriptFacts, ShellOptions } from "../facts.ts";
import { tooDeep } from "../limits.ts";
import { budgetFor } from "./budget.ts";
import { settleCalls } from "./calls.ts";
import { noteErrors } from "./errors.ts";
import { jobIo } from "./io.ts";
import type { Frame, Reading } from "./reading.ts";
import { masksOf } from "../source.ts";
import { readStatements } from "./statements.ts";

type BashFacts = Pick<ScriptFacts, "commands" | "assignments" | "errors" | "notUnderstood" | "traceSwitches">;

export function readBash(text: string, holes: readonly Span[], options: ShellOptions): BashFacts {
  const reading: Reading = {
    text,
    commands: [],
    assignments: [],
    errors: [],
    traceSwitches: [],
    functions: new Map(),
    pipes: new Map(),
    readStatements,
    ...budgetFor(text.length),
  };
  try {
    const script = parse(text);
    const frame = startFrame(reading, holes, options);
    noteErrors(script.errors, frame);
    readStatements(script.commands, frame);
    settleCalls(reading);
  } catch (error) {
    // The parser and the walk run on hostile text; what was found until here still holds.
    reading.gaveUp ??= error instanceof RangeError ? tooDeep : "the shell parser failed on the script";
  }
  const { assignments, errors, traceSwitches, gaveUp } = reading;
  const commands = [...reading.commands].sort((a, b) => a.span.start - b.span.start);
  return {
    commands,
    assignments: [...assignments].sort((a, b) => a.span.start - b.span.start),
    errors: [...errors].sort((a, b) => a.span.start - b.span.start),
    traceSwitches: [...traceSwitches].sort((a, b) => (a.span?.start ?? -1) - (b.span?.start ?? -1)),
    notUnderstood: gaveUp,
  };
}

function startFrame(reading: Reading, holes: readonly Span[], options: ShellOptions): Frame {
  return {
    reading,
    shell: { io: jobIo, options },
    source: { text: reading.text, stretches: undefined, masks: masksOf(reading.text, holes) },
    functions: [],
    substitutedInto: undefined,
    substitution: 0,
    nestedIn: undefined,
    nesting: 0,
    place: "job",
    passed: new Set(),
    role: "plain",
    conditional: false,
    within: undefined,
    failing: undefined,
    level: [],
  };
}
