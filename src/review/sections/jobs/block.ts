/** The block of one job. */
import { groupBy } from "../../../report/group-by.ts";
import type { Topic } from "../../../rule/opportunity.ts";
import { quote } from "../../../source/quote.ts";
import { jump, line, paragraph, strong } from "../../document/build.ts";
import type { Block, Section } from "../../document/document.ts";
import type { JobUnit } from "../../outline/job-units.ts";
import { outlineOf } from "../../outline/outline.ts";
import type { ReviewFacts } from "../../review-input.ts";
import { findingBlocks, opportunityBlocks } from "../found.ts";
import { count, distinct } from "../words.ts";
import { jobFacts } from "./facts.ts";

const topics: readonly (readonly [Topic, string])[] = [
  ["general", "General"],
  ["environment", "Environment"],
  ["duration", "Duration"],
];

export function jobBlock(unit: JobUnit, facts: ReviewFacts): Section {
  return {
    kind: "section",
    id: unit.id,
    title: line(quote(unit.name)),
    blocks: [
      jobFacts(unit, facts),
      ...findingBlocks(unit.findings),
      ...topics.flatMap(([topic, title]) => topicBlocks(unit, topic, title)),
      ...sharedBlocks(unit, facts),
    ],
  };
}

function topicBlocks({ opportunities }: JobUnit, topic: Topic, title: string): readonly Block[] {
  const found = opportunities.filter(({ meta }) => meta.topic === topic);
  return found.length === 0 ? [] : [paragraph(strong(title)), ...opportunityBlocks(found)];
}

/** What is told once for several jobs: where. */
function sharedBlocks({ sharedFindings, sharedOpportunities }: JobUnit, facts: ReviewFacts): readonly Block[] {
  const { homeOf } = outlineOf(facts);
  const findings = [...groupBy(sharedFindings, homeOf)].map(([home, all]) => jump(count(all.length, "finding"), home));
  const opportunities = [...groupBy(sharedOpportunities, homeOf)].map(([home, all]) => {
    const titles = distinct(all.map(({ meta }) => meta.title.charAt(0).toLowerCase() + meta.title.slice(1)));
    return jump(titles.join("; "), home);
  });
  const parts = [...findings, ...opportunities];
  if (parts.length === 0) return [];
  return [paragraph("Shared with other jobs: ", ...parts.flatMap((part, index) => (index === 0 ? [part] : ["; ", part])), ".")];
}
