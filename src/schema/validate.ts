/** Checks data against our schemas and says in plain words what is wrong and where. */
import { faultsOf as baselineFaults } from "./generated/baseline.ts";
import { faultsOf as settingsFaults } from "./generated/settings.ts";
import { issuesOf } from "./issues.ts";
import type { SchemaIssue } from "./issues.ts";

/** Faults of a settings file, in the order of the schema; rule ids are not checked. */
export function checkSettings(data: unknown): readonly SchemaIssue[] {
  return issuesOf(settingsFaults(data), data);
}

export function checkBaseline(data: unknown): readonly SchemaIssue[] {
  return issuesOf(baselineFaults(data), data);
}
