/** What a document must be as markdown, and what a markdown parser makes of it, in the same words. */
import type { Nodes, RootContent } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import { expect } from "vitest";
import { visibleLine, visibleLines, visibleProse } from "../../src/report/plain-text.ts";
import type { Block, Inline, Line, ReviewDocument } from "../../src/review/document/document.ts";
import { marks, unanswered, withoutMarks } from "../../src/review/document/marks.ts";
import { severityMarks, stateMarks } from "../../src/review/document/words-for.ts";
import { placeText } from "../../src/review/document/place-text.ts";
import { mermaid } from "../../src/review/markdown/mermaid.ts";

export function parse(text: string): readonly RootContent[] {
  return fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] }).children;
}

/** Signs that tell nothing about where a text ends are left out. */
function plain(text: string): string {
  return text.replaceAll(/[`\\\s]/g, "");
}

/** The blocks below the table of contents, a line each. Boxes without answers. */
export function expectedShape({ sections }: ReviewDocument): readonly string[] {
  return sections.flatMap((each) => shapesOf(each, 2));
}

function shapesOf(block: Block, level: number): readonly string[] {
  switch (block.kind) {
    case "section":
      return [`heading ${level}: ${textOf(block.title)}`, ...block.blocks.flatMap((each) => shapesOf(each, level + 1))];
    case "paragraph":
      return [`paragraph: ${textOf(block.content)}`];
    case "list":
      return [`list: ${block.items.map((item) => `- ${textOf(item)}`).join(" ")}`];
    case "tasks":
      return [`list: ${block.items.map(({ content }) => `[ ] ${textOf(content)}`).join(" ")}`];
    case "table": {
      const rows = [
        block.columns.map(({ title }) => proseOf(title)),
        ...block.rows.map((row) => row.map(({ content }) => textOf(content))),
      ];
      return [`table: ${rows.map((row) => row.join(" | ")).join(" / ")}`];
    }
    case "code":
      return [codeShape(block.language, block.text)];
    case "details":
      return [`details: ${textOf(block.summary)}`, ...block.blocks.flatMap((each) => shapesOf(each, level)), "end of details"];
    case "diagram":
      return [`paragraph: ${proseOf(block.graph.description)}`, codeShape("mermaid", mermaid(block.graph) ?? "")];
    case "box":
      return [
        `blockquote: ✍️${proseOf(block.question)}${proseOf(block.hint ?? "")}`,
        "mark",
        `paragraph: ${plain(unanswered.replaceAll("_", ""))}`,
        "mark",
      ];
    default:
      return block satisfies never;
  }
}

function codeShape(language: string, text: string): string {
  return `code ${language}: ${visibleLines(withoutMarks(text)).replace(/\n+$/, "")}`;
}

const proseOf = (text: string): string => plain(visibleProse(text));
const textOf = (line: Line): string => line.map(pieceText).join("");

function pieceText(piece: Inline): string {
  switch (piece.kind) {
    case "code":
      return plain(visibleLine(piece.text));
    case "place":
      return plain(visibleLine(placeText(piece.at)));
    case "severity":
      return `${severityMarks[piece.severity]}${piece.severity}`;
    case "state":
      return `${stateMarks[piece.state]}${proseOf(piece.text)}`;
    default:
      return proseOf(piece.text);
  }
}

/** The same of what a parser has read. Throws for what no block of ours is. */
export function shape(nodes: readonly RootContent[]): readonly string[] {
  return nodes.flatMap((node): readonly string[] => {
    switch (node.type) {
      case "heading":
        return [`heading ${node.depth}: ${shown(node)}`];
      case "paragraph":
      case "blockquote":
        return [`${node.type}: ${shown(node)}`];
      case "list":
        return [
          `list: ${node.children.map((item) => `${typeof item.checked === "boolean" ? "[ ]" : "-"} ${shown(item)}`).join(" ")}`,
        ];
      case "table":
        return [`table: ${node.children.map((row) => row.children.map(shown).join(" | ")).join(" / ")}`];
      case "code":
        return [`code ${node.lang ?? ""}: ${node.value}`];
      case "html":
        return htmlShape(node.value);
      default:
        throw new Error(`no block of ours: ${node.type}`);
    }
  });
}

function htmlShape(value: string): readonly string[] {
  if (value === "<!-- -->") return [];
  if (marks.start.test(value) || marks.end.test(value)) return ["mark"];
  if (value === "</details>") return ["end of details"];
  const summary = /^<details>\n<summary>(.*)<\/summary>$/.exec(value)?.[1];
  if (summary === undefined) throw new Error(`no HTML of ours: ${value}`);
  const bare = summary.replaceAll(/<\/?(?:code|strong)>|<a href="[^"<>]*">|<\/a>|<!-- -->/g, "");
  expect(bare).not.toMatch(/[<>"']/);
  const text = bare.replaceAll(
    /&(lt|gt|quot|amp|#39);/g,
    (_, name: string) => ({ lt: "<", gt: ">", quot: '"', "#39": "'" })[name] ?? "&",
  );
  return [`details: ${plain(text)}`];
}

const ownHtml = /^(?:<!-- -->|<\/?strong>|<a id="([\w.-]+)" name="\1">|<\/a>|<!-- task:\S+ -->)$/;

/** What a reader sees of a node. */
export function shown(node: Nodes): string {
  if (node.type === "text" || node.type === "inlineCode") return plain(node.value);
  if (node.type === "html") {
    expect(node.value).toMatch(ownHtml);
    return "";
  }
  if (node.type === "emphasis") return plain(unanswered.replaceAll("_", ""));
  expect(["heading", "paragraph", "blockquote", "listItem", "tableCell", "strong", "link"]).toContain(node.type);
  return "children" in node ? node.children.map(shown).join("") : "";
}

/** All nodes below. */
export function* within(nodes: readonly Nodes[]): Iterable<Nodes> {
  for (const node of nodes) {
    yield node;
    if ("children" in node) yield* within(node.children);
  }
}

/** Where links lead, in order. */
export function linksIn(nodes: readonly Nodes[]): readonly string[] {
  return [...within(nodes)].flatMap((node) => (node.type === "link" ? [node.url] : []));
}

/** Where links within the page may lead. */
export function anchorsIn(nodes: readonly Nodes[]): readonly string[] {
  return [...within(nodes)].flatMap((node) => (node.type === "html" ? (/^<a id="([^"]+)"/.exec(node.value)?.[1] ?? []) : []));
}
