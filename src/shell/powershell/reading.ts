/** What is carried along while a PowerShell script is read. */
import type { Draft } from "../drafts.ts";
import type { AssignmentFact, CommandFact, CommandRole, Input, ShellOptions, Sink, TraceSwitch } from "../facts.ts";
import { tooDeep, tooLarge, wordLimit } from "../limits.ts";
import type { Source } from "../source.ts";

export interface Reading {
  readonly source: Source;
  readonly text: string;
  /** The reader's place in the text. */
  at: number;
  depth: number;
  /** Words read so far. */
  words: number;
  gaveUp: string | undefined;
  options: ShellOptions;
  readonly commands: Draft<CommandFact>[];
  readonly assignments: Draft<AssignmentFact>[];
  readonly traceSwitches: TraceSwitch[];
  /** Where the stand-ins lead that commands write to until what stands behind them has been read. */
  readonly standIns: Map<Sink, Sink>;
}

/** Where in the script a statement stands. */
export interface Frame {
  readonly output: Sink;
  readonly input: Input;
  readonly substitutedInto: CommandFact | AssignmentFact | undefined;
  readonly functions: readonly string[];
  readonly role: CommandRole;
  readonly conditional: boolean;
  /** Takes the commands of a substitution's outermost level. */
  readonly level: CommandFact[];
}

const depthLimit = 100;

/** Goes one level down; false when that is too deep. Each `true` needs a `leave`. */
export function enter(reading: Reading): boolean {
  if (reading.depth >= depthLimit) {
    reading.gaveUp ??= tooDeep;
    return false;
  }
  reading.depth += 1;
  return true;
}

export function leave(reading: Reading): void {
  reading.depth -= 1;
}

/** Counts one more word; beyond the limit the rest of the script is left out. */
export function countWord(reading: Reading): void {
  reading.words += 1;
  if (reading.words <= wordLimit) return;
  reading.gaveUp ??= tooLarge;
  reading.at = reading.text.length;
}
