/** A review as GitHub-flavoured markdown. */
import { codeSpan, fence, link, paragraph } from "../../report/markdown-text.ts";
import { reference } from "../../report/places.ts";
import type { Block, Inline, Line, ReviewDocument } from "../document/document.ts";

export function renderMarkdown(document: ReviewDocument): string {
  return `${[`# ${paragraph(document.title)}`, ...document.sections.map((each) => block(each, 2))].join("\n\n")}\n`;
}

function block(part: Block, level: number): string {
  switch (part.kind) {
    case "section":
      return [`${"#".repeat(level)} ${words(part.title)}`, ...part.blocks.map((each) => block(each, level + 1))].join("\n\n");
    case "paragraph":
      return words(part.content);
    case "list":
      return part.items.map((item) => `- ${words(item)}`).join("\n");
    case "code":
      return fence(part.text, part.language);
    default:
      return part.kind;
  }
}

function words(line: Line): string {
  return line.map(inline).join("");
}

function inline(piece: Inline): string {
  switch (piece.kind) {
    case "code":
      return codeSpan(piece.text);
    case "link":
      return link(paragraph(piece.text), piece.url);
    case "place":
      return codeSpan(reference(piece.at));
    case "severity":
      return piece.severity;
    default:
      return paragraph(piece.text);
  }
}
