/** What stands in a node of a diagram, and how much room that takes. */
import { visibleLine } from "../../../report/plain-text.ts";
import type { Graph, GraphNode } from "../../document/graph.ts";
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

export function boxesOf({ nodes }: Graph): readonly NodeBox[] {
  // Where jobs wait for jobs, each need not say that it is one.
  const isAboutJobs = nodes.every(({ kind }) => kind === "job" || kind === "approval" || kind === "gate" || kind === "more");
  return nodes.map((node) => boxOf(node, isAboutJobs));
}

function boxOf(node: GraphNode, isAboutJobs: boolean): NodeBox {
  const caption = captionOf(node, isAboutJobs);
  const label = shortened(visibleLine(node.label), nameSize, mostText);
  const text = Math.max(widthOf(label, nameSize), widthOf(caption, captionSize), 36);
  return { width: Math.ceil(text) + 28, height: caption === "" ? 30 : 42, caption, label };
}

/** Colours tell the worst finding, and so do words. */
function captionOf({ kind, worst }: GraphNode, isAboutJobs: boolean): string {
  const isSaid = kind !== "more" && !(isAboutJobs && kind === "job");
  return [...(isSaid ? [kind] : []), ...(worst === undefined || worst === "none" ? [] : [worst])].join(" · ");
}
