/** Answers whose question is no longer asked: nothing that people wrote is lost. */
import type { Answers } from "./answers.ts";
import { section } from "./build.ts";
import type { Block, ReviewDocument } from "./document.ts";

/** The document with a last section for them; itself when there are none. */
export function withKeptAnswers(document: ReviewDocument, { boxes }: Answers): ReviewDocument {
  const asked = new Set(document.sections.flatMap(boxesIn));
  const kept = [...boxes.keys()].filter((id) => !asked.has(id));
  if (kept.length === 0) return document;
  const said: Block = {
    kind: "paragraph",
    content: [
      {
        kind: "prose",
        text: "Their questions are no longer asked, such as those about jobs that are gone. Delete what is no longer needed.",
      },
    ],
  };
  const blocks = kept.map((id): Block => ({ kind: "box", id, question: `Answer to \`${id.replaceAll("`", "'")}\`` }));
  return { ...document, sections: [...document.sections, section("kept-answers", "Kept answers", [said, ...blocks])] };
}

function boxesIn(block: Block): readonly string[] {
  if (block.kind === "box") return [block.id];
  return block.kind === "section" || block.kind === "details" ? block.blocks.flatMap(boxesIn) : [];
}
