/**
 * Stands for `string-width` in the bundle: what that package prepares when it is loaded, a grapheme segmenter, takes longer than a
 * whole audit of a small file.
 */
import { stripVTControlCharacters } from "node:util";
import { displayWidth } from "../../src/report/pretty/display-width.ts";

/**
 * The name and shape are those of the package that it stands for.
 * @param {string} text
 */
// oxlint-disable-next-line import/no-default-export
export default function stringWidth(text) {
  return displayWidth(stripVTControlCharacters(text));
}
