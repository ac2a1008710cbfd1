/** Cuts a long text into overlapping windows, for detectors whose work grows faster than their input. */

export interface TextWindow {
  /** Offset of the window in the whole text. */
  readonly start: number;
  readonly text: string;
}

/** The detector compares every match of a text with every other; a window this size holds too few for that to matter. */
const windowSize = 16 * 1024;
/** Longer than any token, so that each lies whole in some window. */
const overlap = 2 * 1024;

/** The whole text when it is short. Windows end at white space where there is some, so that no token is cut. */
export function windowsOf(text: string): readonly TextWindow[] {
  const windows: TextWindow[] = [];
  let start = 0;
  while (text.length - start > windowSize) {
    const end = start + windowSize;
    const tail = text.slice(end - overlap, end);
    const cut = end - overlap + (tail.search(/\s\S*$/) + 1 || overlap);
    windows.push({ start, text: text.slice(start, cut) });
    start = cut - overlap;
  }
  windows.push({ start, text: text.slice(start) });
  return windows;
}
