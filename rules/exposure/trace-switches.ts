/** Which option made the shell trace a command or an assignment. */
import type { AssignmentFact, CommandFact, ScriptFacts, TraceSwitch } from "../../src/shell/facts.ts";
import { reachesLog } from "../../src/shell/sinks.ts";
import { spanContains } from "../../src/source/span.ts";

export interface TraceSwitches {
  readonly facts: ScriptFacts;
  /** Those of the script's own shell, in order: `set -x`, the `shell:` key, the first line. */
  readonly own: readonly TraceSwitch[];
  /** Those of `bash -x …`, in order. */
  readonly nested: readonly TraceSwitch[];
  /** Those behind which tracing is switched off again, by `set +x` or the end of a subshell. */
  readonly ended: ReadonlySet<TraceSwitch>;
}

export function traceSwitchesOf(facts: ScriptFacts): TraceSwitches {
  const { commands, traceSwitches } = facts;
  const own = traceSwitches.filter(({ kind }) => kind !== "nested-shell");
  const nested = traceSwitches.filter(({ kind }) => kind === "nested-shell");
  const ended = new Set<TraceSwitch>();
  let last: TraceSwitch | undefined;
  for (const command of commands) {
    if (command.nestedIn !== undefined || command.functions.length > 0) continue;
    const by = command.options.xtrace ? own[countBefore(own, command.span.start, startOf) - 1] : undefined;
    if (by !== undefined && turnsOff(command)) ended.add(by);
    if (by === undefined && last !== undefined) ended.add(last);
    last = by;
  }
  return { facts, own, nested, ended };
}

/** `set +x`, `set +o xtrace`. */
function turnsOff({ name, args }: CommandFact): boolean {
  if (name !== "set") return false;
  return args.some(({ literal }, at) =>
    literal === "xtrace" ? args[at - 1]?.literal?.startsWith("+") : /^\+[a-z]*x/u.test(literal ?? ""),
  );
}

/** `[ -n "$DEBUG" ] && set -x`, `set ${DEBUG:+-x}`. */
export function isConditional({ span }: TraceSwitch, { facts: { commands, text } }: TraceSwitches): boolean {
  if (span === undefined) return false;
  return text.charAt(span.start) === "$" || commands[countBefore(commands, span.start, commandStart) - 1]?.conditional === true;
}

/** Undefined for a command that is not traced, or whose trace is not shown. */
export function switchFor(command: CommandFact, { own, nested }: TraceSwitches): TraceSwitch | undefined {
  if (!command.options.xtrace || !isTraceShown(command)) return undefined;
  const [first] = own;
  for (let shell = command.nestedIn; shell !== undefined; shell = shell.nestedIn) {
    const option = nestedSwitchIn(shell, nested);
    if (option !== undefined) return option;
  }
  // A function that is called after `set -x` is traced although the option stands behind it.
  return own[countBefore(own, command.span.start, startOf) - 1] ?? first;
}

/** The `-x` of `bash -x …`. */
export function nestedSwitchIn({ span }: CommandFact, nested: TraceSwitches["nested"]): TraceSwitch | undefined {
  const option = nested[countBefore(nested, span.start, startOf)];
  return option?.span !== undefined && spanContains(span, option.span) ? option : undefined;
}

/** Assignments carry no options, so the commands beside them in their shell tell. */
export function switchForAssignment({ span, within }: AssignmentFact, switches: TraceSwitches): TraceSwitch | undefined {
  const { commands } = switches.facts;
  const at = countBefore(commands, span.start, commandStart);
  const isBeside = (command: CommandFact | undefined): command is CommandFact =>
    command !== undefined &&
    (within === undefined || spanContains(within, { start: command.span.start, end: command.span.start }));
  const [before, after] = [commands[at - 1], commands[at]];
  if (isBeside(after)) return switchFor(after, switches);
  if (!isBeside(before)) return undefined;
  const option = switches.own[countBefore(switches.own, span.start, startOf) - 1];
  // The switch is the last command before it.
  if (option?.span !== undefined && spanContains(before.span, option.span)) return option;
  return before.name === "set" || before.name === "shopt" ? undefined : switchFor(before, switches);
}

/** Traces go where the shell's errors go; what a command does to its own descriptors comes too late. */
export function isTraceShown({ redirects, errorOutput }: CommandFact): boolean {
  const redirectsErrors = redirects.some(
    ({ operator, fd }) => operator.startsWith("&>") || (fd === 2 && operator.startsWith(">")),
  );
  return redirectsErrors || reachesLog(errorOutput);
}

function commandStart({ span }: CommandFact): number {
  return span.start;
}

function startOf({ span }: TraceSwitch): number {
  return span?.start ?? -1;
}

/** How many items begin before an offset; they are in order. */
function countBefore<T>(items: readonly T[], offset: number, startAt: (item: T) => number): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const item = items[middle];
    if (item !== undefined && startAt(item) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
