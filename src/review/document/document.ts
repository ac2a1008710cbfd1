/**
 * A review as a tree of blocks, before it is written as markdown or HTML. All texts are data: whatever stands in them, they neither
 * format, link nor script. The renderers see to that; whoever builds a document writes texts as they are.
 */
import type { Location } from "../../finding/location.ts";
import type { Severity } from "../../finding/severity.ts";
import type { Graph } from "./graph.ts";

export type Inline =
  /** Text in the form of messages: what stands between backticks is code. */
  | { readonly kind: "prose"; readonly text: string }
  | { readonly kind: "code"; readonly text: string }
  /** As `prose`, made to stand out. */
  | { readonly kind: "strong"; readonly text: string }
  /** As `prose`; only web addresses become links. */
  | { readonly kind: "link"; readonly text: string; readonly url: string }
  /** To an `id` in this document. */
  | { readonly kind: "jump"; readonly text: string; readonly to: string }
  /** To another document of the same folder and form: its file name without extension, made of letters, digits, `-`, `.`, `_`. */
  | { readonly kind: "page"; readonly text: string; readonly name: string }
  /** `.circleci/config.yml:12`, linked where the repository's address is known. */
  | { readonly kind: "place"; readonly at: Location }
  | { readonly kind: "severity"; readonly severity: Severity }
  | { readonly kind: "state"; readonly state: State; readonly text: string };

/** How good something is; told in words too, never by colour alone. */
export type State = "good" | "bad" | "unknown" | "neutral";

export type Line = readonly Inline[];

export type Block =
  | Section
  | { readonly kind: "paragraph"; readonly content: Line }
  | { readonly kind: "list"; readonly isOrdered?: boolean; readonly items: readonly Line[] }
  /** A checklist; the ticks of people survive. */
  | { readonly kind: "tasks"; readonly items: readonly Task[] }
  | Table
  | { readonly kind: "code"; readonly language: string; readonly text: string }
  /** Long evidence, closed at first. */
  | { readonly kind: "details"; readonly summary: Line; readonly blocks: readonly Block[] }
  | { readonly kind: "diagram"; readonly graph: Graph }
  | Box;

export interface Section {
  readonly kind: "section";
  /** Kebab-case, unique in the document: links lead here. */
  readonly id: string;
  readonly title: Line;
  readonly blocks: readonly Block[];
  /** Shown in the table of contents with those above it. */
  readonly isListed?: boolean;
}

export interface Task {
  /** Unique in the document and the same in the next review. */
  readonly id: string;
  readonly content: Line;
}

export interface Table {
  readonly kind: "table";
  readonly columns: readonly Column[];
  /** As many cells as there are columns; a table has at least one row. */
  readonly rows: readonly (readonly Cell[])[];
}

export interface Column {
  readonly title: string;
  readonly align?: "left" | "right";
}

export interface Cell {
  readonly content: Line;
  /** What rows are sorted by, where the text of the cell does not serve. */
  readonly sort?: number;
}

/** A question that only people can answer. What they write survives. */
export interface Box {
  readonly kind: "box";
  /** Unique in the document and the same in the next review: letters, digits, `-`, `.`, `_`, `/`. */
  readonly id: string;
  /** One question. */
  readonly question: string;
  /** What helps to answer it; a sentence. */
  readonly hint?: string;
}

export interface ReviewDocument {
  readonly title: string;
  /** ISO date; left out where none is known, so that the same input gives the same bytes. */
  readonly date: string | undefined;
  readonly sections: readonly Section[];
  readonly tool: { readonly name: string; readonly version: string };
}
