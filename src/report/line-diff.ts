/** Which lines of two texts differ. */

export interface DiffLine {
  readonly kind: "same" | "old" | "new";
  readonly text: string;
}

/** Beyond so many different lines the texts are taken to have nothing in common there. */
const mostEdits = 1000;

/** The lines of both in the order of a diff, by Myers's algorithm: as few old and new ones as possible. */
export function diffLines(before: readonly string[], after: readonly string[]): readonly DiffLine[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start += 1;
  let end = 0;
  const most = Math.min(before.length, after.length) - start;
  while (end < most && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1;
  return [
    ...before.slice(0, start).map(same),
    ...middle(before.slice(start, before.length - end), after.slice(start, after.length - end)),
    ...before.slice(before.length - end).map(same),
  ];
}

const same = (text: string): DiffLine => ({ kind: "same", text });
const old = (text: string): DiffLine => ({ kind: "old", text });
const added = (text: string): DiffLine => ({ kind: "new", text });

function middle(before: readonly string[], after: readonly string[]): readonly DiffLine[] {
  const trace = furthestPaths(before, after);
  return trace === undefined ? [...before.map(old), ...after.map(added)] : walkBack(before, after, trace);
}

/** For each number of edits how far along `before` each diagonal gets; undefined when there are too many. */
function furthestPaths(before: readonly string[], after: readonly string[]): readonly Int32Array[] | undefined {
  const limit = Math.min(before.length + after.length, mostEdits);
  const reached = new Int32Array(2 * limit + 3);
  const trace: Int32Array[] = [];
  for (let edits = 0; edits <= limit; edits += 1) {
    trace.push(reached.slice());
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      let x = isDown(reached, limit, diagonal, edits) ? at(reached, limit, diagonal + 1) : at(reached, limit, diagonal - 1) + 1;
      while (x < before.length && x - diagonal < after.length && before[x] === after[x - diagonal]) x += 1;
      reached[limit + 1 + diagonal] = x;
      if (x >= before.length && x - diagonal >= after.length) return trace;
    }
  }
  return undefined;
}

function at(reached: Int32Array, limit: number, diagonal: number): number {
  return reached[limit + 1 + diagonal] ?? 0;
}

/** Whether the best way to a diagonal takes a line of `after`. */
function isDown(reached: Int32Array, limit: number, diagonal: number, edits: number): boolean {
  return diagonal === -edits || (diagonal !== edits && at(reached, limit, diagonal - 1) < at(reached, limit, diagonal + 1));
}

function walkBack(before: readonly string[], after: readonly string[], trace: readonly Int32Array[]): readonly DiffLine[] {
  const limit = Math.min(before.length + after.length, mostEdits);
  const lines: DiffLine[] = [];
  let [x, y] = [before.length, after.length];
  for (let edits = trace.length - 1; edits > 0; edits -= 1) {
    const reached = trace[edits] ?? new Int32Array();
    const down = isDown(reached, limit, x - y, edits);
    const from = at(reached, limit, x - y + (down ? 1 : -1));
    const fromY = from - (x - y + (down ? 1 : -1));
    while (x > from + (down ? 0 : 1) && y > fromY + (down ? 1 : 0)) {
      x -= 1;
      y -= 1;
      lines.push(same(before[x] ?? ""));
    }
    if (down) lines.push(added(after[(y -= 1)] ?? ""));
    else lines.push(old(before[(x -= 1)] ?? ""));
  }
  while (x > 0) lines.push(same(before[(x -= 1)] ?? ""));
  return lines.reverse();
}
