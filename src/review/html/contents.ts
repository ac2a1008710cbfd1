/** The table of contents, and what the document asks of people. */
import type { Block, Box, ReviewDocument, Section, Task } from "../document/document.ts";
import { lineHtml, noLinks } from "./inline.ts";
import { anchorOf } from "./text.ts";

/** Longer lists are closed at first. */
const most = 8;

/** Nested lists of links: to each section and its parts, and to what is listed within these. */
export function contentsHtml(sections: readonly Section[]): string {
  return listOf(sections.map((section) => ({ section, below: section.blocks.filter(isSection).map(entryOf) })));
}

const isSection = (block: Block): block is Section => block.kind === "section";

interface Entry {
  readonly section: Section;
  readonly below: readonly Entry[];
}

function entryOf(section: Section): Entry {
  return { section, below: listedIn(section.blocks) };
}

/** Those that are listed, and those that hold one. */
function listedIn(blocks: readonly Block[]): readonly Entry[] {
  return blocks
    .filter(isSection)
    .map(entryOf)
    .filter(({ section, below }) => section.isListed === true || below.length > 0);
}

function listOf(entries: readonly Entry[]): string {
  return `<ol>\n${entries.map(itemOf).join("\n")}\n</ol>`;
}

function itemOf({ section, below }: Entry): string {
  const link = `<a href="#${anchorOf("section", section.id)}">${withoutLinks(section)}</a>`;
  if (below.length === 0) return `<li>${link}</li>`;
  const list = listOf(below);
  if (below.length <= most) return `<li>${link}\n${list}</li>`;
  return `<li>${link}\n<details><summary>${String(below.length)} entries</summary>\n${list}</details></li>`;
}

/** A link holds no link. */
function withoutLinks({ title }: Section): string {
  return lineHtml(title, noLinks).replaceAll(/<\/?a\b[^>]*>/g, "");
}

/** All boxes and tasks, in order. */
export function asked({ sections }: ReviewDocument): { readonly boxes: readonly Box[]; readonly tasks: readonly Task[] } {
  const all = [...blocksIn(sections)];
  return {
    boxes: all.filter((block) => block.kind === "box"),
    tasks: all.flatMap((block) => (block.kind === "tasks" ? block.items : [])),
  };
}

/** Every block, those within others included. */
export function* blocksIn(blocks: readonly Block[]): Generator<Block> {
  for (const block of blocks) {
    yield block;
    if (block.kind === "section" || block.kind === "details") yield* blocksIn(block.blocks);
  }
}
