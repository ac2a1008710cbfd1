/** What the rules had to say about one configuration, or about the facts of one project or organisation. */
import type { Location } from "../finding/location.ts";
import type { CoverageNote, Problem } from "../finding/report.ts";
import type { Draft } from "./draft.ts";
import type { IgnoreComment } from "./ignore-comments.ts";

export interface Outcome {
  /** Path of the configuration's file, or of the text of the facts. */
  readonly path: string;
  /** `facts`: its files are no configurations that were audited here. */
  readonly about: "configuration" | "facts";
  /** Paths of all files that it is made of, its own first. */
  readonly files: readonly string[];
  /** Of facts: which of the files are texts of facts; the others are configurations that they belong to. */
  readonly sheets?: readonly string[];
  readonly drafts: readonly Draft[];
  /** Where secrets stand, in this file and in others. */
  readonly secrets: readonly Location[];
  /** Ids of the rules that are about such a thing, whether or not they ran. */
  readonly concerned: readonly string[];
  /** Ids of the rules that came to their end. */
  readonly ran: readonly string[];
  /** Ids of the rules that had to do without something unknown: that they found nothing means nothing then. */
  readonly unsure?: readonly string[];
  /** Notes of the plan, and rules that failed. */
  readonly coverage: readonly CoverageNote[];
  readonly problems: readonly Problem[];
  readonly ignores: readonly IgnoreComment[];
}
