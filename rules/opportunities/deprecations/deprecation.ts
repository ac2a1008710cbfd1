/** Something that CircleCI has given up or replaced, and where a configuration still uses it. */
import type { JobRun, WorkflowPlan } from "../../../src/expand/plan.ts";
import type { Location } from "../../../src/finding/location.ts";
import type { Audit } from "../../../src/rule/audit.ts";
import type { Batch, Size } from "../../../src/rule/opportunity.ts";

export interface Deprecated {
  /** A sentence: what it is and what has become of it. */
  readonly says: string;
  readonly advice: string;
  readonly effect: string;
  readonly replacement?: string;
  readonly gain?: Size;
  readonly effort?: Size;
  readonly batch?: Batch;
}

export interface Use {
  readonly of: Deprecated;
  readonly at: Location;
  readonly runs?: readonly JobRun[];
  readonly workflows?: readonly WorkflowPlan[];
}

/** One kind of thing that is looked for. `today`: ISO date. */
export type Finder = (audit: Audit, today: string | undefined) => Iterable<Use>;
