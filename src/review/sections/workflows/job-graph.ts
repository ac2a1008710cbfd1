/** The jobs of a workflow as a diagram: what waits for what, who approves, what may go on after a failure. */
import { severities } from "../../../finding/severity.ts";
import type { Severity } from "../../../finding/severity.ts";
import type { Graph, GraphEdge, GraphNode, NodeKind } from "../../document/graph.ts";
import type { JobUnit } from "../../outline/job-units.ts";
import type { WorkflowUnit } from "../../outline/workflow-units.ts";
import { shadeOf } from "../jobs/overview.ts";
import { count } from "../words.ts";
import type { InvocationLine } from "./invocations.ts";

/** More than these nobody can read. */
const mostNodes = 30;
const more = "\0more";

/** Undefined where there is nothing to see: fewer than two jobs, or none that waits for another. */
export function jobGraph(unit: WorkflowUnit, lines: readonly InvocationLine[], unitOf: UnitOf): Graph | undefined {
  if (lines.length < 2 || lines.every(({ after }) => after.length === 0)) return undefined;
  const kept = keptLines(lines, unitOf);
  const left = lines.length - kept.size;
  const inGraph = (key: string): string => (kept.has(key) ? key : more);
  const nodes = lines.filter(({ key }) => kept.has(key)).map((each) => nodeOf(each, unitOf));
  const edges = lines.flatMap(({ key, after }) =>
    after.map(({ key: from, statuses }): GraphEdge => {
      const ends = { from: inGraph(from), to: inGraph(key) };
      return statuses === undefined ? ends : { ...ends, label: statuses.join(", "), isLoose: true };
    }),
  );
  return {
    id: `${unit.id}-graph`,
    title: `Jobs of ${unit.name}`,
    description: `${runsInWords(unit)} of the workflow ${unit.name} with what each waits for.`,
    direction: "right",
    nodes: left === 0 ? nodes : [...nodes, { id: more, label: count(left, "more job"), kind: "more" }],
    edges: distinctEdges(edges),
  };
}

/** `7 jobs and 1 approval`: every run of a matrix, as the longest chain is counted. */
function runsInWords({ plan: { runs } }: WorkflowUnit): string {
  const approvals = runs.filter(({ kind }) => kind === "approval").length;
  const jobs = count(runs.filter(({ kind }) => kind === "build" || kind === "orb-job").length, "job");
  return approvals === 0 ? jobs : `${jobs} and ${count(approvals, "approval")}`;
}

export type UnitOf = (line: InvocationLine) => JobUnit | undefined;

function nodeOf(each: InvocationLine, unitOf: UnitOf): GraphNode {
  return { id: each.key, label: each.label, kind: kindOf(each), worst: worstOfLine(each, unitOf) };
}

function kindOf({ runs: [{ kind }] }: InvocationLine): NodeKind {
  if (kind === "approval") return "approval";
  return kind === "build" || kind === "orb-job" ? "job" : "gate";
}

function worstOfLine(each: InvocationLine, unitOf: UnitOf): Severity | "none" | undefined {
  const unit = unitOf(each);
  return unit && shadeOf(unit);
}

/** Approvals, what is at stake and what has the worst findings stay; within these the first. */
function keptLines(lines: readonly InvocationLine[], unitOf: UnitOf): ReadonlySet<string> {
  if (lines.length <= mostNodes) return new Set(lines.map(({ key }) => key));
  const weight = (each: InvocationLine): number => {
    const worst = worstOfLine(each, unitOf);
    const bad = worst === undefined || worst === "none" ? 0 : severities.length - severities.indexOf(worst);
    return bad + (kindOf(each) === "job" ? 0 : 10) + (each.contexts.length > 0 ? 3 : 0);
  };
  const ranked = lines.toSorted((a, b) => weight(b) - weight(a));
  return new Set(ranked.slice(0, mostNodes - 1).map(({ key }) => key));
}

function distinctEdges(edges: readonly GraphEdge[]): readonly GraphEdge[] {
  const known = new Map(edges.filter(({ from, to }) => from !== to).map((edge) => [JSON.stringify([edge.from, edge.to]), edge]));
  return [...known.values()];
}
