/**
 * How a scalar's text stands in its file, as runs: stretches of text that are written character by character, and single
 * characters that are written otherwise (an escape, a folded line break).
 */

/** A list under construction: `[text offset, file start, file end]` for each run, flattened. */
export interface RunList {
  readonly values: number[];
  /** Length of the text covered so far. */
  length: number;
}

const stride = 3;

/** Adds a run of `length` characters of text written at `start` to `end`. */
export function addRun(list: RunList, length: number, start: number, end: number): void {
  if (length === 0) return;
  list.values.push(list.length, start, end);
  list.length += length;
}

/** Adds text that stands in the file as it is. */
export function addVerbatim(list: RunList, start: number, end: number): void {
  addRun(list, Math.max(0, end - start), start, end);
}

/** The list, closed by an empty run at its end. */
export function toArray(list: RunList, end: number): Int32Array {
  return Int32Array.from([...list.values, list.length, end, end]);
}

/** Where the character at `offset` starts in the file. */
export function startOfCharacter(runs: Int32Array, offset: number): number {
  const run = runAt(runs, offset);
  return Math.min((runs[run + 1] ?? 0) + offset - (runs[run] ?? 0), runs[run + 2] ?? 0);
}

/** Where it ends. */
export function endOfCharacter(runs: Int32Array, offset: number): number {
  const run = runAt(runs, offset);
  const end = runs[run + 2] ?? 0;
  // The last character of a run reaches to its end, however many characters it is written with.
  return runs[run + stride] === offset + 1 ? end : Math.min((runs[run + 1] ?? 0) + offset + 1 - (runs[run] ?? 0), end);
}

/** The index of the run that holds an offset of the text. */
function runAt(runs: Int32Array, offset: number): number {
  let low = 0;
  let high = runs.length / stride - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((runs[middle * stride] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low * stride;
}
