/** Versions of this tool. */

/** Negative when `a` is older, by numbers: 0.9.0 comes before 0.10.0. Whatever follows the three numbers does not count. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [numbersOf(a), numbersOf(b)];
  for (const at of [0, 1, 2]) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function numbersOf(version: string): readonly number[] {
  return version.split(/[-+]/, 1).join("").split(".").map(Number);
}
