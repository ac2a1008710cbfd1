/** What CircleCI measured of a job: how long it takes and what it uses of its class. */
import type { JobUsage } from "../../../snapshot/metrics.ts";
import { quote } from "../../../source/quote.ts";
import { line, strong } from "../../document/build.ts";
import type { Block, Line } from "../../document/document.ts";
import { bandOf, figuresOf, healthyBand } from "../../outline/job-figures.ts";
import type { JobUnit } from "../../outline/job-units.ts";
import { outlineOf } from "../../outline/outline.ts";
import type { ReviewFacts } from "../../review-input.ts";
import { durationWords } from "../summary/figures.ts";
import { distinct, listed } from "../words.ts";

/** Nothing where nothing is known. */
export function measuredLines(unit: JobUnit, facts: ReviewFacts): readonly Line[] {
  const figures = figuresOf(facts);
  const times = distinct(unit.runs.flatMap((run) => figures.metricsOf(run) ?? []));
  const slowest = times.toSorted((a, b) => (b.medianDurationSeconds ?? 0) - (a.medianDurationSeconds ?? 0))[0];
  const usages = distinct(unit.runs.flatMap((run) => figures.usageOf(run)));
  const timeParts = [
    ...(slowest?.medianDurationSeconds === undefined ? [] : [`median ${durationWords(slowest.medianDurationSeconds)}`]),
    ...(slowest?.p95DurationSeconds === undefined ? [] : [`95 of 100 runs within ${durationWords(slowest.p95DurationSeconds)}`]),
    ...(slowest?.successRate === undefined ? [] : [`${String(Math.round(slowest.successRate * 100))} % succeed`]),
  ];
  const which = times.length > 1 && slowest !== undefined ? ` (the slowest, ${quote(slowest.name)})` : "";
  return [
    ...(timeParts.length === 0 ? [] : [line(strong("Takes"), `: ${listed(timeParts)}${which}`)]),
    ...(usages.length === 0 ? [] : [line(strong("Uses"), `: ${listed(usages.map(usageWords), 3)}`)]),
  ];
}

function usageWords(usage: JobUsage): string {
  const { resourceClass, medianCpuPercent: cpu, medianMemoryPercent: memory, maxMemoryPercent: most } = usage;
  const parts = [
    ...(cpu === undefined ? [] : [`${rounded(cpu)} of its CPU`]),
    ...(memory === undefined
      ? []
      : [`${rounded(memory)} of its memory${most === undefined ? "" : ` (at most ${rounded(most)})`}`]),
  ];
  if (parts.length === 0) return `nothing that is known of ${quote(resourceClass)}`;
  return `${listed(parts)}, class ${quote(resourceClass)}: ${bandOf(usage)} the healthy band of ${String(healthyBand.low)} to ${String(healthyBand.high)} %`;
}

function rounded(percent: number): string {
  return `${String(Math.round(percent))} %`;
}

/** Where no usage is known, people are asked once for the project. */
export function classBox(facts: ReviewFacts): readonly Block[] {
  const { jobs } = outlineOf(facts);
  if (figuresOf(facts).hasUsage || jobs.length === 0) return [];
  return [
    {
      kind: "box",
      id: "jobs/resource-classes",
      question: "Which jobs use less than 50 % or more than 75 % of the CPU and memory of their resource class?",
      hint: "The tab Resources of a job's page shows it; a snapshot with the usage export answers it for every job.",
    },
  ];
}
