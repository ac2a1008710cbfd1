/** Filters that leave nothing to choose: a job that runs on `main` alone knows its branch. */
import type { JobRun } from "../../../src/expand/plan.ts";
import { asMap } from "../../../src/config/reader.ts";
import { entryOf, isNull, type YamlNode } from "../../../src/yaml/node.ts";
import { isNarrowPattern } from "./harmless.ts";
import type { UntrustedSource } from "./sources.ts";

const sourceFilters: Readonly<Record<string, "branches" | "tags">> = {
  CIRCLE_BRANCH: "branches",
  "pipeline.git.branch": "branches",
  "git branch --show-current": "branches",
  "git rev-parse --abbrev-ref": "branches",
  "git symbolic-ref": "branches",
  CIRCLE_TAG: "tags",
  "pipeline.git.tag": "tags",
};

/** True when the job's filters let only names through that cannot carry a command: written out, or of plain characters; or none at all. */
export function isFixedByFilters(source: UntrustedSource, { filters }: JobRun): boolean {
  const kind = Object.hasOwn(sourceFilters, source.name) ? sourceFilters[source.name] : undefined;
  const map = kind === undefined || filters === undefined ? undefined : asMap(filters);
  if (map === undefined || kind === undefined) return false;
  const list = entryOf(map, kind)?.value;
  if (list === undefined || isNull(list)) return false;
  const choice = asMap(list);
  const only = choice === undefined ? list : entryOf(choice, "only")?.value;
  if (only !== undefined && !isNull(only)) return namesOf(only).every(isPlainName);
  const ignore = choice && entryOf(choice, "ignore")?.value;
  return ignore !== undefined && namesOf(ignore).includes("/.*/");
}

function namesOf(node: YamlNode): readonly (string | undefined)[] {
  const items = node.kind === "seq" ? node.items.map(({ value }) => value) : [node];
  return items.map((item) => (item.kind === "scalar" ? item.text : undefined));
}

function isPlainName(name: string | undefined): boolean {
  if (name === undefined || name.includes("<<")) return false;
  const pattern = /^\/(.+)\/$/u.exec(name)?.[1];
  return pattern === undefined || isNarrowPattern(pattern);
}
