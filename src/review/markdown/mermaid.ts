/** A diagram as a flowchart of Mermaid, which GitHub and GitLab draw. Labels hold no sign that means something to Mermaid or to HTML. */
import { visibleProse } from "../../report/plain-text.ts";
import type { Graph, GraphEdge, GraphNode, NodeKind } from "../document/graph.ts";

/** Mermaid refuses more unless the site says otherwise: 500 edges and 50,000 characters. */
const most = { edges: 400, characters: 45_000 };

const labelLength = 80;

/** The signs around a label: a shape for each kind. */
const shapes: Readonly<Record<NodeKind, readonly [string, string]>> = {
  context: ["([", "])"],
  workflow: ["[[", "]]"],
  job: ["[", "]"],
  approval: ["{{", "}}"],
  credential: ["[/", "/]"],
  provider: ["[(", ")]"],
  gate: ["{", "}"],
  more: ["(", ")"],
};

const colours = {
  critical: "fill:#5b21b6,stroke:#3b0764,color:#ffffff",
  high: "fill:#b91c1c,stroke:#7f1d1d,color:#ffffff",
  medium: "fill:#fdba74,stroke:#9a3412,color:#1f2937",
  low: "fill:#fef08a,stroke:#854d0e,color:#1f2937",
  info: "fill:#bfdbfe,stroke:#1e40af,color:#1f2937",
  none: "fill:#dcfce7,stroke:#166534,color:#1f2937",
} as const;

/** Undefined when it is too large for the sites. */
export function mermaid({ title, description, direction, nodes, edges }: Graph): string | undefined {
  const names = new Map(nodes.map(({ id }, at) => [id, `n${String(at + 1)}`]));
  const used = [...new Set(nodes.flatMap(({ worst }) => (worst === undefined ? [] : [worst])))];
  const text = [
    `flowchart ${direction === "right" ? "LR" : "TB"}`,
    ...spoken("accTitle", title),
    ...spoken("accDescr", description),
    ...nodes.map((node) => `  ${names.get(node.id) ?? ""}${nodeText(node)}`),
    ...edges.flatMap((edge) => edgeText(edge, names)),
    ...used.map((worst) => `  classDef ${worst} ${colours[worst]}`),
  ].join("\n");
  return edges.length > most.edges || text.length > most.characters ? undefined : text;
}

/** The worst finding stands in the label too: colour alone tells nothing to many. */
function nodeText({ kind, label, worst }: GraphNode): string {
  const [open, close] = shapes[kind];
  const note = worst === undefined || worst === "none" ? "" : `<br/>${worst}`;
  return `${open}"${labelText(label)}${note}"${close}${worst === undefined ? "" : `:::${worst}`}`;
}

function edgeText({ from, to, label, isLoose = false }: GraphEdge, names: ReadonlyMap<string, string>): readonly string[] {
  const [start, end] = [names.get(from), names.get(to)];
  if (start === undefined || end === undefined) return [];
  const words = label === undefined || label.trim() === "" ? "" : `|"${labelText(label)}"|`;
  return [`  ${start} ${isLoose ? "-.->" : "-->"}${words} ${end}`];
}

/** Whatever is neither letter nor digit stands as an entity in Mermaid's own writing. */
function labelText(text: string): string {
  const line = visibleProse(text);
  const characters = [...line];
  const short = characters.length > labelLength ? `${characters.slice(0, labelLength - 1).join("")}…` : line;
  const escaped = short.replace(/[^\p{L}\p{N} /-]|^[-/]|[-/]$/gu, (sign) => `#${String(sign.codePointAt(0) ?? 0)};`);
  return escaped === "" ? " " : escaped;
}

/** For readers of screens: a sentence without signs. */
function spoken(key: string, text: string): readonly string[] {
  const words = visibleProse(text)
    .replace(/[^\p{L}\p{N} .,/()-]+/gu, " ")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, 400);
  return words === "" ? [] : [`${key}: ${words}`];
}
