/** How sections put names and lists into words. */
import { plural } from "../../report/tally.ts";

export { capitalised as sentence, listed, quoted } from "../../source/in-words.ts";

/** `1 job`, `3 opportunities`. */
export function count(number: number, noun: string, several?: string): string {
  return several === undefined || number === 1 ? plural(number, noun) : `${number} ${several}`;
}

/** Without repeats, in the order given. */
export function distinct<T>(elements: Iterable<T>): readonly T[] {
  return [...new Set(elements)];
}
