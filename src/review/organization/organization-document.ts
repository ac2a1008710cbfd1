/** The index of an organisation's reviews: all projects, and what they have in common. */
import type { CoverageNote, Problem } from "../../finding/report.ts";
import { severities } from "../../finding/severity.ts";
import { cell, details, figure, line, list, page, paragraph, section, strong, table } from "../document/build.ts";
import type { Block, Cell, ReviewDocument, Section } from "../document/document.ts";
import { plural } from "../../report/tally.ts";
import { commonSection } from "./common.ts";
import { linked } from "./linked.ts";
import type { ProjectRow } from "./project-row.ts";

export interface OrganizationReview {
  /** Slug of the organisation. */
  readonly organization: string;
  readonly date: string | undefined;
  readonly tool: ReviewDocument["tool"];
  readonly rows: readonly ProjectRow[];
  /** What is not known of the organisation as a whole. */
  readonly coverage: readonly CoverageNote[];
  readonly problems: readonly Problem[];
}

export function organizationDocument(review: OrganizationReview): ReviewDocument {
  const rows = review.rows.toSorted(worstFirst);
  return {
    title: `CI configuration reviews of ${review.organization}`,
    date: review.date,
    tool: review.tool,
    sections: [summarySection({ ...review, rows }), commonSection(rows), projectsSection(rows), ...unknownSections(review)],
  };
}

function worstFirst(a: ProjectRow, b: ProjectRow): number {
  for (const severity of severities) {
    if (a.counts[severity] !== b.counts[severity]) return b.counts[severity] - a.counts[severity];
  }
  return a.name < b.name ? -1 : 1;
}

function summarySection({ rows }: OrganizationReview): Section {
  const total = (of: (row: ProjectRow) => number): number => rows.reduce((sum, row) => sum + of(row), 0);
  const bad = rows.filter(({ counts }) => counts.critical + counts.high > 0);
  const counts = severities
    .map((severity) => ({ severity, count: total((row) => row.counts[severity]) }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => `${String(count)} ${severity}`);
  const found = counts.length === 0 ? "no findings" : `findings: ${counts.join(", ")}`;
  const broken = rows.filter(({ isComplete }) => !isComplete);
  return section("summary", "Summary", [
    paragraph(
      strong(plural(rows.length, "project")),
      `, ${plural(
        total(({ jobs }) => jobs),
        "job",
      )}; ${found}.`,
    ),
    ...(bad.length === 0 ? [] : [paragraph(`Worst: `, ...linked(bad, 10), ".")]),
    ...(broken.length === 0 ? [] : [paragraph("Could not be read whole: ", ...linked(broken, 10), ".")]),
  ]);
}

const right = (title: string): { readonly title: string; readonly align: "right" } => ({ title, align: "right" });

function projectsSection(rows: readonly ProjectRow[]): Section {
  const shown = severities.filter((severity) => rows.some(({ counts }) => counts[severity] > 0));
  const columns = ["Project", ...shown.map((severity) => right(titled(severity))), ...others.map(right)];
  const number = (count: number): Cell => figure(count === 0 ? "–" : String(count), count);
  const cells = rows.map((row) => [
    cell(page(`\`${row.name}\``, row.page)),
    ...shown.map((severity) => number(row.counts[severity])),
    ...[row.migrations.length, row.opportunities, row.unknown].map(number),
  ]);
  return section("projects", "Projects", [
    ...table(columns, cells),
    ...(rows.length === 0 ? [paragraph("Nothing is known of any project.")] : []),
  ]);
}

const others = ["Static credentials", "Opportunities", "Not known"];

function titled(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function unknownSections({ coverage, problems }: OrganizationReview): readonly Section[] {
  const said = new Set([
    ...problems.map(({ message }) => message),
    ...coverage.filter(({ status }) => status === "unknown" || status === "failed").map(noteText),
  ]);
  const lines = [...said].map((text) => line(text));
  if (lines.length === 0) return [];
  const most = 20;
  const rest: readonly Block[] =
    lines.length > most ? [details(`${String(lines.length - most)} more`, [list(lines.slice(most))])] : [];
  return [section("unknown", "Not known", [list(lines.slice(0, most)), ...rest])];
}

function noteText({ source = "", ruleId = "", reason = "" }: CoverageNote): string {
  return `${source === "" ? ruleId : source}: ${reason}`;
}
