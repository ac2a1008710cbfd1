/** The table of contents: a line for each section, with the parts that are listed in it. */
import type { Block, ReviewDocument, Section } from "../document/document.ts";
import { anchorOf } from "./anchors.ts";
import { plainWords } from "./inline.ts";

/** Somebody who looks for one of hundreds of jobs searches the page. */
const mostParts = 20;

export function contents({ sections }: ReviewDocument): string {
  return sections
    .map((section) => {
      const parts = section.blocks.flatMap(listedIn).map(linkTo);
      const shown = parts.length > mostParts ? [...parts.slice(0, mostParts), `${String(parts.length - mostParts)} more`] : parts;
      return `- ${linkTo(section)}${shown.length === 0 ? "" : `: ${shown.join(", ")}`}`;
    })
    .join("\n");
}

/** The parts of a section, and below them those that ask for it. */
function listedIn(block: Block): readonly Section[] {
  if (block.kind !== "section" || block.isListed === false) return [];
  const deeper = block.blocks.filter((each) => each.kind === "section" && each.isListed === true);
  return [block, ...deeper.flatMap(listedIn)];
}

function linkTo({ id, title }: Section): string {
  return `[${plainWords(title)}](#${anchorOf(id)})`;
}
