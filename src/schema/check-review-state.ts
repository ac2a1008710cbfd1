/** Checks what a review has kept; apart from the other checks, since it is much code that few runs need. */
import type { SchemaFault } from "./describe-fault.ts";
import { faultsOf } from "./generated/review-state.ts";
import { issuesOf, placeOf } from "./issues.ts";
import type { SchemaIssue } from "./issues.ts";

/** The first fault. Takes out of `data` whatever the schema does not know. */
export function checkReviewState(data: unknown): SchemaIssue | undefined {
  const faults = faultsOf(data) ?? [];
  return issuesOf(
    faults
      .slice(0, 1)
      .map((fault): SchemaFault => ({ ...fault, parentSchema: {}, data: placeOf(fault.instancePath, data).value })),
    data,
  )[0];
}
