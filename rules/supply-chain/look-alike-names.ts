/** Names that a reader takes for another name. */

/** How one name can be taken for the other; for messages. */
export type Likeness = "letters" | "swap" | "slip" | "mark";

/** A single slip makes another word of a shorter name. */
const shortestForSlip = 6;
/** Below this nearly every name is near another. */
const shortest = 4;

/**
 * `letters`: digits or letters that look alike (`c1rcleci`, `snyI<`). `mark`: hyphens and underscores apart. `swap`: two neighbours
 * have changed places or a letter is doubled. `slip`: one letter changed, missing or added. Undefined for the same name, and for others.
 */
export function likenessOf(name: string, known: string): Likeness | undefined {
  if (name === known || known.length < shortest) return undefined;
  if (plainLetters(name) === plainLetters(known)) return "letters";
  if (withoutMarks(name) === withoutMarks(known)) return "mark";
  if (undoubled(name) === undoubled(known) || isSwapped(name, known)) return "swap";
  return known.length >= shortestForSlip && isOneSlip(name, known) ? "slip" : undefined;
}

/** What looks the same in most typefaces is made the same. */
function plainLetters(name: string): string {
  return name
    .toLowerCase()
    .replaceAll("rn", "m")
    .replaceAll("vv", "w")
    .replaceAll("0", "o")
    .replaceAll(/[1i|]/g, "l")
    .replaceAll("3", "e")
    .replaceAll("5", "s")
    .replaceAll("_", "-");
}

function withoutMarks(name: string): string {
  return name.replaceAll(/[-_.]/g, "");
}

function undoubled(name: string): string {
  return name.replaceAll(/([a-z])\1/g, "$1");
}

function isSwapped(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  const at = firstDifference(a, b);
  return a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2);
}

/** A digit at the end is a version, an `s` a plural: whoever adds these means to say something. */
function isOneSlip(name: string, known: string): boolean {
  if (name.length === known.length + 1 && name.startsWith(known) && /[\d_s-]$/.test(name)) return false;
  const at = firstDifference(name, known);
  if (name.length === known.length) return /[a-z]/.test(name[at] ?? "") && name.slice(at + 1) === known.slice(at + 1);
  if (name.length === known.length + 1) return name.slice(at + 1) === known.slice(at);
  return name.length === known.length - 1 && name.slice(at) === known.slice(at + 1);
}

function firstDifference(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  return at;
}
