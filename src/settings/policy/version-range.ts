/**
 * Version ranges of orbs: `>=2.1 <3`, `5.x`, `^1.2.3`, `~1.2`, `1 || 3`. Numbers only, for orbs have no pre-releases.
 * A floating version such as `2` counts as the newest that it can become, since that is what CircleCI takes.
 */

export type Version = readonly [major: number, minor: number, patch: number];

/** From the first version that fits up to the first that is too new. */
interface Interval {
  readonly from: Version;
  readonly below: Version;
}

/** Its intervals, of which one is enough. */
export type VersionRange = readonly Interval[];

const lowest: Version = [0, 0, 0];
const highest: Version = [Infinity, Infinity, Infinity];

/** Undefined when it is no range. */
export function parseRange(text: string): VersionRange | undefined {
  const intervals: Interval[] = [];
  for (const choice of text.split("||")) {
    // A blank may stand behind the operator: `>= 2.1`.
    const terms = choice
      .trim()
      .replaceAll(/([<>=^~])\s+/g, "$1")
      .split(/\s+/);
    let [from, below] = [lowest, highest];
    for (const term of terms) {
      const interval = parseTerm(term);
      if (interval === undefined) return undefined;
      if (isBefore(from, interval.from)) from = interval.from;
      if (isBefore(interval.below, below)) below = interval.below;
    }
    intervals.push({ from, below });
  }
  return intervals;
}

/** True when no version can be in it: `>3 <2`. */
export function isEmptyRange(range: VersionRange): boolean {
  return range.every(({ from, below }) => !isBefore(from, below));
}

export function isInRange(version: Version, range: VersionRange): boolean {
  return range.some(({ from, below }) => !isBefore(version, from) && (isBefore(version, below) || below === highest));
}

/** What an orb's version comes to; undefined for `dev:` versions and those that a value decides. */
export function newestOf(version: string | undefined): Version | undefined {
  if (version === undefined || version === "volatile") return highest;
  return /^\d{1,9}(?:\.\d{1,9}){0,2}$/.test(version) ? filled(version, Infinity) : undefined;
}

function parseTerm(term: string): Interval | undefined {
  if (/^[x*]$/i.test(term)) return { from: lowest, below: highest };
  const [, operator = "", digits = ""] = /^(>=|<=|>|<|=|\^|~)?v?(\d{1,9}(?:\.\d{1,9}){0,2})(?:\.[x*]){0,2}$/i.exec(term) ?? [];
  if (digits === "" || term.split(".").length > 3) return undefined;
  const from = filled(digits, 0);
  const given = digits.split(".").length;
  switch (operator) {
    case ">=":
      return { from, below: highest };
    case ">":
      return { from: after(from, given), below: highest };
    case "<":
      return { from: lowest, below: from };
    case "<=":
      return { from: lowest, below: after(from, given) };
    case "^":
      return { from, below: after(from, from[0] > 0 || given === 1 ? 1 : from[1] > 0 || given === 2 ? 2 : 3) };
    case "~":
      return { from, below: after(from, Math.min(given, 2)) };
    default:
      return { from, below: after(from, given) };
  }
}

function filled(digits: string, rest: number): Version {
  const [major = rest, minor = rest, patch = rest] = digits.split(".").map(Number);
  return [major, minor, patch];
}

/** The first version past all that share the first `given` numbers. */
function after([major, minor, patch]: Version, given: number): Version {
  if (given === 1) return [major + 1, 0, 0];
  return given === 2 ? [major, minor + 1, 0] : [major, minor, patch + 1];
}

function isBefore(a: Version, b: Version): boolean {
  const at = a[0] !== b[0] ? 0 : a[1] !== b[1] ? 1 : 2;
  return a[at] < b[at];
}
