/** Finds the comment of a line, in YAML and in the scripts that stand in it. */

/** A quoted text begins where a word begins, or right behind another: the apostrophe of `don't` opens nothing. */
const beforeQuote = /[\s=:([{,'"]/;

/**
 * Offset of the `#` that begins the line's comment, or -1. It stands at the start of the line or after white space, and in no text
 * that is quoted on this line; a quote that is not closed on the line counts as a character like any other.
 */
export function commentStart(line: string): number {
  let at = 0;
  while (at < line.length) {
    const character = line.charAt(at);
    const before = at === 0 ? " " : line.charAt(at - 1);
    if (character === "#" && /\s/.test(before)) return at;
    const opens = (character === '"' || character === "'") && beforeQuote.test(before);
    const close = opens ? closingQuote(line, at) : -1;
    at = close === -1 ? at + 1 : close + 1;
  }
  return -1;
}

function closingQuote(line: string, open: number): number {
  const quote = line.charAt(open);
  for (let at = open + 1; at < line.length; at++) {
    if (line[at] === "\\" && quote === '"') at += 1;
    else if (line[at] === quote) return at;
  }
  return -1;
}
