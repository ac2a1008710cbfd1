/** How many columns a text takes in a terminal. For text in which `plain-text.ts` has made everything visible. */

const zero = /[\p{Mn}\p{Me}\p{Emoji_Modifier}\u1160-\u11ff]/u;

/** Wide and full-width characters by Unicode's East Asian Width, and what is shown as a picture. */
const double =
  /(?![\u{1f1e6}-\u{1f1ff}])[\u1100-\u115f\u2329\u232a\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{16fe0}-\u{18cff}\u{1aff0}-\u{1b2ff}\u{20000}-\u{3fffd}\p{Emoji_Presentation}]/u;

const emojiStyle = "\u{fe0f}";

/** Columns of one code point. */
function widthOf(character: string): number {
  if (character < "\u0300") return 1;
  if (zero.test(character)) return 0;
  return double.test(character) ? 2 : 1;
}

export interface Cell {
  readonly text: string;
  readonly width: number;
  /** UTF-16 units. */
  readonly length: number;
}

/** The code points of a text with what follows each without taking room, such as accents. */
export function cellsOf(text: string): readonly Cell[] {
  const cells: Cell[] = [];
  for (const character of text) {
    const width = widthOf(character);
    const last = cells.at(-1);
    if (width > 0 || last === undefined) cells.push({ text: character, width, length: character.length });
    else {
      // A narrow sign in emoji style is drawn as wide as other pictures.
      const drawn = character === emojiStyle && /\p{Emoji}/u.test(last.text) ? 2 : last.width;
      cells[cells.length - 1] = { text: last.text + character, width: drawn, length: last.length + character.length };
    }
  }
  return cells;
}

export function displayWidth(text: string): number {
  return cellsOf(text).reduce((sum, { width }) => sum + width, 0);
}

/** The text, cut to so many columns, with `…` in the last one when something was cut. */
export function cutTo(text: string, columns: number): string {
  if (displayWidth(text) <= columns) return text;
  let width = 0;
  let kept = "";
  for (const cell of cellsOf(text)) {
    width += cell.width;
    if (width > columns - 1) break;
    kept += cell.text;
  }
  return `${kept.trimEnd()}…`;
}
