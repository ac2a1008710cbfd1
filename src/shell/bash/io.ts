/** Descriptors of commands: where a shell starts with them, pipes between commands. */
import type { CommandFact, Input, Sink } from "../facts.ts";
import type { Frame, Io, Pipe } from "./reading.ts";

export const log: Sink = { kind: "log" };
export const inherited: Input = { kind: "inherited" };

export const jobIo: Io = { input: inherited, output: log, error: log, more: new Map() };

export function openPipe({ reading, substitution }: Frame): Pipe {
  const pipe: Pipe = { sink: { kind: "pipe", to: [] }, input: { kind: "pipe", from: [] }, substitution };
  reading.pipes.set(pipe.sink, pipe);
  reading.pipes.set(pipe.input, pipe);
  return pipe;
}

/** Makes a command known at the pipes it writes to and reads from. */
export function joinPipes(command: CommandFact, { reading, substitution }: Frame): void {
  if (command.output.kind === "pipe") join(reading.pipes.get(command.output)?.input.from, command);
  if (command.errorOutput.kind === "pipe" && command.errorOutput !== command.output) {
    join(reading.pipes.get(command.errorOutput)?.input.from, command);
  }
  const pipe = command.input.kind === "pipe" ? reading.pipes.get(command.input) : undefined;
  // A substitution inherits the pipe too, but what it reads ends up in the words of a command that stands in the pipe itself.
  if (pipe?.substitution === substitution) join(pipe.sink.to, command);
}

function join(commands: CommandFact[] | undefined, command: CommandFact): void {
  if (commands !== undefined && commands.at(-1) !== command) commands.push(command);
}
