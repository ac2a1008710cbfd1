/** Checks snapshots; apart from the other checks, since it is much code that few runs need. */
import { faultsOf } from "./generated/snapshot.ts";
import { firstIssueOf } from "./issues.ts";
import type { SchemaIssue } from "./issues.ts";

/** The first fault. Takes out of `data` whatever the schema does not know. */
export function checkSnapshot(data: unknown): SchemaIssue | undefined {
  return firstIssueOf(faultsOf(data), data);
}
