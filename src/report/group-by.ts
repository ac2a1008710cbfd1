/** Grouping (Node 20 has no `Map.groupBy`) and telling repeats apart. */

/** Groups in the order of their first element, elements in the order given. */
export function groupBy<T>(elements: Iterable<T>, keyOf: (element: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const element of elements) {
    const key = keyOf(element);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [element]);
    else group.push(element);
  }
  return groups;
}

/** The same names, but each later one of equal names with its number: `a`, `a #2`. */
export function numberRepeats(names: readonly string[]): readonly string[] {
  const seen = new Map<string, number>();
  return names.map((name) => {
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name} #${count}`;
  });
}
