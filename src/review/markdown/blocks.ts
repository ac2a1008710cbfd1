/** The blocks of a review as markdown. */
import { fence } from "../../report/markdown-text.ts";
import type { Block, Box, Section, Table, Task } from "../document/document.ts";
import type { Graph } from "../document/graph.ts";
import { answerEnd, answerStart, taskMark, unanswered, withoutMarks } from "../document/marks.ts";
import type { Rendering } from "../document/rendering.ts";
import { anchor } from "./anchors.ts";
import { words } from "./inline.ts";
import { mermaid } from "./mermaid.ts";
import { summaryHtml } from "./summary-html.ts";

const deepestHeading = 6;

export function renderBlocks(blocks: readonly Block[], level: number, rendering: Rendering): readonly string[] {
  return blocks.flatMap((block, at) => {
    const text = renderBlock(block, level, rendering);
    if (text === "") return [];
    // Two lists in a row would be read as one.
    return isList(block) && isList(blocks[at - 1]) ? ["<!-- -->", text] : [text];
  });
}

function isList(block: Block | undefined): boolean {
  return block?.kind === "list" || block?.kind === "tasks";
}

function renderBlock(block: Block, level: number, rendering: Rendering): string {
  switch (block.kind) {
    case "section":
      return renderSection(block, level, rendering);
    case "paragraph":
      return words(block.content, rendering.linkOf);
    case "list":
      return block.items
        .map((item, at) => `${block.isOrdered === true ? `${String(at + 1)}.` : "-"} ${words(item, rendering.linkOf)}`)
        .join("\n");
    case "tasks":
      return block.items.map((task) => renderTask(task, rendering)).join("\n");
    case "table":
      return renderTable(block, rendering);
    case "code":
      return codeBlock(block.text, block.language);
    case "details":
      return [
        `<details>\n<summary>${summaryHtml(block.summary, rendering.linkOf)}</summary>`,
        ...renderBlocks(block.blocks, level, rendering),
        "</details>",
      ].join("\n\n");
    case "diagram":
      return renderDiagram(block.graph);
    case "box":
      return renderBox(block, rendering);
    default:
      return block satisfies never;
  }
}

function renderSection({ id, title, blocks }: Section, level: number, rendering: Rendering): string {
  const text = words(title, rendering.linkOf);
  const heading = level <= deepestHeading ? `${"#".repeat(level)} ${anchor(id)}${text}` : `${anchor(id)}<strong>${text}</strong>`;
  return [heading, ...renderBlocks(blocks, level + 1, rendering)].join("\n\n");
}

function renderTask({ id, content }: Task, { answers, linkOf }: Rendering): string {
  return `- [${answers.ticks.has(id) ? "x" : " "}] ${words(content, linkOf)} ${taskMark(id)}`;
}

function renderTable({ columns, rows }: Table, { linkOf }: Rendering): string {
  const row = (cells: readonly string[]): string => `| ${cells.map(inCell).join(" | ")} |`;
  return [
    row(columns.map(({ title }) => words([{ kind: "prose", text: title }], linkOf))),
    `| ${columns.map(({ align }) => (align === "right" ? "---:" : "---")).join(" | ")} |`,
    ...rows.map((cells) => row(columns.map((_, at) => words(cells[at]?.content ?? [], linkOf)))),
  ].join("\n");
}

/** A bar would end the cell, even in code. */
function inCell(text: string): string {
  return text.replace(/\\*\|/g, "\\|");
}

export function codeBlock(text: string, language: string): string {
  return fence(withoutMarks(text), language.replace(/[^\w+-]/g, ""));
}

function renderDiagram(graph: Graph): string {
  const { description, nodes, edges } = graph;
  const text = mermaid(graph);
  const told = words([{ kind: "prose", text: description }], () => undefined);
  if (text !== undefined) return `${told}\n\n${codeBlock(text, "mermaid")}`;
  return `${told} It has ${String(nodes.length)} nodes and ${String(edges.length)} edges, more than sites draw; the HTML of this review (\`--html\`) has it.`;
}

/** What people wrote stands as they wrote it. */
function renderBox({ id, question, hint }: Box, { answers }: Rendering): string {
  const asked = words(
    [
      { kind: "strong", text: question },
      { kind: "prose", text: hint === undefined ? "" : ` ${hint}` },
    ],
    () => undefined,
  );
  return [`> ✍️ ${asked}`, answerStart(id), answers.boxes.get(id) ?? unanswered, answerEnd(id)].join("\n\n");
}
