/** How wide text may become in any of the fonts that the page asks for, without a font at hand. */

/** Hundredths of an em in DejaVu Sans, the widest of them. */
const widths: ReadonlyMap<string, number> = new Map(
  Object.entries({
    28: "'ijl",
    32: "IJ ,.",
    36: "/:;\\|f",
    42: "-()[]t!r",
    50: '"*_`',
    56: "sz?cL",
    60: "Fkvxy",
    64: "PTYaeo0123456789$ESbdghnpqu{}",
    70: "KABVXZCR",
    79: "UNH&DGOQ",
    87: "w#+<=>^~M",
    100: "%mW@",
  }).flatMap(([width, characters]) => [...characters].map((character) => [character, Number(width)] as const)),
);

/** In pixels. */
export function widthOf(text: string, size: number): number {
  let hundredths = 0;
  for (const character of text) hundredths += widths.get(character) ?? (character < "\u{2000}" ? 85 : 125);
  return (hundredths * size) / 100;
}

/** At most that wide: the middle gives way, for names differ at their ends. */
export function shortened(text: string, size: number, most: number): string {
  if (text.length * size * 0.28 <= most && widthOf(text, size) <= most) return text;
  const characters = [...text.slice(0, 200), ...(text.length > 200 ? text.slice(-200) : "")];
  let kept = characters.length - 1;
  while (kept > 1 && widthOf(joined(characters, kept), size) > most) kept -= 1;
  return joined(characters, kept);
}

function joined(characters: readonly string[], kept: number): string {
  const tail = Math.floor(kept * 0.4);
  return `${characters.slice(0, kept - tail).join("")}…${tail === 0 ? "" : characters.slice(-tail).join("")}`;
}
