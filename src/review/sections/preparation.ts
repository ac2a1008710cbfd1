/** `Preparation`: what people want of the review, what the project uses, and how it has run. */
import { paragraph, section } from "../document/build.ts";
import type { Block, Section } from "../document/document.ts";
import type { ReviewFacts } from "../review-input.ts";
import { featureTable } from "./preparation/features.ts";
import { metricsBlocks } from "./preparation/metrics.ts";
import { worthALook } from "./preparation/worth-a-look.ts";

export function preparationSection(facts: ReviewFacts): Section {
  const [used, wished] = [featureTable(facts), worthALook(facts)];
  return section("preparation", "Preparation", [
    ...boxes,
    section("features", "Features in use", used.length === 0 ? [paragraph("None beyond jobs and workflows.")] : used),
    section(
      "worth-a-look",
      "Features worth a look",
      wished.length === 0 ? [paragraph("Nothing in this project asks for one.")] : wished,
    ),
    section("metrics", "Metrics", metricsBlocks(facts)),
  ]);
}

const boxes: readonly Block[] = [
  {
    kind: "box",
    id: "preparation/goals",
    question: "What should the pipeline do better in three months?",
    hint: "Such as a time until a pull request is checked, a cost a month, or no stored cloud key.",
  },
  {
    kind: "box",
    id: "preparation/pain-points",
    question: "What hurts the people who work with this pipeline?",
    hint: "Such as waiting, flaky tests, reruns, secrets that nobody dares to rotate.",
  },
];
