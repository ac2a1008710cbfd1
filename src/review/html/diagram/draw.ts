/** Diagrams as SVG within the page, coloured by classes. */
import { escapeHtml } from "../../../report/markdown-text.ts";
import { visibleLine } from "../../../report/plain-text.ts";
import type { Graph, GraphEdge, GraphNode } from "../../document/graph.ts";
import { anchorOf, plain } from "../text.ts";
import type { Placed, PlacedEdge, PlacedNode } from "./layout.ts";
import { labelSize, nameSize } from "./node-box.ts";
import { outlineOf } from "./outline.ts";
import { round } from "./route.ts";
import { capped } from "./capped.ts";

/** Loads what draws. */
export async function drawer(): Promise<(graph: Graph) => string> {
  const { layOut } = await import("./layout.ts");
  return (graph) => {
    const { shown, left } = capped(graph);
    return figure(graph, svg(shown, layOut(shown)), left);
  };
}

function figure(graph: Graph, drawing: string, left: string): string {
  const title = escapeHtml(plain(graph.title));
  return [
    '<figure class="diagram">',
    `<figcaption>${title}${left === "" ? "" : ` <span class="hint">${escapeHtml(left)}</span>`}</figcaption>`,
    `<div class="scroll" role="group" tabindex="0" aria-label="Diagram: ${title}">${drawing}</div>`,
    ...listOfEdges(graph),
    "</figure>",
  ].join("\n");
}

function svg(graph: Graph, { width, height, nodes, edges }: Placed): string {
  const id = `diagram:${anchorOf("section", graph.id)}`;
  return [
    `<svg viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="${id}-title ${id}-desc">`,
    `<title id="${id}-title">${escapeHtml(plain(graph.title))}</title>`,
    `<desc id="${id}-desc">${escapeHtml(plain(graph.description))}</desc>`,
    `<defs><marker id="${id}-tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse"><path class="tip" d="M0 0.5L8 4L0 7.5z"/></marker></defs>`,
    ...edges.map((edge) => edgeSvg(edge, `${id}-tip`)),
    ...nodes.map(nodeSvg),
    ...edges.map(labelSvg).filter((text) => text !== ""),
    "</svg>",
  ].join("\n");
}

function nodeSvg(placed: PlacedNode): string {
  const { node, x, y, width, height, caption, label } = placed;
  const [left, top] = [round(x - width / 2), round(y - height / 2)];
  const texts =
    caption === ""
      ? [textSvg("name", x, y + nameSize * 0.35, label)]
      : [textSvg("caption", x, y - 6, caption), textSvg("name", x, y + 12, label)];
  return [
    `<g class="node ${node.kind} ${node.worst ?? "unjudged"}">`,
    `<title>${escapeHtml(titleOf(node))}</title>`,
    outlineOf(node.kind, { left, top, width, height }),
    ...texts,
    "</g>",
  ].join("");
}

function titleOf({ kind, label, worst }: GraphNode): string {
  return `${kind}: ${visibleLine(label)}${worst === undefined || worst === "none" ? "" : ` (worst finding: ${worst})`}`;
}

function textSvg(name: string, x: number, y: number, text: string): string {
  return `<text class="${name}" x="${round(x)}" y="${round(y)}">${escapeHtml(text)}</text>`;
}

function edgeSvg({ edge, path }: PlacedEdge, tip: string): string {
  return `<path class="edge${edge.isLoose === true ? " loose" : ""}" d="${path}" marker-end="url(#${tip})"/>`;
}

function labelSvg({ edge, label }: PlacedEdge): string {
  if (label === undefined || edge.label === undefined) return "";
  return textSvg("label", label.x, label.y + labelSize * 0.35, visibleLine(edge.label));
}

/** The same for those who do not see it, and for those who search. */
function listOfEdges({ nodes, edges }: Graph): readonly string[] {
  const labels = new Map(nodes.map(({ id, label }) => [id, label]));
  const name = (id: string): string => `<code>${escapeHtml(labels.get(id) ?? id)}</code>`;
  const itemOf = ({ from, to, label }: GraphEdge): string =>
    `<li>${name(from)} → ${name(to)}${label === undefined ? "" : `: ${escapeHtml(label)}`}</li>`;
  if (edges.length === 0) return [];
  const count = `${String(edges.length)} ${edges.length === 1 ? "connection" : "connections"}`;
  return [
    `<details class="edges"><summary>As a list: ${count}</summary>`,
    `<ul>\n${edges.map(itemOf).join("\n")}\n</ul></details>`,
  ];
}
