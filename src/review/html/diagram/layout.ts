/** Where the nodes and edges of a diagram go. */
import { Graph as Layout, layout } from "@dagrejs/dagre";
import type { Graph, GraphEdge, GraphNode } from "../../document/graph.ts";
import { route, type Point, type Ranks } from "./route.ts";
import { boxesOf, labelSize, type NodeBox } from "./node-box.ts";
import { widthOf } from "./measure.ts";

export interface PlacedNode extends NodeBox, Point {
  readonly node: GraphNode;
}

export interface PlacedEdge {
  readonly edge: GraphEdge;
  /** Data of an SVG path. */
  readonly path: string;
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

type Numbered = { readonly edge: GraphEdge; readonly from: number; readonly to: number; readonly name: string };

export function layOut(graph: Graph): Placed {
  const boxes = boxesOf(graph);
  const edges = numbered(graph);
  const drawn = new Layout({ multigraph: true });
  drawn.setGraph({
    rankdir: graph.direction === "right" ? "LR" : "TB",
    ranker: graph.nodes.length > mostForBestRanking ? "tight-tree" : "network-simplex",
    nodesep: 12,
    edgesep: 8,
    ranksep: 56,
    marginx: 4,
    marginy: 4,
  });
  for (const [at, { width, height }] of boxes.entries()) drawn.setNode(String(at), { width, height });
  for (const { edge, from, to, name } of edges) {
    drawn.setEdge(String(from), String(to), { ...labelBox(edge), labelpos: "c" }, name);
  }
  layout(drawn);
  const { width = 0, height = 0 } = drawn.graph();
  const placed = graph.nodes.flatMap((node, at) => {
    const [{ x = 0, y = 0 }, box] = [drawn.node(String(at)), boxes[at]];
    return box === undefined ? [] : [{ node, ...box, x, y }];
  });
  const ranks = ranksOf(placed, graph.direction === "right" ? "x" : "y");
  const nodes =
    ranks.axis === "x" ? placed.map((node) => ({ ...node, width: 2 * (ranks.halves.get(Math.round(node.x)) ?? 0) })) : placed;
  return {
    width: Math.ceil(width),
    height: Math.ceil(height),
    nodes,
    edges: edges.flatMap(({ edge, from, to, name }) => {
      const { points = [], x = 0, y = 0 } = drawn.edge({ v: String(from), w: String(to), name });
      const label = edge.label === undefined ? undefined : { x, y };
      const [start, end] = [nodes[from], nodes[to]];
      if (start === undefined || end === undefined) return [];
      return [{ edge, path: route(start, end, points.slice(1, -1), label, ranks), label }];
    }),
  };
}

/** Names of nodes are any text, so that numbers stand for them. Edges from a node to itself, or to none, are not drawn. */
function numbered({ nodes, edges }: Graph): readonly Numbered[] {
  const numbers = new Map(nodes.map(({ id }, at) => [id, at]));
  return edges.flatMap((edge, at) => {
    const [from, to] = [numbers.get(edge.from), numbers.get(edge.to)];
    return from === undefined || to === undefined || from === to ? [] : [{ edge, from, to, name: String(at) }];
  });
}

/** Nodes of one rank have their middles on one line. */
function ranksOf(nodes: readonly PlacedNode[], axis: "x" | "y"): Ranks {
  const halves = new Map<number, number>();
  for (const node of nodes) {
    const at = Math.round(node[axis]);
    halves.set(at, Math.max(halves.get(at) ?? 0, (axis === "x" ? node.width : node.height) / 2));
  }
  return { axis, halves };
}

function labelBox({ label }: GraphEdge): { readonly width: number; readonly height: number } {
  return label === undefined ? { width: 0, height: 0 } : { width: widthOf(label, labelSize) + 8, height: labelSize + 6 };
}
