/** Paragraphs in the terminal: wrapped, with what stands between backticks set apart. */
import { visibleProse } from "../plain-text.ts";
import { displayWidth } from "./display-width.ts";
import type { Paint } from "./paint.ts";

interface Word {
  readonly shown: string;
  readonly width: number;
}

/** Lines of at most `columns` columns; only a single longer word may stand out. */
export function wrapProse(text: string, columns: number, paint: Paint): readonly string[] {
  const lines: string[] = [];
  let line = "";
  let used = 0;
  for (const { shown, width } of wordsOf(visibleProse(text), paint)) {
    if (used > 0 && used + 1 + width > columns) {
      lines.push(line);
      line = "";
      used = 0;
    }
    line += used === 0 ? shown : ` ${shown}`;
    used += used === 0 ? width : width + 1;
  }
  return used === 0 ? lines : [...lines, line];
}

/** Words as they are shown. With colour, code is coloured and its backticks are left out. */
function wordsOf(text: string, paint: Paint): readonly Word[] {
  const paired = text.split("`").length % 2 === 1;
  const tick = paint.colour && paired ? "" : "`";
  const words: Word[] = [];
  let code = false;
  for (const raw of text.split(" ")) {
    const pieces = raw.split("`").map((piece, at) => {
      if (at > 0) code = !code;
      return code && paired && piece !== "" ? paint.code(piece) : piece;
    });
    const width = displayWidth(raw.replaceAll("`", tick));
    if (width > 0) words.push({ shown: pieces.join(tick), width });
  }
  return words;
}

/** Each line after so many spaces. */
export function indent(lines: readonly string[], columns: number): readonly string[] {
  const space = " ".repeat(columns);
  return lines.map((line) => (line === "" ? "" : space + line));
}

/** Columns in front of labelled text. */
export const labelWidth = 8;

/** `Why    text that goes on` / `       below itself`. */
export function labelled(label: string, lines: readonly string[], paint: Paint): readonly string[] {
  const first = paint.bold(label) + " ".repeat(labelWidth - label.length);
  return lines.map((line, at) => (at === 0 ? first : " ".repeat(labelWidth)) + line);
}
