/** The workflow review: a block for each workflow. */
import { paragraph, section } from "../document/build.ts";
import type { Section } from "../document/document.ts";
import { outlineOf } from "../outline/outline.ts";
import type { ReviewFacts } from "../review-input.ts";
import { workflowBlock } from "./workflows/block.ts";

export function workflowsSection(facts: ReviewFacts): Section {
  const { workflows } = outlineOf(facts);
  if (workflows.length === 0) return section("workflows", "Workflow review", [paragraph("No workflow could be read.")]);
  return section(
    "workflows",
    "Workflow review",
    workflows.map((unit) => workflowBlock(unit, facts)),
  );
}
