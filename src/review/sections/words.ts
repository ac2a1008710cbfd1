/** How sections put names and lists into words. */
import { plural } from "../../report/tally.ts";
import { quote } from "../../source/quote.ts";

/** `` `a`, `b` and 3 more ``. */
export function quoted(names: readonly string[], most = 5): string {
  return listed(
    names.map((name) => quote(name)),
    most,
  );
}

/** `a, b and c`; `a, b and 3 more`. One name more is named rather than counted. */
export function listed(parts: readonly string[], most = 5): string {
  if (parts.length <= 1) return parts.join("");
  if (parts.length <= most + 1) return `${parts.slice(0, -1).join(", ")} and ${parts.at(-1) ?? ""}`;
  return `${parts.slice(0, most).join(", ")} and ${parts.length - most} more`;
}

/** `1 job`, `3 opportunities`. */
export function count(number: number, noun: string, several?: string): string {
  return several === undefined || number === 1 ? plural(number, noun) : `${number} ${several}`;
}

/** With a capital letter at its start. */
export function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Without repeats, in the order given. */
export function distinct<T>(elements: Iterable<T>): readonly T[] {
  return [...new Set(elements)];
}
