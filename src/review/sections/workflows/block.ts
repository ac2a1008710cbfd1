/** The block of one workflow. */
import type { JobRun } from "../../../expand/plan.ts";
import { groupBy } from "../../../report/group-by.ts";
import { quote } from "../../../source/quote.ts";
import { cell, details, jump, line, list, paragraph, place, strong, table } from "../../document/build.ts";
import type { Block, Line, Section } from "../../document/document.ts";
import { followersOf, heaviestPath } from "../../outline/graph.ts";
import { figuresOf } from "../../outline/job-figures.ts";
import type { JobUnit } from "../../outline/job-units.ts";
import { outlineOf } from "../../outline/outline.ts";
import type { Outline } from "../../outline/outline.ts";
import type { WorkflowUnit } from "../../outline/workflow-units.ts";
import type { ReviewFacts } from "../../review-input.ts";
import { findingBlocks, opportunityBlocks } from "../found.ts";
import { durationWords } from "../summary/figures.ts";
import { count, distinct, listed, quoted } from "../words.ts";
import { conditionWords, scheduleWords } from "./conditions.ts";
import { invocationLines, type InvocationLine } from "./invocations.ts";
import { jobGraph } from "./job-graph.ts";

export function workflowBlock(unit: WorkflowUnit, facts: ReviewFacts): Section {
  const lines = invocationLines(unit.plan);
  const unitOf = unitsByRun(facts);
  const graph = jobGraph(unit, lines, ({ runs: [run] }) => unitOf.get(run));
  return {
    kind: "section",
    id: unit.id,
    title: line(quote(unit.name)),
    blocks: [
      list([startLine(unit), ...reachLines(lines), ...pathLines(unit, facts), ...approvalLines(unit)]),
      ...(graph === undefined ? [] : [{ kind: "diagram", graph } as const]),
      ...jobTable(lines, unitOf, outlineOf(facts).isTold),
      ...findingBlocks(unit.findings),
      ...opportunityBlocks(unit.opportunities),
    ],
  };
}

function unitsByRun(facts: ReviewFacts): ReadonlyMap<JobRun, JobUnit> {
  return new Map(outlineOf(facts).jobs.flatMap((unit) => unit.runs.map((run) => [run, unit] as const)));
}

/** What starts it. */
function startLine({ plan: { workflow }, at, audit }: WorkflowUnit): Line {
  const schedules = scheduleWords(workflow.triggers);
  const conditions = [
    ...(workflow.when === undefined ? [] : [`when ${conditionWords(workflow.when)}`]),
    ...(workflow.unless === undefined ? [] : [`unless ${conditionWords(workflow.unless)}`]),
  ];
  const what =
    schedules.length > 0
      ? `on a schedule: ${listed(schedules, 3)}`
      : conditions.length > 0
        ? conditions.join(" and ")
        : audit.plan.continued
          ? "whenever a setup workflow goes on with this configuration"
          : "with every pipeline";
  return line(strong("Starts"), `: ${what} (`, place(at), ")");
}

/** The one answer of all jobs to the question on which pushes they run; otherwise the table says it. */
function reachLines(lines: readonly InvocationLine[]): readonly Line[] {
  const [reach, ...others] = distinct(lines.map((each) => each.reach));
  if (reach === undefined || others.length > 0 || /^(?:by its schedule|as the)/.test(reach)) return [];
  return [line(strong("Pushes"), `: ${reach}`)];
}

/** What decides how long it takes. */
function pathLines({ plan: { runs } }: WorkflowUnit, facts: ReviewFacts): readonly Line[] {
  const working = ({ kind }: JobRun): number => (kind === "build" || kind === "orb-job" ? 1 : 0);
  const timed = timedPath(runs, facts);
  if (timed !== undefined) return [timed];
  const path = heaviestPath(runs, working).filter((run) => working(run) > 0);
  const all = runs.filter((run) => working(run) > 0).length;
  if (path.length < 2) return [];
  const names = path.length > 8 ? [...path.slice(0, 4), undefined, ...path.slice(-3)] : path;
  const words = names.map((run) => (run === undefined ? `${String(path.length - 7)} more` : quote(run.name))).join(" → ");
  return [line(strong("Longest chain"), `: ${String(path.length)} of ${count(all, "job")}: ${words}`)];
}

/** By the median durations, where all jobs of the workflow that run have one. */
function timedPath(runs: readonly JobRun[], facts: ReviewFacts): Line | undefined {
  const { metricsOf } = figuresOf(facts);
  const secondsOf = (run: JobRun): number => metricsOf(run)?.medianDurationSeconds ?? 0;
  const working = runs.filter(({ kind }) => kind === "build" || kind === "orb-job");
  const known = working.filter((run) => metricsOf(run)?.medianDurationSeconds !== undefined);
  if (working.length < 2 || known.length * 2 < working.length) return undefined;
  const path = heaviestPath(runs, secondsOf).filter((run) => secondsOf(run) > 0);
  const total = path.reduce((sum, run) => sum + secondsOf(run), 0);
  const shown = path.length > 8 ? path.toSorted((a, b) => secondsOf(b) - secondsOf(a)).slice(0, 8) : path;
  const words = path
    .filter((run) => shown.includes(run))
    .map((run) => `${quote(run.name)} (${durationWords(secondsOf(run))})`)
    .join(" → ");
  return line(strong("Critical path"), `: ${durationWords(total)} by the jobs' median durations: ${words}`);
}

function approvalLines({ plan: { runs } }: WorkflowUnit): readonly Line[] {
  const followers = followersOf(runs);
  const approvals = runs.filter(({ kind }) => kind === "approval");
  return approvals.slice(0, 6).map((run) => {
    const next = (followers.get(run) ?? []).map(({ name }) => name);
    const holds = next.length === 0 ? "holds nothing back" : `holds back ${quoted(next, 4)}`;
    return line(strong("Approval"), `: ${quote(run.name)} ${holds}`);
  });
}

const mostRows = 25;

function jobTable(
  lines: readonly InvocationLine[],
  unitOf: ReadonlyMap<JobRun, JobUnit>,
  isTold: Outline["isTold"],
): readonly Block[] {
  if (lines.length === 0) return [paragraph("It has no job.")];
  const hasReach = distinct(lines.map(({ reach }) => reach)).length > 1;
  const hasContexts = lines.some(({ contexts }) => contexts.length > 0);
  const rows = lines.map((each) => [
    cell(nameOf(each, unitOf.get(each.runs[0]), isTold)),
    cell(waitsFor(each)),
    ...(hasReach ? [cell(each.reach)] : []),
    ...(hasContexts ? [cell(each.contexts.length === 0 ? "–" : quoted(each.contexts, 3))] : []),
  ]);
  const columns = ["Job", "Waits for", ...(hasReach ? ["Pushes"] : []), ...(hasContexts ? ["Contexts"] : [])];
  const rest = rows.slice(mostRows);
  if (rest.length < 5) return table(columns, rows);
  return [...table(columns, rows.slice(0, mostRows)), details(count(rest.length, "more job"), table(columns, rest))];
}

function nameOf(
  { label, runs: [run] }: InvocationLine,
  unit: JobUnit | undefined,
  isTold: Outline["isTold"],
): ReturnType<typeof jump> | string {
  if (run.kind === "approval") return `${quote(label)} (approval)`;
  if (unit === undefined) return `${quote(label)} (${run.kind})`;
  return isTold(unit) ? jump(label, unit.id) : quote(label);
}

function waitsFor({ after }: InvocationLine): string {
  if (after.length === 0) return "–";
  const loose = groupBy(after, ({ statuses }) => (statuses ?? []).join(", "));
  return listed(
    [...loose].map(([statuses, edges]) => {
      const names = quoted(
        edges.map(({ key }) => key),
        4,
      );
      return statuses === "" ? names : `${names} (${statuses})`;
    }),
  );
}
