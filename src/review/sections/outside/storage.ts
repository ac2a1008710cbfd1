/** `Storage usage`: what is kept for nothing, and for how long everything is kept. */
import type { Fetched } from "../../../snapshot/fetched.ts";
import type { StorageRetention } from "../../../snapshot/organization.ts";
import { cell, figure, link, paragraph, section, state, table } from "../../document/build.ts";
import type { Block, Cell, Section } from "../../document/document.ts";
import type { FoundOpportunity, ReviewFacts } from "../../review-input.ts";
import { opportunityBlocks } from "../found.ts";
import { count, distinct } from "../words.ts";
import { usedFeatures } from "../preparation/features.ts";

export function storageSection(facts: ReviewFacts): Section {
  const own = facts.opportunities.filter(({ meta }) => meta.topic === "storage");
  const blocks = [...whatIsKept(facts, own), ...opportunityBlocks(own), ...cacheLine(facts), ...retention(facts)];
  return section("storage", "Storage usage", blocks);
}

const kinds = ["Caching", "Workspaces", "Artifacts"];

function whatIsKept(facts: ReviewFacts, own: readonly FoundOpportunity[]): readonly Block[] {
  const kept = usedFeatures(facts).filter(({ name }) => kinds.includes(name));
  if (kept.length === 0) return [paragraph("No audited job keeps caches, workspaces or artifacts.")];
  if (own.length > 0) return [];
  return [
    paragraph(`Nothing that is kept seems to be kept for nothing. ${kept.map(({ name, use }) => `${name}: ${use}`).join("; ")}.`),
  ];
}

/** Those about keys stand with their jobs. */
function cacheLine({ opportunities }: ReviewFacts): readonly Block[] {
  const ids = new Set(["static-cache-key", "volatile-cache-key", "missing-fallback-key"]);
  const own = opportunities.filter(({ meta }) => ids.has(meta.id));
  if (own.length === 0) return [];
  const titles = distinct(own.map(({ meta }) => `\`${meta.id}\``)).join(", ");
  return [paragraph(`Caches that miss or are never renewed: ${count(own.length, "place")}, told with their jobs (${titles}).`)];
}

const limits = [
  { what: "Artifacts", key: "artifactDays", usual: 30, wanted: 7 },
  { what: "Workspaces", key: "workspaceDays", usual: 15, wanted: 3 },
  { what: "Caches", key: "cacheDays", usual: 15, wanted: 7 },
] as const;

function retention({ scene: { facts } }: ReviewFacts): readonly Block[] {
  const answer = facts?.organization?.storageRetention;
  const known = answer?.known === true ? answer.value : undefined;
  const rows = limits.map(({ what, key, usual, wanted }) => [
    cell(what),
    days(known?.[key], usual, wanted),
    figure(`${String(wanted)} days`, wanted),
  ]);
  return [
    paragraph(
      `For how long things are kept${known === undefined ? ` is not known here (${whyNot(answer)}); CircleCI's own limits are` : ""}, and what is enough for most projects; `,
      link("persisting data", "https://circleci.com/docs/guides/optimize/persist-data/"),
      " tells where it is set:",
    ),
    ...table(["What", known === undefined ? "CircleCI's limit" : "Now", "Enough"], rows),
  ];
}

function days(now: number | undefined, usual: number, wanted: number): Cell {
  const text = `${String(now ?? usual)} days`;
  if (now === undefined) return figure(text, usual);
  return { content: [state(now > wanted ? "bad" : "good", text)], sort: now };
}

function whyNot(answer: Fetched<StorageRetention> | undefined): string {
  return answer === undefined || answer.known ? "CircleCI was not asked" : answer.detail;
}
