/** Bash and sh scripts through the parser. */
import { parse } from "unbash";
import type { ParsedScript } from "unbash";
import type { Span } from "../../source/span.ts";
import type { ScriptFacts, ShellOptions } from "../facts.ts";
import { tooDeep } from "../limits.ts";
import { bottomlessFrom, budgetFor } from "./budget.ts";
import { settleCalls } from "./calls.ts";
import { noteErrors } from "./errors.ts";
import { jobIo } from "./io.ts";
import type { Frame, Reading } from "./reading.ts";
import { masksOf, outerOffset } from "../source.ts";
import type { Mask, Source } from "../source.ts";
import { readStatements } from "./statements.ts";

/** How often reading goes on behind a place that is no valid shell. */
const attemptLimit = 12;

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
    const end = bottomlessFrom(text);
    if (end !== undefined) reading.gaveUp = tooDeep;
    const masks = masksOf(
      text.slice(0, end),
      holes.filter((hole) => end === undefined || hole.end <= end),
    );
    let rest: Source | undefined = { text: text.slice(0, end), stretches: undefined, masks };
    const frame = startFrame(reading, rest, options);
    for (let attempt = 0; rest !== undefined && attempt < attemptLimit; attempt += 1) {
      const inner: Frame = { ...frame, source: rest };
      const script = parse(rest.text);
      noteErrors(script.errors, inner);
      readStatements(script.commands, inner);
      rest = restAfter(script, rest, text.slice(0, end), masks);
    }
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
    notUnderstood: gaveUp ?? invalid(errors),
  };
}

function invalid([first]: Reading["errors"]): string | undefined {
  return first === undefined ? undefined : `the script is no valid shell: ${first.message}`;
}

/**
 * The parser stops at a token that cannot stand where it does. What follows on later lines is read by itself; the rest of the
 * broken line is not, because nothing is known of its meaning.
 */
function restAfter(script: ParsedScript, source: Source, text: string, masks: readonly Mask[]): Source | undefined {
  const read = script.commands.at(-1)?.end ?? 0;
  const stop = script.errors?.find(({ message, pos }) => pos >= read && message.startsWith("unexpected token"));
  const line = stop === undefined ? -1 : source.text.indexOf("\n", stop.pos);
  if (line === -1) return undefined;
  const start = outerOffset(source, line + 1);
  const shifted = masks
    .filter((mask) => mask.start >= start)
    .map((mask) => ({ ...mask, start: mask.start - start, end: mask.end - start }));
  return { text: text.slice(start), stretches: [{ at: 0, outer: start }], masks: shifted };
}

function startFrame(reading: Reading, source: Source, options: ShellOptions): Frame {
  return {
    reading,
    shell: { io: jobIo, options, switched: {} },
    source,
    functions: [],
    substitutedInto: undefined,
    substitution: 0,
    nestedIn: undefined,
    nesting: 0,
    place: "job",
    passed: new Set(),
    role: "plain",
    conditional: false,
    allowedBy: [],
    within: undefined,
    failing: undefined,
    level: [],
  };
}
