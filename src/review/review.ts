/** Facts and findings → the review as a document. Pure: the same input gives the same document. */
import type { ReviewDocument } from "./document/document.ts";
import { mergeOpportunities } from "./merge-opportunities.ts";
import type { FoundOpportunity, ReviewFacts, ReviewRequest } from "./review-input.ts";
import { figuresOf } from "./outline/job-figures.ts";
import { finaliseSection } from "./sections/finalise.ts";
import { insideSection } from "./sections/inside.ts";
import { jobsSection } from "./sections/jobs.ts";
import { outsideSection } from "./sections/outside.ts";
import { pictureSection } from "./sections/picture.ts";
import { preparationSection } from "./sections/preparation.ts";
import { summarySection } from "./sections/summary.ts";
import { workflowsSection } from "./sections/workflows.ts";

/** Asks the experts. */
export function reviewFacts({ experts, ...request }: ReviewRequest): ReviewFacts {
  const { scene } = request;
  return {
    ...request,
    opportunities: opportunitiesOf(scene, experts),
    migrations: experts.migrations(scene),
    register: experts.secrets(scene),
    settings: experts.settings(scene),
    inventory: experts.inventory(scene),
  };
}

function opportunitiesOf(
  scene: ReviewRequest["scene"],
  { opportunities }: ReviewRequest["experts"],
): readonly FoundOpportunity[] {
  const asked = opportunities.filter(({ meta }) => scene.facts !== undefined || meta.data !== "snapshot");
  return asked.flatMap(({ meta, find }) => {
    const { gain, effort, batch, advice } = meta;
    return mergeOpportunities([...find(scene)].map((found) => ({ gain, effort, batch, advice, ...found, meta }))).filter(
      (found) => isWorthTelling(found, scene),
    );
  });
}

/** What makes a job quicker is worth its work where the job is not among the quick ones of its workflow, as far as that is known. */
function isWorthTelling({ meta, runs = [] }: FoundOpportunity, scene: ReviewRequest["scene"]): boolean {
  if (meta.topic !== "duration" || runs.length === 0) return true;
  const { isSlow } = figuresOf({ scene });
  return runs.some((run) => isSlow(run) !== false);
}

export function reviewDocument(facts: ReviewFacts): ReviewDocument {
  return {
    title: `CI configuration review of ${facts.name}`,
    date: facts.date,
    sections: [
      summarySection(facts),
      preparationSection(facts),
      pictureSection(facts),
      jobsSection(facts),
      workflowsSection(facts),
      insideSection(facts),
      outsideSection(facts),
      finaliseSection(facts),
    ],
    tool: facts.report.tool,
  };
}
