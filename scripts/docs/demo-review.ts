/** The example review: of the demo project, with what the fake APIs say of it. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { experts } from "../../rules/experts.ts";
import { rules } from "../../rules/index.ts";
import { readSnapshot } from "../../src/collect/snapshot/read-snapshot.ts";
import { noOrbs } from "../../src/config/orb-lookup.ts";
import { checkoutFacts } from "../../src/lint/checkout-facts.ts";
import { lintWhole } from "../../src/lint/lint.ts";
import { tool } from "../../src/lint/tool.ts";
import { noAnswers } from "../../src/review/document/answers.ts";
import type { ReviewDocument } from "../../src/review/document/document.ts";
import { maskDocument } from "../../src/review/document/mask.ts";
import { permalinks } from "../../src/review/document/permalinks.ts";
import { renderHtml } from "../../src/review/html/render-html.ts";
import { renderMarkdown } from "../../src/review/markdown/render-markdown.ts";
import { reviewDocument, reviewFacts } from "../../src/review/review.ts";
import type { Audit } from "../../src/rule/audit.ts";
import { noRepository } from "../../src/rule/build-audit.ts";
import { defaultSettings } from "../../src/settings/settings.ts";

const folder = "fixtures/projects/demo";
const date = "2026-01-31";
const name = "gh/acme/shop";

/** Path from the root → text. */
export async function demoReviews(root: string): Promise<ReadonlyMap<string, string>> {
  const document = await demoDocument(root);
  // There is no such repository, so that only settings lead anywhere.
  const rendering = { answers: noAnswers, linkOf: permalinks(undefined) };
  return new Map([
    [`${folder}/review.md`, renderMarkdown(document, rendering)],
    [`${folder}/review.html`, await renderHtml(document, rendering)],
  ]);
}

async function demoDocument(root: string): Promise<ReviewDocument> {
  const text = readFileSync(path.join(root, folder, ".circleci/config.yml"), "utf8");
  const answer = readSnapshot(path.join(root, folder, "facts.json"));
  if ("fault" in answer) throw new Error(answer.fault);
  const repositoryOf = (): typeof noRepository => noRepository;
  const joined = checkoutFacts({ snapshot: answer.snapshot, project: name, repositoryOf });
  const audits: Audit[] = [];
  const { report, secrets } = await lintWhole({
    ...{ tool, rules, repositoryOf, orbs: noOrbs, settings: defaultSettings, today: date, facts: joined },
    files: [{ source: { path: ".circleci/config.yml", text }, named: false }],
    follow: () => undefined,
    watch: (audit) => audits.push(audit),
  });
  const scene = { audits, facts: audits[0]?.facts, today: date };
  return maskDocument(reviewDocument(reviewFacts({ scene, report, secrets, experts, name, date })), secrets);
}
