/** A cure that is an edit: texts to put in the place of exact spans of a file. */
import type { Span } from "../source/span.ts";
import type { Location } from "./location.ts";

/** `safe`: what CircleCI runs stays the same but for the fault. `unsafe`: somebody has to look whether it still does what it should. */
export const fixSafeties = ["safe", "unsafe"] as const;
export type FixSafety = (typeof fixSafeties)[number];

export interface Edit {
  /** What is taken out; an empty span where something is only put in. */
  readonly at: Location;
  /** What is put in its place, as it stands in the file: escaped and indented. */
  readonly text: string;
  /** For an edit inside a scalar: the same in terms of its content, by which the outcome is checked. */
  readonly content?: { readonly span: Span; readonly text: string };
}

export interface Fix {
  /** What it does, as an order: "Replace `npm install` by `npm ci`". */
  readonly title: string;
  readonly safety: FixSafety;
  /** At least one; they do not overlap and belong together. */
  readonly edits: readonly Edit[];
}

/** What makes two fixes the same. */
export function fixKey({ safety, edits }: Fix): string {
  return JSON.stringify([safety, edits.map(({ at: { file, span }, text }) => [file.path, span.start, span.end, text])]);
}
