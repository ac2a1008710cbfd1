/** All documents that the review rests on, each once. */
import { details, line, link, list } from "../../document/build.ts";
import type { Block } from "../../document/document.ts";
import type { ReviewFacts } from "../../review-input.ts";
import { count } from "../words.ts";

interface Reference {
  readonly title: string;
  readonly url: string;
}

/** Nothing when nothing was found. */
export function linksSection({ report, opportunities, migrations }: ReviewFacts): readonly Block[] {
  const found = new Set(report.findings.map(({ ruleId }) => ruleId));
  const all: readonly Reference[] = [
    ...report.rules.filter(({ id }) => found.has(id)).flatMap(({ references }) => references),
    ...opportunities.flatMap(({ meta }) => meta.references),
    ...migrations.flatMap(({ references }) => references),
  ];
  const byUrl = new Map<string, Reference>();
  for (const reference of all) if (!byUrl.has(reference.url)) byUrl.set(reference.url, reference);
  const sorted = [...byUrl.values()].toSorted((a, b) =>
    a.title < b.title ? -1 : a.title > b.title ? 1 : a.url < b.url ? -1 : 1,
  );
  if (sorted.length === 0) return [];
  return [
    details(`${count(sorted.length, "document")} that this review rests on`, [
      list(sorted.map(({ title, url }) => line(link(title, url)))),
    ]),
  ];
}
