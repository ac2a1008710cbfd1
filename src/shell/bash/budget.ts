/** Limits on the work one script may cause, whatever it looks like. They depend on its size only, never on time. */
import { tooDeep, tooLarge } from "../limits.ts";
import type { Reading } from "./reading.ts";

/** Substitutions, defaults and compound commands inside each other. */
const depthLimit = 120;
const nodeLimit = 150_000;
const smallestCharacterBudget = 2_000_000;
/** How often each character may be read again: once for each level of substitution. */
const rereadings = 20;

export function budgetFor(length: number): Pick<Reading, "nodes" | "characters" | "depth" | "gaveUp"> {
  return { nodes: nodeLimit, characters: Math.max(smallestCharacterBudget, length * rereadings), depth: 0, gaveUp: undefined };
}

/** Takes one node and the characters that must be read again from the budget; false when there is none left. */
export function spend(reading: Reading, characters = 0): boolean {
  reading.nodes -= 1;
  reading.characters -= characters;
  if (reading.nodes >= 0 && reading.characters >= 0) return true;
  reading.gaveUp ??= tooLarge;
  return false;
}

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
