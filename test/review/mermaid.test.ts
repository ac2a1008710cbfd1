/** Diagrams, as Mermaid itself reads them. */
import DOMPurify from "dompurify";
import mermaid from "mermaid";
import { beforeAll, describe, expect, it } from "vitest";
import type { Graph } from "../../src/review/document/graph.ts";
import { nodeKinds } from "../../src/review/document/graph.ts";
import { mermaid as render } from "../../src/review/markdown/mermaid.ts";
import { severities } from "../../src/finding/severity.ts";
import { attacks } from "./attacks.ts";

// It cleans labels with what needs a browser. They are not looked at here, but as they were read.
beforeAll(() => Object.assign(DOMPurify, { addHook: () => undefined, sanitize: (text: string) => text }));

interface FlowDb {
  getVertices(): Map<
    string,
    { readonly text: string; readonly type?: string; readonly classes: readonly string[]; readonly link?: string }
  >;
  getEdges(): readonly { readonly start: string; readonly end: string; readonly text: string }[];
  getSubGraphs(): readonly unknown[];
}

async function read(graph: Graph): Promise<{ labels: string[]; edges: number; classes: string[]; kinds: string[] }> {
  const diagram = render(graph) ?? "";
  expect(await mermaid.parse(diagram)).toMatchObject({ diagramType: "flowchart-v2" });
  const { db } = await mermaid.mermaidAPI.getDiagramFromText(diagram);
  const flow = db as unknown as FlowDb;
  const vertices = [...flow.getVertices().values()];
  expect(flow.getSubGraphs()).toEqual([]);
  expect(vertices.filter(({ link }) => link !== undefined)).toEqual([]);
  return {
    labels: vertices.map(({ text }) => decoded(text)),
    edges: flow.getEdges().length,
    classes: vertices.flatMap(({ classes }) => [...classes]),
    kinds: vertices.map(({ type = "" }) => type),
  };
}

/** Mermaid keeps entities in a form of its own while it reads. */
function decoded(text: string): string {
  return text.replaceAll(/ﬂ°°(\d+)¶ß/g, (_, point: string) => String.fromCodePoint(Number(point)));
}

const node = (id: string, label: string): Graph["nodes"][number] => ({ id, label, kind: "job", worst: "high" });

describe.each(attacks)("%j", (attack) => {
  it("stays in its label", async () => {
    const graph: Graph = {
      ...{ id: "g", title: attack, description: attack, direction: "right" },
      nodes: [node(attack, attack), node("b", `b${attack}`), node("c", `${attack}c`)],
      edges: [
        { from: attack, to: "b", label: attack },
        { from: "b", to: "c", isLoose: true, label: `x${attack}` },
      ],
    };
    const { labels, edges, classes } = await read(graph);
    expect(labels).toHaveLength(3);
    expect(labels.every((label) => label.endsWith("<br/>high"))).toBe(true);
    expect({ edges, classes }).toEqual({ edges: 2, classes: ["high", "high", "high"] });
    // Nothing but our own line break is markup, before Mermaid has made entities of what was written so.
    expect(render(graph)?.replaceAll("<br/>", "")).not.toMatch(/[<>](?!\||-)(?<!-->|-\.->)/);
  });
});

it("gives each kind its shape and each severity its colour", async () => {
  const worsts = [...severities, "none", undefined] as const;
  const graph: Graph = {
    ...{ id: "g", title: "All", description: "All kinds", direction: "down" },
    nodes: nodeKinds.map((kind, at) => ({ id: kind, label: `${kind} 1.0`, kind, worst: worsts[at % worsts.length] })),
    edges: [{ from: "context", to: "nowhere" }],
  };
  const { labels, kinds, edges } = await read(graph);
  expect(labels[0]).toBe("context 1.0<br/>critical");
  expect(new Set(kinds).size).toBe(nodeKinds.length);
  expect(edges).toBe(0);
});

it("is left out when sites would not draw it", () => {
  const nodes = Array.from({ length: 2000 }, (_, at) => node(String(at), `job number ${String(at)}`));
  expect(render({ id: "g", title: "Many", description: "Many", direction: "down", nodes, edges: [] })).toBeUndefined();
});
