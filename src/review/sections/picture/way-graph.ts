/** The ways from secrets to clouds as a diagram that can be read: the jobs that matter first, the others counted. */
import { severities } from "../../../finding/severity.ts";
import type { Graph, GraphEdge, GraphNode, NodeKind } from "../../document/graph.ts";
import { shadeOf, worstOf } from "../jobs/overview.ts";
import { outlineOf } from "../../outline/outline.ts";
import type { ReviewFacts } from "../../review-input.ts";
import { worstFirst } from "../found.ts";
import { count, distinct } from "../words.ts";
import { worstOfContext, type Way, type Worst } from "./ways.ts";

/** How many of a kind stand by themselves; the providers are few. */
const most: Readonly<Partial<Record<NodeKind, number>>> = { context: 8, workflow: 12, job: 12, credential: 12, provider: 12 };

export function wayGraph(ways: readonly Way[], facts: ReviewFacts): Graph {
  const ranked = ways.toSorted((a, b) => weightOf(b) - weightOf(a));
  const drawing = newDrawing();
  for (const way of ranked) addWay(way, drawing, facts);
  return {
    id: "ways",
    title: "From secrets to clouds",
    description:
      "Contexts on the left, the workflows and jobs that take them, the credentials that these can use, and on the right what the credentials open. A workflow stands once for each set of contexts that its jobs take.",
    direction: "right",
    ...drawing.capped(),
  };
}

function weightOf({ unit, credentials, contexts }: Way): number {
  const worst = worstOf(unit);
  const bad = worst === undefined ? 0 : severities.length - severities.indexOf(worst);
  return bad * 2 + Math.min(credentials.length, 3) * 3 + Math.min(contexts.length, 3);
}

function addWay({ unit, workflows, contexts, credentials }: Way, drawing: Drawing, facts: ReviewFacts): void {
  const job = drawing.node("job", unit.id, unit.name, shadeOf(unit));
  const starts = workflows.map((name) => {
    const found = outlineOf(facts).workflows.find((each) => each.name === name);
    const worst: Worst = found === undefined ? undefined : (worstFirst(found.findings)[0]?.severity ?? "none");
    // Apart for each set of contexts: else all of them would seem to reach all of its jobs.
    return drawing.node("workflow", JSON.stringify([name, ...contexts.toSorted()]), name, worst);
  });
  for (const start of starts) drawing.edge(start, job);
  for (const name of contexts) {
    const context = drawing.node("context", name, name, worstOfContext(name, facts));
    for (const start of starts.length === 0 ? [job] : starts) drawing.edge(context, start);
  }
  for (const { id, label, provider, by } of credentials) {
    const credential = drawing.node("credential", id, label, by === "oidc" ? "none" : undefined);
    drawing.edge(job, credential);
    drawing.edge(credential, drawing.node("provider", provider, provider, undefined));
  }
}

interface Drawing {
  /** Its id. */
  node(kind: NodeKind, name: string, label: string, worst: Worst): string;
  edge(from: string, to: string): void;
  /** What is too much of a kind is one node with its count. */
  capped(): Pick<Graph, "nodes" | "edges">;
}

/** Nodes and edges as they come, each once. */
function newDrawing(): Drawing {
  const nodes = new Map<string, GraphNode>();
  const edges = new Map<string, GraphEdge>();
  return {
    node(kind, name, label, worst) {
      const id = `${kind} ${name}`;
      if (!nodes.has(id)) nodes.set(id, { id, label, kind, worst });
      return id;
    },
    edge(from, to) {
      edges.set(JSON.stringify([from, to]), { from, to });
    },
    capped: () => capped([...nodes.values()], [...edges.values()]),
  };
}

function capped(nodes: readonly GraphNode[], edges: readonly GraphEdge[]): Pick<Graph, "nodes" | "edges"> {
  const shownAs = new Map<string, string>();
  const rest: GraphNode[] = [];
  for (const kind of distinct(nodes.map((each) => each.kind))) {
    const own = nodes.filter((each) => each.kind === kind);
    const limit = most[kind] ?? own.length;
    const kept = own.length <= limit ? own.length : limit - 1;
    for (const [index, { id }] of own.entries()) shownAs.set(id, index < kept ? id : `more ${kind}`);
    const left = distinct(own.slice(kept).map(({ label }) => label)).length;
    if (left > 0) rest.push({ id: `more ${kind}`, label: count(left, `more ${kind}`), kind: "more" });
  }
  const ends = edges.map(({ from, to }) => ({ from: shownAs.get(from) ?? from, to: shownAs.get(to) ?? to }));
  const once = new Map(ends.map((each) => [JSON.stringify([each.from, each.to]), each]));
  return { nodes: [...nodes.filter(({ id }) => shownAs.get(id) === id), ...rest], edges: [...once.values()] };
}
