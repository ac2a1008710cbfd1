/** A diagram that nobody could read, nor wait for, is cut to what can be drawn. */
import type { Graph } from "../../document/graph.ts";

const mostNodes = 300;
const mostEdges = 600;

export interface Capped {
  readonly shown: Graph;
  /** What was left out, a sentence; empty when nothing was. */
  readonly left: string;
}

export function capped(graph: Graph): Capped {
  const { nodes, edges } = graph;
  if (nodes.length <= mostNodes && edges.length <= mostEdges) return { shown: graph, left: "" };
  const kept = nodes.slice(0, mostNodes);
  const ids = new Set(kept.map(({ id }) => id));
  const among = edges.filter(({ from, to }) => ids.has(from) && ids.has(to)).slice(0, mostEdges);
  const left = `Drawn: ${String(kept.length)} of ${String(nodes.length)} nodes, ${String(among.length)} of ${String(edges.length)} connections.`;
  return { shown: { ...graph, nodes: kept, edges: among }, left };
}
