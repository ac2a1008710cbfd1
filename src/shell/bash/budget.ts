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

/** Far more than a person writes; the parser looks for the end of each `$(` again from its own beginning. */
const mostOpen = 1000;

/**
 * Where reading ends: at the line in which more `$(` are opened, and not closed, than anybody writes. Quotes are not looked at, so this
 * is only for texts that want to take time. Undefined for all others.
 */
export function bottomlessFrom(text: string): number | undefined {
  let open = 0;
  let first = 0;
  for (let at = text.indexOf("("); at !== -1; at = nextBracket(text, at + 1)) {
    if (text[at] === ")") open = Math.max(0, open - 1);
    else if (text[at - 1] === "$" || text[at - 1] === "(") {
      if (open === 0) first = at;
      open += 1;
      if (open > mostOpen) return text.lastIndexOf("\n", first) + 1;
    }
  }
  return undefined;
}

function nextBracket(text: string, from: number): number {
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 40 || code === 41) return at;
  }
  return -1;
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
