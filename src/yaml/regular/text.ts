/** What scalars over several lines, or with escapes, are read as. Texts here have no carriage returns. */

const escapes: Readonly<Record<string, string>> = {
  ...{ "0": "\0", a: "\u0007", b: "\b", e: "\u001B", f: "\f", n: "\n", r: "\r", t: "\t", v: "\v" },
  ...{ N: "\u0085", _: "\u00A0", L: "\u2028", P: "\u2029", " ": " ", '"': '"', "/": "/", "\\": "\\", "\t": "\t" },
};
const hexDigits: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };
const lastCodePoint = 0x10ffff;
const foldOrEscape = /[\\\n]/g;
const blankSpace = /[ \t\n]*/y;
const indentation = /[ \t]*/y;

/** Plain and single-quoted lines: white space around line breaks goes, one break is a space, of several the first goes. */
export function foldLines(source: string): string {
  const lines = source.split("\n");
  const last = lines.length - 1;
  let text = "";
  let breaks = 0;
  lines.forEach((line, index) => {
    const start = index === 0 ? 0 : spanAt(indentation, line, 0);
    const content = line.slice(start, index === last ? undefined : endWithoutSpace(line, start));
    if (index > 0) breaks += 1;
    if (content === "" && index > 0 && index < last) return;
    text += folded(breaks) + content;
    breaks = 0;
  });
  return text;
}

function folded(breaks: number): string {
  return breaks === 1 ? " " : "\n".repeat(Math.max(0, breaks - 1));
}

/** How many characters a sticky pattern takes at a place. */
function spanAt(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0].length ?? 0;
}

function endWithoutSpace(line: string, start: number): number {
  let end = line.length;
  while (end > start && (line[end - 1] === " " || line[end - 1] === "\t")) end -= 1;
  return end;
}

/** The content between double quotes; undefined when an escape is not valid. */
export function unescape(source: string): string | undefined {
  let text = "";
  let from = 0;
  for (;;) {
    foldOrEscape.lastIndex = from;
    const at = foldOrEscape.exec(source)?.index;
    const plain = source.slice(from, at);
    if (at === undefined) return text + plain;
    if (source[at] === "\n") {
      from = at + spanAt(blankSpace, source, at);
      text += plain.slice(0, endWithoutSpace(plain, 0)) + folded(source.slice(at, from).split("\n").length - 1);
    } else {
      const escaped = escapeAt(source, at);
      if (escaped === undefined) return undefined;
      text += plain + escaped.text;
      from = at + escaped.length;
    }
  }
}

/** What an escape stands for, and how long it is. */
function escapeAt(source: string, at: number): { readonly text: string; readonly length: number } | undefined {
  const code = source[at + 1] ?? "";
  // An escaped line break is nothing, and so is the indentation after it.
  if (code === "\n") return { text: "", length: 2 + spanAt(indentation, source, at + 2) };
  const count = hexDigits[code];
  if (count === undefined) {
    const text = escapes[code];
    return text === undefined ? undefined : { text, length: 2 };
  }
  const digits = source.slice(at + 2, at + 2 + count);
  const point = digits.length === count && /^[\da-fA-F]+$/.test(digits) ? Number.parseInt(digits, 16) : lastCodePoint + 1;
  return point > lastCodePoint ? undefined : { text: String.fromCodePoint(point), length: 2 + count };
}

/** A literal block scalar without its indentation. */
export function literalText(source: string, width: number, chomping: string): string {
  const lines = source.split("\n").map((line) => line.slice(width));
  const text = lines.join("\n");
  const hasBreak = text.endsWith("\n");
  if (chomping === "-") return hasBreak ? text.slice(0, -1) : text;
  return hasBreak ? text : `${text}\n`;
}

/** A folded block scalar: lines that are indented more, and those beside them, keep all line breaks. */
export function foldedText(source: string, width: number, chomping: string): string {
  let text = "";
  let breaks = 0;
  let isFirst = true;
  let wasMore = false;
  for (const line of source.split("\n")) {
    const content = line.slice(width);
    if (content !== "") {
      const isMore = content.startsWith(" ") || content.startsWith("\t");
      text += (isFirst || isMore || wasMore ? "\n".repeat(breaks) : folded(breaks)) + content;
      [breaks, isFirst, wasMore] = [0, false, isMore];
    }
    breaks += 1;
  }
  // The last line has no break of its own.
  const kept = Math.max(1, breaks - 1);
  return chomping === "-" ? text : text + "\n".repeat(chomping === "+" ? kept : 1);
}
