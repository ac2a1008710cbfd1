/** Short ways to write the parts of a document. */
import type { Location } from "../../finding/location.ts";
import type { Severity } from "../../finding/severity.ts";
import type { Block, Box, Cell, Column, Inline, Line, Section, State } from "./document.ts";

/** A piece of a line: a string is prose. */
export type Piece = string | Inline;

export function line(...pieces: readonly Piece[]): Line {
  return pieces.map((piece) => (typeof piece === "string" ? { kind: "prose", text: piece } : piece));
}

export const code = (text: string): Inline => ({ kind: "code", text });
export const strong = (text: string): Inline => ({ kind: "strong", text });
export const link = (text: string, url: string): Inline => ({ kind: "link", text, url });
export const jump = (text: string, to: string): Inline => ({ kind: "jump", text, to });
export const page = (text: string, name: string): Inline => ({ kind: "page", text, name });
export const place = (at: Location): Inline => ({ kind: "place", at });
export const severity = (worst: Severity): Inline => ({ kind: "severity", severity: worst });
export const state = (of: State, text: string): Inline => ({ kind: "state", state: of, text });

export function paragraph(...pieces: readonly Piece[]): Block {
  return { kind: "paragraph", content: line(...pieces) };
}

export function list(items: readonly Line[]): Block {
  return { kind: "list", items };
}

export function section(id: string, title: string, blocks: readonly Block[]): Section {
  return { kind: "section", id, title: line(title), blocks };
}

export function details(summary: string, blocks: readonly Block[]): Block {
  return { kind: "details", summary: line(summary), blocks };
}

/** Nothing when there are no rows: no table is empty. */
export function table(columns: readonly (string | Column)[], rows: readonly (readonly Cell[])[]): readonly Block[] {
  if (rows.length === 0) return [];
  return [{ kind: "table", columns: columns.map((column) => (typeof column === "string" ? { title: column } : column)), rows }];
}

export function cell(...pieces: readonly Piece[]): Cell {
  return { content: line(...pieces) };
}

/** A cell that is sorted by a number. */
export function figure(text: string, sort: number): Cell {
  return { content: line(text), sort };
}

export function box(id: string, question: string, hint?: string): Box {
  return { kind: "box", id, question, ...(hint === undefined ? {} : { hint }) };
}
