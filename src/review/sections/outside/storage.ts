/** `Storage usage`: what is kept for nothing, and for how long everything is kept. */
import { cell, details, figure, link, paragraph, section, state, table } from "../../document/build.ts";
import type { Block, Cell, Section } from "../../document/document.ts";
import type { ReviewFacts } from "../../review-input.ts";
import { opportunityBlocks } from "../found.ts";
import { count, distinct, sentence } from "../words.ts";
import { usedFeatures } from "../preparation/features.ts";

export function storageSection(facts: ReviewFacts): Section {
  const own = facts.opportunities.filter(({ meta }) => meta.topic === "storage");
  const kept = usedFeatures(facts).filter(({ name }) => kinds.includes(name));
  if (kept.length === 0 && own.length === 0) return section("storage", "Storage usage", [paragraph(whatIsKept(kept))]);
  return section("storage", "Storage usage", [
    paragraph(`${whatIsKept(kept)}${own.length === 0 ? ` ${nothingInVain}` : ""}`),
    ...opportunityBlocks(own.slice(0, mostShown)),
    ...(own.length > mostShown
      ? [details(count(own.length - mostShown, "more place"), opportunityBlocks(own.slice(mostShown)))]
      : []),
    ...cacheLine(facts),
    ...retention(facts),
  ]);
}

function whatIsKept(kept: ReturnType<typeof usedFeatures>): string {
  if (kept.length === 0) return "No audited job keeps caches, workspaces or artifacts.";
  return `${kept.map(({ name, use }) => `${name}: ${use}`).join(". ")}.`;
}

const kinds = ["Caching", "Workspaces", "Artifacts"];
const mostShown = 5;
const nothingInVain = "Nothing of it is kept in vain, as far as the configuration tells.";

/** Those about keys stand with their jobs. */
function cacheLine({ opportunities }: ReviewFacts): readonly Block[] {
  const ids = new Set(["static-cache-key", "volatile-cache-key", "missing-fallback-key"]);
  const own = opportunities.filter(({ meta }) => ids.has(meta.id));
  if (own.length === 0) return [];
  const titles = distinct(own.map(({ meta }) => `\`${meta.id}\``)).join(", ");
  return [paragraph(`Caches that miss or are never renewed: ${count(own.length, "place")}, told with their jobs (${titles}).`)];
}

const limits = [
  { what: "artifacts", key: "artifactDays", usual: 30, wanted: 7 },
  { what: "workspaces", key: "workspaceDays", usual: 15, wanted: 3 },
  { what: "caches", key: "cacheDays", usual: 15, wanted: 7 },
] as const;

function retention({ scene: { facts } }: ReviewFacts): readonly Block[] {
  const answer = facts?.organization?.storageRetention;
  const pieces = [" (", link("persisting data", "https://circleci.com/docs/guides/optimize/persist-data/"), ")."] as const;
  if (answer?.known !== true) {
    const why = answer === undefined ? "CircleCI was not asked" : answer.detail;
    const enough = limits.map(({ what, usual, wanted }) => `${what} ${String(usual)} (${String(wanted)} are enough for most)`);
    return [
      paragraph(`How many days they are kept is not known: ${why}. CircleCI's own limits: ${enough.join(", ")}`, ...pieces),
    ];
  }
  const rows = limits.map(({ what, key, wanted }) => [
    cell(sentence(what)),
    days(answer.value[key], wanted),
    figure(`${String(wanted)} days`, wanted),
  ]);
  return [
    paragraph("For how long the organisation keeps them, and what is enough for most projects", ...pieces),
    ...table(["What", "Now", "Enough"], rows),
  ];
}

function days(now: number | undefined, wanted: number): Cell {
  if (now === undefined) return { content: [state("unknown", "not told")] };
  return { content: [state(now > wanted ? "bad" : "good", `${String(now)} days`)], sort: now };
}
