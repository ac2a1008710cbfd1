/** The order in which jobs can start. */

/** Everything after what it waits for; what stands in a cycle, which CircleCI refuses, is left out. */
export function wavesOf<T>(nodes: readonly T[], before: (node: T) => readonly T[]): readonly T[] {
  const waiting = new Map<T, number>();
  const after = new Map<T, T[]>();
  for (const node of nodes) {
    waiting.set(node, before(node).length);
    for (const required of before(node)) {
      const known = after.get(required);
      if (known === undefined) after.set(required, [node]);
      else known.push(node);
    }
  }
  const order = nodes.filter((node) => before(node).length === 0);
  for (const node of order) {
    for (const next of after.get(node) ?? []) {
      const left = (waiting.get(next) ?? 0) - 1;
      waiting.set(next, left);
      if (left === 0) order.push(next);
    }
  }
  return order;
}
