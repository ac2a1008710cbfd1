/** The plan from stored credentials to OIDC as a document of its own. */
import type { Migration } from "../../rule/migration.ts";
import { paragraph, section } from "../document/build.ts";
import type { ReviewDocument, Section } from "../document/document.ts";
import { migrationSection, placeholderBlocks, planTable, referenceBlocks, stepBlocks } from "./plan-blocks.ts";
import { placedSteps } from "./placed-steps.ts";
import { migrationTitle, planIntro } from "./plan-words.ts";

export interface PlanRequest extends Pick<ReviewDocument, "date" | "tool"> {
  /** In order, at least one. */
  readonly migrations: readonly Migration[];
  /** Of the project or the organisation. */
  readonly name: string;
  /** What could not be known, a sentence each. */
  readonly gaps: readonly string[];
}

export function planDocument({ migrations, name, date, tool, gaps }: PlanRequest): ReviewDocument {
  const { first, migrations: placed } = placedSteps(migrations);
  const isOfMany = new Set(migrations.map(({ project }) => project)).size > 1;
  const titleOf = (migration: Migration, index: number): string =>
    `Step ${index + 1} · ${isOfMany ? `${migration.project ?? ""}: ` : ""}${migrationTitle(migration)}`;
  return {
    title: `From stored credentials to OIDC: ${name}`,
    date,
    tool,
    sections: [
      section("oidc-order", "In order", [
        paragraph(planIntro(migrations)),
        ...planTable(migrations),
        ...gaps.map((gap) => paragraph(gap)),
      ]),
      ...filled("oidc-first", "Once, before the first", stepBlocks(first)),
      ...placed.map((each, index) => migrationSection(each, titleOf(each.migration, index), "terraform")),
      ...filled("oidc-placeholders", "What to fill in", placeholderBlocks(migrations)),
      ...filled("oidc-references", "Read on", referenceBlocks(migrations)),
    ],
  };
}

function filled(id: string, title: string, blocks: Section["blocks"]): readonly Section[] {
  return blocks.length === 0 ? [] : [section(id, title, blocks)];
}
