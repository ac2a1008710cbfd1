/** The jobs in tables: those with a block of their own, and those about which there is nothing to say. */
import { severities } from "../../../finding/severity.ts";
import type { Severity } from "../../../finding/severity.ts";
import { quote } from "../../../source/quote.ts";
import { cell, details, figure, jump, paragraph, place, severity, table } from "../../document/build.ts";
import type { Block, Cell } from "../../document/document.ts";
import type { JobUnit } from "../../outline/job-units.ts";
import type { ReviewFacts } from "../../review-input.ts";
import { worstFirst } from "../found.ts";
import { count, distinct, quoted } from "../words.ts";
import { classWords, imageName, isUnseen } from "./environment-words.ts";

export function worstOf({ findings }: Pick<JobUnit, "findings">): Severity | undefined {
  return worstFirst(findings)[0]?.severity;
}

/** Its colour in a diagram. What was not looked at is not said to be without findings. */
export function shadeOf(unit: JobUnit): Severity | "none" | undefined {
  return worstOf(unit) ?? (unit.runs.every(isUnseen) ? undefined : "none");
}

const manyQuiet = 15;

/** Below this the blocks are an overview themselves. */
const fewBlocks = 4;

/** The worst first, with jumps. */
export function overview(units: readonly JobUnit[], { inventory }: ReviewFacts): readonly Block[] {
  if (units.length < fewBlocks) return [];
  const rows = units
    .toSorted(byWeight)
    .map((unit): readonly Cell[] => [
      cell(jump(unit.name, unit.id)),
      cell(workflowNames(unit)),
      cell(imageName(unit, inventory)),
      cell(classWords(unit)),
      findingsCell(unit),
      figure(unit.opportunities.length === 0 ? "–" : String(unit.opportunities.length), unit.opportunities.length),
    ]);
  const right = { align: "right" } as const;
  return table(["Job", "Workflows", "Runs on", "Class", "Findings", { title: "Opportunities", ...right }], rows);
}

function byWeight(a: JobUnit, b: JobUnit): number {
  return rankOf(a) - rankOf(b) || b.findings.length - a.findings.length;
}

function rankOf(unit: JobUnit): number {
  const worst = worstOf(unit);
  return worst === undefined ? severities.length : severities.indexOf(worst);
}

function findingsCell(unit: JobUnit): Cell {
  const worst = worstOf(unit);
  if (worst === undefined) return figure("–", 0);
  const { length } = unit.findings;
  const content = length === 1 ? cell(severity(worst)) : cell(`${String(length)}, worst `, severity(worst));
  return { ...content, sort: (severities.length - rankOf(unit)) * 1000 + length };
}

function workflowNames({ runs }: JobUnit): string {
  return quoted(distinct(runs.flatMap(({ workflow }) => workflow?.name ?? [])), 2);
}

export function quietTable(units: readonly JobUnit[], { inventory }: ReviewFacts): readonly Block[] {
  if (units.length === 0) return [];
  const rows = units.map((unit) => [
    cell(quote(unit.name)),
    cell(workflowNames(unit)),
    cell(imageName(unit, inventory)),
    cell(classWords(unit)),
    cell(place(unit.at)),
  ]);
  const title = `${count(units.length, "job")} about which there is nothing else to say${unseenInWords(units)}`;
  const blocks = table(["Job", "Workflows", "Runs on", "Class", "Defined"], rows);
  return units.length > manyQuiet ? [details(title, blocks)] : [paragraph(`${title}:`), ...blocks];
}

/** Of whom no news is no good news. */
function unseenInWords(units: readonly JobUnit[]): string {
  const unseen = units.filter(({ runs }) => runs.every(isUnseen)).length;
  if (unseen === 0) return "";
  const whose =
    unseen === units.length ? (unseen === 1 ? "it is" : "all are") : `${String(unseen)} of them ${unseen === 1 ? "is" : "are"}`;
  return `; ${whose} of orbs whose source is not at hand, so what happens inside is not known`;
}
