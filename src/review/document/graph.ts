/** A diagram: nodes, edges and groups, laid out by whoever draws it. */
import type { Severity } from "../../finding/severity.ts";

export interface Graph {
  /** Unique in the document, kebab-case. */
  readonly id: string;
  readonly title: string;
  /** What it shows, for those who do not see it; a sentence. */
  readonly description: string;
  readonly direction: "right" | "down";
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

export const nodeKinds = ["context", "workflow", "job", "approval", "credential", "provider", "gate", "more"] as const;
export type NodeKind = (typeof nodeKinds)[number];

export interface GraphNode {
  /** Unique in the graph; any text. */
  readonly id: string;
  readonly label: string;
  readonly kind: NodeKind;
  /** The worst finding that it has part in; `none` when it has none, undefined where that is not judged. */
  readonly worst?: Severity | "none" | undefined;
}

export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  readonly label?: string;
  /** It may not hold, such as a requirement that also lets failures pass. */
  readonly isLoose?: boolean;
}
