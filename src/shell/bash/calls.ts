/** What the bodies of functions take from the places that call them: descriptors and options. */
import type { CommandFact, Input, Sink } from "../facts.ts";
import { inherited, log } from "./io.ts";
import { settleOptions } from "./call-options.ts";
import type { Reading } from "./reading.ts";

/** How many call sites, callers of callers included, are followed for one function. */
const callerLimit = 40;
/** How many commands of a body are made known at each pipe that a call stands in. */
const joinLimit = 500;

type End = "input" | "output" | "errorOutput";

interface Calls {
  readonly byName: ReadonlyMap<string, readonly CommandFact[]>;
  /** The functions' stand-ins, with the function and the descriptor they stand for. */
  readonly owners: ReadonlyMap<Sink | Input, { readonly name: string; readonly end: End }>;
  /** Commands in bodies, by the stand-ins they have. */
  readonly bodies: ReadonlyMap<Sink | Input, readonly CommandFact[]>;
}

export function settleCalls(reading: Reading): void {
  if (reading.functions.size === 0) return;
  const calls = callsIn(reading);
  settleOptions(reading, calls.byName);
  for (const found of reading.functions.values()) {
    settleSink(found.io.output, reading, calls);
    settleSink(found.io.error, reading, calls);
    settleInput(found.io.input, reading, calls);
  }
}

function callsIn({ functions, commands }: Reading): Calls {
  const byName = new Map<string, CommandFact[]>();
  const bodies = new Map<Sink | Input, CommandFact[]>();
  for (const command of commands) {
    const { name } = command;
    if (name !== undefined && functions.has(name) && isCall(command)) add(byName, name, command);
    if (command.functions.length === 0) continue;
    for (const key of new Set([command.output, command.errorOutput, command.input])) add(bodies, key, command);
  }
  const owners = new Map<Sink | Input, { name: string; end: End }>();
  for (const [name, { io }] of functions) {
    owners
      .set(io.input, { name, end: "input" })
      .set(io.output, { name, end: "output" })
      .set(io.error, { name, end: "errorOutput" });
  }
  return { byName, owners, bodies };
}

/** Only the shell itself knows its functions; `sudo f` and `ssh host f` find none. */
function isCall({ wrappers, place }: CommandFact): boolean {
  return place === "job" && wrappers.every((wrapper) => wrapper === "time");
}

function add<Key, Value>(lists: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}

/** Where a stand-in leads in the end, callers of callers included. */
function endsOf<T extends Sink | Input>(
  standIn: T,
  pick: (call: CommandFact, end: End) => T,
  { byName, owners }: Calls,
): readonly T[] {
  const found: T[] = [];
  const seen = new Set<T>([standIn]);
  // The set grows while it is walked.
  for (const item of seen) {
    const owner = owners.get(item);
    if (owner === undefined) found.push(item);
    else {
      for (const call of byName.get(owner.name) ?? []) {
        if (seen.size >= callerLimit) break;
        seen.add(pick(call, owner.end));
      }
    }
  }
  return found;
}

function settleSink(standIn: Sink, reading: Reading, calls: Calls): void {
  const sinks = endsOf(standIn, (call, end) => (end === "errorOutput" ? call.errorOutput : call.output), calls);
  const distinct = sinks.filter((sink, index) => !isPlain(sink) || sinks.findIndex(({ kind }) => kind === sink.kind) === index);
  const [only = log] = distinct;
  Object.assign(standIn, distinct.length > 1 ? { kind: "several", sinks: distinct } : only);
  for (const sink of distinct) {
    if (sink.kind === "pipe") reading.pipes.get(sink)?.input.from.push(...bodyOf(standIn, calls));
  }
}

function bodyOf(standIn: Sink | Input, { bodies }: Calls): readonly CommandFact[] {
  return (bodies.get(standIn) ?? []).slice(0, joinLimit);
}

function isPlain({ kind }: Sink): boolean {
  return kind === "log" || kind === "discarded";
}

function settleInput(standIn: Input, reading: Reading, calls: Calls): void {
  const inputs = endsOf(standIn, (call) => call.input, calls).filter(({ kind }) => kind !== "inherited");
  const pipes = inputs.filter((input) => input.kind === "pipe");
  const [only = inherited] = inputs;
  const from = pipes.flatMap((pipe) => pipe.from);
  Object.assign(standIn, pipes.length > 1 ? { kind: "pipe", from } : only);
  for (const pipe of pipes) reading.pipes.get(pipe)?.sink.to.push(...bodyOf(standIn, calls));
}
