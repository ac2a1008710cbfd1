/** A plan as markdown that is read at a terminal as well as on a page: no contents, no marks for answers. */
import { paragraph } from "../../report/markdown-text.ts";
import { noAnswers } from "../document/answers.ts";
import type { ReviewDocument } from "../document/document.ts";
import type { LinkOf } from "../document/rendering.ts";
import { renderBlocks } from "../markdown/blocks.ts";

export function renderPlan({ title, date, tool, sections }: ReviewDocument, linkOf: LinkOf): string {
  const made = `Made by ${tool.name} ${tool.version}${date === undefined ? "" : `, from what the APIs said on ${date}`}.`;
  const blocks = [`# ${paragraph(title)}`, paragraph(made), ...renderBlocks(sections, 2, { answers: noAnswers, linkOf })];
  return `${blocks.join("\n\n")}\n`;
}
