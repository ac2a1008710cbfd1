/** The HTML review as text; how it does in a browser is tested in `test/browser`. */
import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import type { ReviewDocument } from "../../src/review/document/document.ts";
import type { Graph, GraphEdge, GraphNode } from "../../src/review/document/graph.ts";
import { shortened, widthOf } from "../../src/review/html/diagram/measure.ts";
import { script } from "../../src/review/html/generated/page.ts";
import { renderHtml } from "../../src/review/html/render-html.ts";
import { sample } from "../browser/sample.ts";

const digestOf = (text = ""): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

function withGraph(nodes: readonly GraphNode[], edges: readonly GraphEdge[]): ReviewDocument {
  const graph: Graph = { id: "graph", title: "Graph", description: "It.", direction: "right", nodes, edges };
  const blocks = [{ kind: "diagram", graph }] as const;
  return { ...sample(), sections: [{ kind: "section", id: "one", title: [], blocks }] };
}

it("is the same text for the same document", async () => {
  expect(await renderHtml(sample())).toBe(await renderHtml(sample()));
});

it("allows by its policy the style and the script that it holds, and nothing else", async () => {
  const html = await renderHtml(sample());
  const policy = /<meta http-equiv="Content-Security-Policy" content="([^"]*)">/.exec(html)?.[1];
  expect(policy?.split("; ")).toEqual([
    "default-src 'none'",
    `style-src ${digestOf(/<style>([^]*?)<\/style>/.exec(html)?.[1])}`,
    `script-src ${digestOf(/<script>([^]*?)<\/script>/.exec(html)?.[1])}`,
    "base-uri 'none'",
    "form-action 'none'",
  ]);
  expect(html.match(/<(?:script|style)\b/g)).toHaveLength(2);
  expect(html).not.toMatch(/ style="| on\w+="/);
});

it("is led by a script that stays small", () => {
  expect(script.length).toBeLessThan(8000);
});

it("measures no text as narrower than it is", () => {
  expect(widthOf("build", 10)).toBeCloseTo(25, 0);
  expect(widthOf("構築", 10)).toBe(25);
  expect(shortened("build", 10, 100)).toBe("build");
  const short = shortened(`deploy-${"very-".repeat(1000)}long`, 10, 100);
  expect(short).toMatch(/^deploy-.*….*long$/);
  expect(widthOf(short, 10)).toBeLessThanOrEqual(100);
});

it("draws diagrams with circles, loops, doubles and ends that lead nowhere", async () => {
  const nodes = ["__proto__", "constructor", "c"].map((id): GraphNode => ({ id, label: id, kind: "job" }));
  const edges = [
    ["__proto__", "constructor"],
    ["constructor", "__proto__"],
    ["c", "c"],
    ["c", "nowhere"],
    ["__proto__", "c"],
    ["__proto__", "c"],
  ].map(([from = "", to = ""]) => ({ from, to }));
  const html = await renderHtml(withGraph(nodes, edges));
  expect(html.match(/class="edge"/g)).toHaveLength(4);
  expect(html).not.toContain("NaN");
  expect(await renderHtml(withGraph([], []))).not.toContain("NaN");
});

it("cuts a diagram that nobody could read, and says so", async () => {
  const nodes = Array.from({ length: 1000 }, (_, at): GraphNode => ({ id: String(at), label: `job-${String(at)}`, kind: "job" }));
  const edges = nodes.slice(1).map(({ id }, at) => ({ from: String(at - (at % 3)), to: id }));
  const html = await renderHtml(withGraph(nodes, edges));
  expect(html).toContain("Drawn: 300 of 1000 nodes");
  expect(html).toContain("As a list: 999 connections");
});
