/** Function definitions. What their bodies take from the places that call them is settled in `calls.ts`. */
import type { Function as FunctionNode } from "unbash";
import { readCompound } from "./compounds.ts";
import type { Frame, ShellFunction } from "./reading.ts";
import { masksIn } from "../source.ts";

export function readFunction({ name: word, body }: FunctionNode, frame: Frame): void {
  const name = masksIn(frame.source, word.pos, word.end).length > 0 ? "" : word.value;
  const entry = { ...frame.shell.options };
  let found = frame.reading.functions.get(name);
  if (found === undefined) frame.reading.functions.set(name, (found = newFunction(frame)));
  found.entries.push(entry);
  const inner: Frame = {
    ...frame,
    shell: { io: found.io, options: entry, switched: {} },
    functions: [...frame.functions, name],
    role: "plain",
    failing: undefined,
    level: [],
  };
  readCompound(body, inner);
  found.effect = inner.shell.switched;
}

function newFunction({ shell }: Frame): ShellFunction {
  return {
    io: { input: { kind: "inherited" }, output: { kind: "log" }, error: { kind: "log" }, more: shell.io.more },
    entries: [],
    effect: {},
  };
}
