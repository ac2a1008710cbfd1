/** What a review is made from, of configurations given as texts. */
import { experts } from "../../rules/experts.ts";
import { rules } from "../../rules/index.ts";
import { noOrbs } from "../../src/config/orb-lookup.ts";
import { lintWhole } from "../../src/lint/lint.ts";
import type { Block, Inline, ReviewDocument } from "../../src/review/document/document.ts";
import { reviewDocument, reviewFacts } from "../../src/review/review.ts";
import type { ReviewFacts, ReviewRequest } from "../../src/review/review-input.ts";
import type { Audit } from "../../src/rule/audit.ts";
import { defaultSettings } from "../../src/settings/settings.ts";
import type { ProjectFacts } from "../../src/snapshot/project-facts.ts";

export async function factsOf(
  files: Readonly<Record<string, string>> | string,
  facts?: ProjectFacts,
  more: Partial<ReviewRequest> = {},
): Promise<ReviewFacts> {
  const audits: Audit[] = [];
  const all = typeof files === "string" ? { ".circleci/config.yml": files } : files;
  const { report, secrets } = await lintWhole({
    tool: { name: "circleci-secaudit", version: "0.0.0" },
    rules,
    files: Object.entries(all).map(([path, text]) => ({ source: { path, text }, named: false })),
    follow: () => undefined,
    orbs: noOrbs,
    facts: facts && { of: () => facts, projects: [facts] },
    repositoryOf: () => ({ hasFile: () => "unknown", project: facts?.project.address }),
    settings: defaultSettings,
    today: "2026-01-31",
    watch: (audit) => audits.push(audit),
  });
  const scene = { audits, facts, today: "2026-01-31" };
  return reviewFacts({ scene, report, secrets, experts, name: "gh/acme/app", date: "2026-01-31", ...more });
}

export async function documentOf(...given: Parameters<typeof factsOf>): Promise<ReviewDocument> {
  return reviewDocument(await factsOf(...given));
}

/** Every block, those within others too, in the order of the document. */
export function* blocksOf(blocks: readonly Block[]): Iterable<Block> {
  for (const block of blocks) {
    yield block;
    if (block.kind === "section" || block.kind === "details") yield* blocksOf(block.blocks);
  }
}

export function* inlinesOf(blocks: readonly Block[]): Iterable<Inline> {
  for (const block of blocksOf(blocks)) {
    if (block.kind === "section") yield* block.title;
    else if (block.kind === "paragraph") yield* block.content;
    else if (block.kind === "list") for (const item of block.items) yield* item;
    else if (block.kind === "tasks") for (const { content } of block.items) yield* content;
    else if (block.kind === "details") yield* block.summary;
    else if (block.kind === "table") for (const row of block.rows) for (const { content } of row) yield* content;
  }
}
