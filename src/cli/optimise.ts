/** Whether V8 optimises: compiling hot functions takes longer than one small file does. */
import { setFlagsFromString } from "node:v8";

/** From about this much input on the optimised code pays for itself. */
const worthwhileBytes = 150_000;

/** The start of the process, before anything else is loaded. */
export function startUnoptimised(): void {
  setFlagsFromString("--no-opt");
}

export function optimiseFor(bytes: number): void {
  if (bytes > worthwhileBytes) setFlagsFromString("--opt");
}
