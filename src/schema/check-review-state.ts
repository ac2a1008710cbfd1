/** Checks what a review has kept; apart from the other checks, since it is much code that few runs need. */
import { faultsOf } from "./generated/review-state.ts";
import { firstIssueOf } from "./issues.ts";
import type { SchemaIssue } from "./issues.ts";

/** The first fault. Takes out of `data` whatever the schema does not know. */
export function checkReviewState(data: unknown): SchemaIssue | undefined {
  return firstIssueOf(faultsOf(data), data);
}
