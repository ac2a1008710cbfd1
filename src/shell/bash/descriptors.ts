/** What redirections do to the descriptors of a command. */
import type { Input, Redirect, Sink, Word } from "../facts.ts";
import { log } from "./io.ts";
import type { Frame, Io } from "./reading.ts";

/** More descriptors than this are not kept apart. */
const descriptorLimit = 64;

const discarded: Sink = { kind: "discarded" };

/** The descriptors after one more redirection; they are worked through from left to right. */
export function redirected(io: Io, redirect: Redirect, body: Input | undefined, frame: Frame): Io {
  if (body !== undefined) return redirect.fd === undefined || redirect.fd === 0 ? { ...io, input: body } : io;
  const { operator, target } = redirect;
  if (target === undefined) return io;
  switch (operator) {
    case "<":
    case "<>":
      return redirect.fd === undefined || redirect.fd === 0 ? { ...io, input: inputOf(io, target, frame) } : io;
    case "&>":
    case "&>>":
      return toBoth(io, fileSink(io, target, operator === "&>>", frame));
    case ">&":
    case "<&":
      return duplicated(io, redirect, target, operator, frame);
    default:
      return withSink(io, descriptorOf(redirect, 1), fileSink(io, target, operator === ">>", frame));
  }
}

/** `2`, or `{name}` for a descriptor kept in a variable. */
function descriptorOf(redirect: Redirect, standard: number): string {
  return redirect.variable === undefined ? String(redirect.fd ?? standard) : `{${redirect.variable}}`;
}

function duplicated(io: Io, redirect: Redirect, target: Word, operator: string, frame: Frame): Io {
  const source = descriptorWord(target);
  if (source !== undefined) {
    const standard = operator === ">&" ? 1 : 0;
    return withSink(io, descriptorOf(redirect, standard), source === "-" ? discarded : sinkAt(io, source));
  }
  return operator === ">&" ? toBoth(io, fileSink(io, target, false, frame)) : io;
}

/** The descriptor that a word names: `2`, `2-`, `-`, `$fd`. */
function descriptorWord({ literal, parts }: Word): string | undefined {
  if (literal !== undefined) return literal === "-" ? "-" : /^(\d+)-?$/.exec(literal)?.[1];
  const [part] = parts;
  return part?.kind === "variable" && parts.length === 1 ? `{${part.name}}` : undefined;
}

/** Where a descriptor leads. Nothing is known of those the script did not open; they mostly are copies of the terminal. */
function sinkAt(io: Io, descriptor: string): Sink {
  if (descriptor === "1") return io.output;
  if (descriptor === "2") return io.error;
  return io.more.get(descriptor) ?? log;
}

function withSink(io: Io, descriptor: string, sink: Sink): Io {
  if (descriptor === "0") return io;
  if (descriptor === "1") return { ...io, output: sink };
  if (descriptor === "2") return { ...io, error: sink };
  return io.more.size < descriptorLimit ? { ...io, more: new Map(io.more).set(descriptor, sink) } : io;
}

function toBoth(io: Io, sink: Sink): Io {
  return { ...io, output: sink, error: sink };
}

function fileSink(io: Io, target: Word, append: boolean, { reading }: Frame): Sink {
  switch (target.literal) {
    case "/dev/null":
      return discarded;
    case "/dev/stdout":
    case "/dev/fd/1":
    case "/proc/self/fd/1":
      return io.output;
    case "/dev/stderr":
    case "/dev/fd/2":
    case "/proc/self/fd/2":
      return io.error;
    case "/dev/tty":
    case "/dev/console":
      return log;
    default: {
      const [part] = target.parts;
      const pipe = part === undefined ? undefined : reading.pipes.get(part);
      return pipe?.sink ?? { kind: "file", target, append };
    }
  }
}

function inputOf(io: Io, target: Word, { reading }: Frame): Input {
  if (target.literal === "/dev/stdin") return io.input;
  const [part] = target.parts;
  const pipe = part === undefined ? undefined : reading.pipes.get(part);
  return pipe?.input ?? { kind: "file", source: target };
}
