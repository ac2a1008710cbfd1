/** Hides secrets in every text of a review, once, before it is rendered or kept. */
import { masksFor } from "../../engine/mask-outcome.ts";
import type { TextMasks } from "../../engine/mask-outcome.ts";
import type { Location } from "../../finding/location.ts";
import type { Block, Inline, Line, ReviewDocument, Section, Table } from "./document.ts";
import type { Graph } from "./graph.ts";

/** `secrets`: where they stand in the audited files. Links and ids may be made of names, in which mere words stay legible. */
export function maskDocument(document: ReviewDocument, secrets: readonly Location[]): ReviewDocument {
  if (secrets.length === 0) return document;
  const masks = masksFor(secrets);
  return {
    ...document,
    title: masks.prose(document.title),
    sections: document.sections.map((each) => maskSection(each, masks)),
  };
}

function maskSection({ id, title, blocks, ...rest }: Section, masks: TextMasks): Section {
  return { ...rest, id: masks.names(id), title: maskLine(title, masks), blocks: blocks.map((each) => maskBlock(each, masks)) };
}

function maskBlock(block: Block, masks: TextMasks): Block {
  switch (block.kind) {
    case "section":
      return maskSection(block, masks);
    case "paragraph":
      return { ...block, content: maskLine(block.content, masks) };
    case "list":
      return { ...block, items: block.items.map((item) => maskLine(item, masks)) };
    case "tasks":
      return {
        ...block,
        items: block.items.map((task) => ({ ...task, id: masks.names(task.id), content: maskLine(task.content, masks) })),
      };
    case "table":
      return maskTable(block, masks);
    case "code":
      return { ...block, text: masks.prose(block.text) };
    case "details":
      return {
        ...block,
        summary: maskLine(block.summary, masks),
        blocks: block.blocks.map((each) => maskBlock(each, masks)),
      };
    case "diagram":
      return { ...block, graph: maskGraph(block.graph, masks) };
    case "box":
      return {
        ...block,
        id: masks.names(block.id),
        question: masks.prose(block.question),
        ...(block.hint === undefined ? {} : { hint: masks.prose(block.hint) }),
      };
    default:
      return block satisfies never;
  }
}

function maskTable({ columns, rows, ...rest }: Table, masks: TextMasks): Table {
  return {
    ...rest,
    columns: columns.map((column) => ({ ...column, title: masks.prose(column.title) })),
    rows: rows.map((cells) => cells.map((cell) => ({ ...cell, content: maskLine(cell.content, masks) }))),
  };
}

/** The ids of nodes join the edges: they are masked alike. */
function maskGraph({ title, description, nodes, edges, ...rest }: Graph, { prose, names }: TextMasks): Graph {
  return {
    ...rest,
    title: prose(title),
    description: prose(description),
    nodes: nodes.map((node) => ({ ...node, id: names(node.id), label: prose(node.label) })),
    edges: edges.map(({ from, to, label, ...more }) => ({
      ...more,
      from: names(from),
      to: names(to),
      ...(label === undefined ? {} : { label: prose(label) }),
    })),
  };
}

function maskLine(line: Line, masks: TextMasks): Line {
  return line.map((piece) => maskInline(piece, masks));
}

function maskInline(piece: Inline, { prose, names }: TextMasks): Inline {
  switch (piece.kind) {
    case "place":
      return {
        ...piece,
        at: { ...piece.at, path: piece.at.path.map((part) => (typeof part === "string" ? names(part) : part)) },
      };
    case "severity":
      return piece;
    case "link":
      return { ...piece, text: prose(piece.text), url: names(piece.url) };
    case "jump":
      return { ...piece, text: prose(piece.text), to: names(piece.to) };
    default:
      return { ...piece, text: prose(piece.text) };
  }
}
