/**
 * The contract of opportunities: what could be better about a configuration without being a fault. They never fail a build and are told
 * in the review alone. An opportunity is its metadata and a generator over a scene: pure, synchronous, without state.
 */
import type { JobRun, WorkflowPlan } from "../expand/plan.ts";
import type { Location, RelatedLocation } from "../finding/location.ts";
import type { Scene } from "./scene.ts";

/** Where in the review it is told. */
export const topics = ["general", "environment", "duration", "workflow", "reusable", "dynamic", "storage", "settings"] as const;
export type Topic = (typeof topics)[number];

/** Least first. */
export const sizes = ["small", "medium", "large"] as const;
export type Size = (typeof sizes)[number];

/** `safe`: nothing that runs changes but for the better. `test`: try it on a branch. `owner`: somebody has to decide. */
export const batches = ["safe", "test", "owner"] as const;
export type Batch = (typeof batches)[number];

export interface OpportunityMeta {
  /** Kebab-case; equals the file name and the fixture folder. Never changes once released. */
  readonly id: string;
  /** At most eight words, no full stop; what is seen, not what to do: `Dependencies are installed without a cache`. */
  readonly title: string;
  /** One sentence for the table of opportunities. */
  readonly summary: string;
  /** What to do, in general; what is found may say it more exactly. */
  readonly advice: string;
  /** How to see that the change did what it should, in one or two sentences. */
  readonly test: string;
  /** What it cannot see. */
  readonly limits: string;
  readonly topic: Topic;
  /** `config`: needs only the file. `both`: sharper with a snapshot. `snapshot`: does not look without one. */
  readonly data: "config" | "both" | "snapshot";
  readonly gain: Size;
  readonly effort: Size;
  readonly batch: Batch;
  readonly references: readonly { readonly title: string; readonly url: string }[];
  /** Version of this tool that brought it. */
  readonly since: string;
}

export interface Found {
  /** Where it is to be put right: a place in a configuration, or on the sheet of facts. */
  readonly at: Location;
  /** The job runs that it is about: it is told in the blocks of their jobs. Left out when it is about workflows or the whole project. */
  readonly runs?: readonly JobRun[];
  /** The workflows that it is about. */
  readonly workflows?: readonly WorkflowPlan[];
  /** What is seen here, with its figures, in one or two sentences; names between backticks. */
  readonly message: string;
  /** The effect to expect here, in one sentence without subject: `saves 24 lines and keeps five jobs alike`. Figures only where known. */
  readonly effect: string;
  /** Overrides the general advice. */
  readonly advice?: string;
  /** Other places that show it, each with what it is. */
  readonly evidence?: readonly RelatedLocation[];
  /** YAML to write, where it can be told. */
  readonly replacement?: string;
  /** These override what is usual. */
  readonly gain?: Size;
  readonly effort?: Size;
  readonly batch?: Batch;
}

export interface Opportunity {
  readonly meta: OpportunityMeta;
  find(scene: Scene): Iterable<Found>;
}

/** Checks the shape at compile time and freezes nothing. */
export function defineOpportunity(opportunity: Opportunity): Opportunity {
  return opportunity;
}
