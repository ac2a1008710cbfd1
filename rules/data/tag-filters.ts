/** Job runs with a filter on tags that leaves every branch in, and signs of whether that is meant. */
import { asMap } from "../../src/config/reader.ts";
import { listAdmits } from "../../src/expand/filters.ts";
import type { JobRun } from "../../src/expand/plan.ts";
import { entryOf, isNull, type YamlEntry, type YamlNode } from "../../src/yaml/node.ts";

export interface TagFilter {
  /** The `tags` entry of the filter. */
  readonly entry: YamlEntry;
  /** What stands at `only`. */
  readonly only: YamlNode;
}

/** The run's filter when it is a map that names tags and no branches; undefined for other filters and for expressions. */
export function tagOnlyFilter(run: JobRun): TagFilter | undefined {
  const filters = asMap(run.filters);
  if (filters === undefined || filtersBranches(run)) return undefined;
  const entry = entryOf(filters, "tags");
  const tags = asMap(entry?.value);
  const only = tags && entryOf(tags, "only")?.value;
  return entry === undefined || only === undefined || isNull(only) ? undefined : { entry, only };
}

/** True when the run's own filter says something of branches. */
export function filtersBranches(run: JobRun): boolean {
  if (run.filters?.kind === "scalar") return !isNull(run.filters);
  const filters = asMap(run.filters);
  const branches = filters && entryOf(filters, "branches")?.value;
  if (branches === undefined || isNull(branches)) return false;
  return branches.kind !== "map" || branches.entries.some(({ value }) => !isNull(value));
}

/** Names that no filter for releases lets through all together. */
const sampleTags = ["my-tag", "v1.2.3", "1.2.3", "release/next", "zz_9"];

/** True when the filter keeps some tags out. One that lets all of them through only says that tags count too. */
export function isNarrow({ only }: TagFilter): boolean {
  return sampleTags.some((tag) => listAdmits(only, tag) === false);
}
