/** PowerShell scripts: commands, pipes, redirections and variables. Expressions, classes and the type system are not understood. */
import type { Span } from "../../source/span.ts";
import type { ScriptFacts, ShellOptions, Sink } from "../facts.ts";
import { masksOf } from "../source.ts";
import type { Frame, Reading } from "./reading.ts";
import { readStatements } from "./statements.ts";

type PowerShellFacts = Pick<ScriptFacts, "commands" | "assignments" | "notUnderstood" | "traceSwitches">;

export function readPowerShell(text: string, holes: readonly Span[], options: ShellOptions): PowerShellFacts {
  const reading = newReading(text, holes, options);
  readStatements(reading, { ...top, level: [] }, undefined);
  const { commands, assignments, traceSwitches, gaveUp, standIns } = reading;
  for (const command of commands) {
    command.output = settled(command.output, standIns);
    command.errorOutput = settled(command.errorOutput, standIns);
  }
  return {
    commands: commands.sort((a, b) => a.span.start - b.span.start),
    assignments: assignments.sort((a, b) => a.span.start - b.span.start),
    notUnderstood: gaveUp,
    traceSwitches,
  };
}

const top: Omit<Frame, "level"> = {
  output: { kind: "log" },
  input: { kind: "inherited" },
  substitutedInto: undefined,
  functions: [],
  role: "plain",
  conditional: false,
};

function newReading(text: string, holes: readonly Span[], options: ShellOptions): Reading {
  return {
    source: { text, stretches: undefined, masks: masksOf(text, holes) },
    text,
    at: 0,
    depth: 0,
    words: 0,
    gaveUp: undefined,
    options,
    commands: [],
    assignments: [],
    traceSwitches: [],
    standIns: new Map(),
  };
}

function settled(sink: Sink, standIns: ReadonlyMap<Sink, Sink>): Sink {
  let at = sink;
  for (let next = standIns.get(at); next !== undefined; next = standIns.get(at)) at = next;
  return at;
}
