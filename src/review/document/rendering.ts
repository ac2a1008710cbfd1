/** What a renderer needs to know beside the document. */
import type { Location } from "../../finding/location.ts";
import type { Answers } from "./answers.ts";

/** The web address of a place; undefined where none is known. */
export type LinkOf = (at: Location) => string | undefined;

export interface Rendering {
  /** What people have written into an earlier review. */
  readonly answers: Answers;
  readonly linkOf: LinkOf;
}
