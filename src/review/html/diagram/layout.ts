/** Where the nodes and edges of a diagram go. */
import { Graph as Layout, layout } from "@dagrejs/dagre";
import type { Graph, GraphEdge, GraphNode } from "../../document/graph.ts";
import { boxOf, labelSize, type NodeBox } from "./node-box.ts";
import { widthOf } from "./measure.ts";

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface PlacedNode extends NodeBox, Point {
  readonly node: GraphNode;
}

export interface PlacedEdge {
  readonly edge: GraphEdge;
  readonly points: readonly Point[];
  /** Middle of the label, where there is one. */
  readonly label: Point | undefined;
}

export interface Placed {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
}

/** With more nodes than this the best ranking takes too long for what it gives. */
const mostForBestRanking = 60;

export function layOut(graph: Graph): Placed {
  const drawn = new Layout({ multigraph: true });
  drawn.setGraph({
    rankdir: graph.direction === "right" ? "LR" : "TB",
    ranker: graph.nodes.length > mostForBestRanking ? "tight-tree" : "network-simplex",
    nodesep: 16,
    edgesep: 10,
    ranksep: 44,
    marginx: 8,
    marginy: 8,
  });
  // Names of nodes are any text, so that numbers stand for them.
  const numbers = new Map(graph.nodes.map(({ id }, at) => [id, String(at)]));
  for (const [at, node] of graph.nodes.entries()) {
    const { width, height } = boxOf(node);
    drawn.setNode(String(at), { width, height });
  }
  const edges = graph.edges.flatMap((edge, at) => {
    const [from, to] = [numbers.get(edge.from), numbers.get(edge.to)];
    return from === undefined || to === undefined || from === to ? [] : [{ edge, from, to, name: String(at) }];
  });
  for (const { edge, from, to, name } of edges) drawn.setEdge(from, to, { ...labelBox(edge), labelpos: "c" }, name);
  layout(drawn);
  const { width = 0, height = 0 } = drawn.graph();
  return {
    width: Math.ceil(width),
    height: Math.ceil(height),
    nodes: graph.nodes.map((node, at) => {
      const { x = 0, y = 0 } = drawn.node(String(at));
      return { node, ...boxOf(node), x, y };
    }),
    edges: edges.map(({ edge, from, to, name }) => {
      const { points = [], x = 0, y = 0 } = drawn.edge({ v: from, w: to, name });
      return { edge, points, label: edge.label === undefined ? undefined : { x, y } };
    }),
  };
}

function labelBox({ label }: GraphEdge): { readonly width: number; readonly height: number } {
  return label === undefined ? { width: 0, height: 0 } : { width: widthOf(label, labelSize) + 8, height: labelSize + 6 };
}
