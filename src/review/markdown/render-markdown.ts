/** A review as GitHub-flavoured markdown, as GitHub, GitLab and others show it. */
import { paragraph } from "../../report/markdown-text.ts";
import type { ReviewDocument } from "../document/document.ts";
import { withKeptAnswers } from "../document/kept-answers.ts";
import { documentMark } from "../document/marks.ts";
import type { Rendering } from "../document/rendering.ts";
import { renderBlocks } from "./blocks.ts";
import { contents } from "./contents.ts";

export function renderMarkdown(given: ReviewDocument, rendering: Rendering): string {
  const document = withKeptAnswers(given, rendering.answers);
  const { title, date, tool, sections } = document;
  const made = `Made${date === undefined ? "" : ` on ${date}`} by ${tool.name} ${tool.version}.`;
  const blocks = [
    documentMark,
    `# ${paragraph(title)}`,
    paragraph(`${made} What people write between the comments of a box, and what they tick, is kept when it is made again.`),
    contents(document),
    ...renderBlocks(sections, 2, rendering),
  ];
  return `${blocks.join("\n\n")}\n`;
}
