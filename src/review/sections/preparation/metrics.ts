/** How the workflows have run in the last 90 days, over all branches and on those that matter. */
import { valueOf } from "../../../snapshot/fetched.ts";
import type { ProjectMetrics, WorkflowMetrics } from "../../../snapshot/metrics.ts";
import { quote } from "../../../source/quote.ts";
import { groupBy } from "../../../report/group-by.ts";
import { cell, code, details, figure, paragraph, table } from "../../document/build.ts";
import type { Block, Cell } from "../../document/document.ts";
import type { ReviewFacts } from "../../review-input.ts";
import { duration, percent } from "../summary/figures.ts";
import { count, listed, quoted } from "../words.ts";
import { significantBranches } from "./branches.ts";

export function metricsBlocks(facts: ReviewFacts): readonly Block[] {
  const project = facts.scene.facts?.project;
  const metrics = valueOf(project?.metrics);
  if (project === undefined) return [notAsked];
  if (metrics === undefined) {
    const why = project.metrics.known ? "" : `: ${project.metrics.detail}`;
    return [paragraph(`How the workflows have run is not known${why}.`)];
  }
  const rows = rowsOf(metrics, significantBranches(facts));
  const most = 24;
  return [
    paragraph(overall(metrics)),
    ...table(columns, rows.slice(0, most)),
    ...(rows.length > most ? [details(count(rows.length - most, "more row"), table(columns, rows.slice(most)))] : []),
    ...unasked(metrics),
  ];
}

const notAsked = paragraph(
  "How the workflows have run is not known, since CircleCI was not asked: a snapshot that ",
  code("circleci-secaudit collect"),
  " wrote holds runs, success, durations, recovery and credits of the last 90 days.",
);

function overall({ totalRuns, successRate, totalCreditsUsed, throughput, flakyTests }: ProjectMetrics): string {
  const parts = [
    ...(totalRuns === undefined ? [] : [count(totalRuns, "run")]),
    ...(successRate === undefined ? [] : [`${String(Math.round(successRate * 100))} % of them a success`]),
    ...(throughput === undefined ? [] : [`${rounded(throughput)} a day`]),
    ...(totalCreditsUsed === undefined ? [] : [`${grouped(totalCreditsUsed)} credits`]),
    ...(flakyTests === undefined ? [] : [flakyTests === 0 ? "no flaky test" : count(flakyTests, "flaky test")]),
  ];
  const source = "Insights reckon them once a day, and credits are near to what is billed, not equal to it.";
  return parts.length === 0 ? "Insights know no run of the last 90 days." : `In the last 90 days: ${listed(parts, 6)}. ${source}`;
}

const right = (title: string) => ({ title, align: "right" }) as const;
const columns = [
  ...["Workflow", "Branch"],
  ...[
    right("Runs"),
    right("Success"),
    right("Median"),
    right("95 of 100 within"),
    right("Recovery"),
    right("Credits"),
    right("Runs a day"),
  ],
];

/** Each workflow first over all branches; those that cost most come first. */
function rowsOf({ workflows }: ProjectMetrics, branches: readonly string[]): readonly (readonly Cell[])[] {
  const shown = (each: WorkflowMetrics): boolean => each.branch === undefined || branches.includes(each.branch);
  const groups = [...groupBy(workflows.filter(shown), ({ name }) => name).values()];
  const cost = (group: readonly WorkflowMetrics[]): number =>
    Math.max(...group.map(({ totalCreditsUsed = 0 }) => totalCreditsUsed));
  const place = ({ branch }: WorkflowMetrics): number => (branch === undefined ? -1 : branches.indexOf(branch));
  return groups
    .toSorted((a, b) => cost(b) - cost(a))
    .flatMap((group) => group.toSorted((a, b) => place(a) - place(b)).map(rowOf));
}

function rowOf(each: WorkflowMetrics): readonly Cell[] {
  const { name, branch, totalRuns, successRate, medianDurationSeconds, p95DurationSeconds } = each;
  const { meanTimeToRecoverySeconds: recovery, totalCreditsUsed, throughput } = each;
  return [
    cell(quote(name)),
    cell(branch === undefined ? "all" : quote(branch)),
    number(totalRuns),
    percent(successRate),
    duration(medianDurationSeconds),
    duration(p95DurationSeconds),
    duration(recovery === 0 ? undefined : recovery),
    number(totalCreditsUsed),
    throughput === undefined ? cell("–") : figure(rounded(throughput), throughput),
  ];
}

function number(value: number | undefined): Cell {
  return value === undefined ? cell("–") : figure(grouped(value), value);
}

/** `45,210`, in every language that the process may run in. */
function grouped(value: number): string {
  return String(Math.round(value)).replaceAll(/\B(?=(?:\d{3})+$)/g, ",");
}

function rounded(value: number): string {
  return value >= 10 ? grouped(value) : String(Math.round(value * 10) / 10);
}

/** So that nobody takes what was not asked for nothing. */
function unasked({ workflowsWithoutJobs: names = [] }: ProjectMetrics): readonly Block[] {
  if (names.length === 0) return [];
  return [paragraph(`Figures of jobs are not known for ${quoted(names, 5)}: only the workflows that cost most are asked about.`)];
}
