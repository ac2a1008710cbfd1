/** Filters and conditions that leave nothing to choose: a job that runs on `main` alone knows its branch. */
import { parseExpression, type Expression } from "../../../src/expand/expression.ts";
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

/** True when the run only happens with values of the source that cannot carry a command: written out, or of plain characters. */
export function isFixedFor({ filters, workflow }: JobRun, source: UntrustedSource): boolean {
  const value = valueOf(source);
  return isFixedByFilters(source, filters) || (value !== undefined && demands(workflow?.workflow.when, value));
}

function isFixedByFilters(source: UntrustedSource, filters: YamlNode | undefined): boolean {
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

/** The pipeline value that the source is, for conditions. */
function valueOf({ name }: UntrustedSource): string | undefined {
  if (name.startsWith("pipeline.")) return name;
  return name === "CIRCLE_BRANCH" ? "pipeline.git.branch" : name === "CIRCLE_TAG" ? "pipeline.git.tag" : undefined;
}

/** True when a condition holds only for values of `name` that stand in it: `equal: [main, << pipeline.git.branch >>]`. */
function demands(condition: YamlNode | undefined, name: string): boolean {
  if (condition?.kind === "scalar") {
    const expression = parseExpression(condition.text.replace(/^\s*<<(.*)>>\s*$/u, "$1"));
    return expression !== undefined && expressionDemands(expression, name);
  }
  const [entry, ...others] = asMap(condition)?.entries ?? [];
  if (entry === undefined || others.length > 0 || entry.value.kind !== "seq") return false;
  const items = entry.value.items.map(({ value }) => value);
  if (entry.key === "and") return items.some((item) => demands(item, name));
  if (entry.key === "or") return items.every((item) => demands(item, name));
  const texts = items.map((item) => (item.kind === "scalar" ? item.text : "<<"));
  const isValue = (text: string): boolean => text.replaceAll(/[<>\s]/gu, "") === name;
  return entry.key === "equal" && texts.some(isValue) && texts.some((text) => !text.includes("<<"));
}

function expressionDemands(expression: Expression, name: string): boolean {
  if (expression.kind !== "binary") return false;
  const { operator, left, right } = expression;
  if (operator === "and") return expressionDemands(left, name) || expressionDemands(right, name);
  if (operator === "or") return expressionDemands(left, name) && expressionDemands(right, name);
  const isName = (side: Expression): boolean => side.kind === "reference" && side.name === name;
  return operator === "==" && ((isName(left) && right.kind === "literal") || (isName(right) && left.kind === "literal"));
}
