/** A change worth making: what one cure puts right, be it findings, an opportunity seen in several places, or a migration. */
import type { Finding } from "../../finding/finding.ts";
import type { Location } from "../../finding/location.ts";
import type { Severity } from "../../finding/severity.ts";
import type { Batch, Size } from "../../rule/opportunity.ts";

export interface Change {
  /** Unique, and the same in the next review. */
  readonly id: string;
  readonly kind: "findings" | "opportunity" | "migration";
  /** An order, without full stop. */
  readonly title: string;
  /** What is gained or lost here, a sentence or two. */
  readonly why: string;
  /** The severity of its worst finding; undefined for what is no fault. */
  readonly worst: Severity | undefined;
  readonly effort: Size;
  readonly batch: Batch;
  /** How much it is worth, in points: for the ranking alone. */
  readonly points: number;
  /** At least one. */
  readonly parts: readonly ChangePart[];
}

/** One task: a rule, an opportunity, a migration. */
export interface ChangePart {
  readonly id: string;
  /** What is seen, without full stop. */
  readonly title: string;
  /** What to do, a sentence. */
  readonly todo: string;
  /** `3 findings`, `2 jobs`. */
  readonly size: string;
  readonly name: { readonly text: string; readonly url: string | undefined } | undefined;
  readonly places: readonly Location[];
  /** Section in which it is told. */
  readonly home: string;
  /** How to see that it worked; undefined where the batch says it. */
  readonly test: string | undefined;
  readonly findings: readonly Finding[];
}
