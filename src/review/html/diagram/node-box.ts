/** What stands in a node of a diagram, and how much room that takes. */
import { visibleLine } from "../../../report/plain-text.ts";
import type { GraphNode } from "../../document/graph.ts";
import { shortened, widthOf } from "./measure.ts";

export interface NodeBox {
  readonly width: number;
  readonly height: number;
  /** `job · high`. */
  readonly caption: string;
  readonly label: string;
}

export const nameSize = 12.5;
export const labelSize = 11;
export const captionSize = 10;

const mostText = 230;

export function boxOf(node: GraphNode): NodeBox {
  const caption = captionOf(node);
  const label = shortened(visibleLine(node.label), nameSize, mostText);
  const text = Math.max(widthOf(label, nameSize), widthOf(caption, captionSize), 36);
  return { width: Math.ceil(text) + 28, height: caption === "" ? 30 : 42, caption, label };
}

/** Colours tell the worst finding, and so do words. */
function captionOf({ kind, worst }: GraphNode): string {
  const judged = worst === undefined || worst === "none" ? [] : [worst];
  return [...(kind === "more" ? [] : [kind]), ...judged].join(" · ");
}
