/** The refs on which a job run runs, where filters and conditions bind it to some. */
import { asMap } from "../../../src/config/reader.ts";
import { parseExpression, type Expression } from "../../../src/expand/expression.ts";
import type { JobRun } from "../../../src/expand/plan.ts";
import type { RefPattern } from "../../../src/rule/migration.ts";
import { entryOf, isNull, type YamlNode } from "../../../src/yaml/node.ts";
import { refPatterns } from "./ref-pattern.ts";

/** Undefined: any branch can run it, or it cannot be told. An empty list: no push runs it. */
export type Refs = readonly RefPattern[] | undefined;

/** `known` keeps what was found for other runs. */
export function refsOf(run: JobRun, known = new Map<JobRun, Refs>()): Refs {
  if (known.has(run)) return known.get(run);
  // A cycle ends here; CircleCI refuses it.
  known.set(run, undefined);
  const own = ownRefs(run);
  const refs = own ?? requiredRefs(run, known);
  known.set(run, refs);
  return refs;
}

/** Of several runs together; undefined as soon as one of them is open to any branch. Runs that no workflow starts do not count. */
export function refsOfAll(runs: Iterable<JobRun>): Refs {
  const known = new Map<JobRun, Refs>();
  const found: RefPattern[] = [];
  for (const run of runs) {
    if (run.workflow === undefined) continue;
    const refs = refsOf(run, known);
    if (refs === undefined) return undefined;
    found.push(...refs);
  }
  return distinct(found);
}

export function distinct(refs: readonly RefPattern[]): readonly RefPattern[] {
  return [...new Map(refs.map((ref) => [ref.regex, ref])).values()].sort((a, b) => order(a.glob, b.glob));
}

function order(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

/** A job runs when those of its required jobs that run at all have passed; when none of them runs, it does not run either. */
function requiredRefs(run: JobRun, known: Map<JobRun, Refs>): Refs {
  if (run.dependsOn.length === 0) return undefined;
  const found: RefPattern[] = [];
  for (const required of run.dependsOn) {
    const refs = refsOf(required, known);
    if (refs === undefined) return undefined;
    found.push(...refs);
  }
  return distinct(found);
}

function ownRefs({ filters, workflow }: JobRun): Refs {
  const triggers = workflow?.workflow.triggers;
  if (triggers !== undefined && !isNull(triggers)) return scheduledRefs(triggers);
  return filteredRefs(filters) ?? conditionRefs(workflow?.workflow.when);
}

/** Without a filter on tags no tag runs the job; without one on branches every branch does. */
function filteredRefs(filters: YamlNode | undefined): Refs {
  if (filters?.kind === "scalar") return conditionRefs(filters);
  const map = asMap(filters);
  if (map === undefined) return undefined;
  // `branches:` of a job, as in configuration version 2.
  if (entryOf(map, "only") !== undefined || entryOf(map, "ignore") !== undefined) return listed("branch", map);
  const branches = entryOf(map, "branches")?.value;
  if (branches === undefined || isNull(branches)) return undefined;
  const tags = entryOf(map, "tags")?.value;
  const ofBranches = listed("branch", branches);
  const ofTags = tags === undefined || isNull(tags) ? [] : listed("tag", tags);
  return ofBranches && ofTags && distinct([...ofBranches, ...ofTags]);
}

/** `only` with its names and patterns; `ignore: /.*\/` leaves none; any other `ignore` leaves names that nobody knows. */
function listed(kind: RefPattern["kind"], node: YamlNode): Refs {
  const map = asMap(node);
  const only = map === undefined ? node : entryOf(map, "only")?.value;
  if (only !== undefined && !isNull(only)) {
    return narrow(all(textsOf(only).map((text) => (text === undefined ? undefined : refPatterns(kind, text)))));
  }
  const ignore = map && entryOf(map, "ignore")?.value;
  if (ignore !== undefined && textsOf(ignore).some((text) => text === "/.*/" || text === "/^.*$/" || text === "/.+/")) return [];
  return undefined;
}

/** A pattern that any branch may fit binds nothing. */
function narrow(refs: Refs): Refs {
  return refs?.some(({ glob }) => glob === "refs/heads/*") === true ? undefined : refs;
}

function textsOf(node: YamlNode): readonly (string | undefined)[] {
  const items = node.kind === "seq" ? node.items.map(({ value }) => value) : [node];
  return items.map((item) => (item.kind === "scalar" ? item.text : undefined));
}

/** A schedule names its branches, and runs on no other. */
function scheduledRefs(triggers: YamlNode): Refs {
  if (triggers.kind !== "seq") return undefined;
  const found: RefPattern[] = [];
  for (const { value } of triggers.items) {
    const refs = filteredRefs(valueIn(valueIn(value, "schedule"), "filters"));
    if (refs === undefined) return undefined;
    found.push(...refs);
  }
  return distinct(found);
}

function valueIn(node: YamlNode | undefined, key: string): YamlNode | undefined {
  const map = asMap(node);
  return map && entryOf(map, key)?.value;
}

const gitValues: Readonly<Record<string, RefPattern["kind"]>> = { "pipeline.git.branch": "branch", "pipeline.git.tag": "tag" };

/** `equal: [main, << pipeline.git.branch >>]` and its like: the refs for which the condition can hold. */
function conditionRefs(condition: YamlNode | undefined): Refs {
  if (condition === undefined) return undefined;
  if (condition.kind === "scalar") {
    const expression = parseExpression(condition.text.replace(/^\s*<<(.*)>>\s*$/su, "$1"));
    return expression && expressionRefs(expression);
  }
  const [entry, ...others] = asMap(condition)?.entries ?? [];
  if (entry === undefined || others.length > 0) return undefined;
  if (entry.key === "matches") return matchRefs(entry.value);
  if (entry.value.kind !== "seq") return undefined;
  const items = entry.value.items.map(({ value }) => value);
  if (entry.key === "and") return first(items.map(conditionRefs));
  if (entry.key === "or") return all(items.map(conditionRefs));
  return entry.key === "equal" ? equalRefs(items.map((item) => (item.kind === "scalar" ? item.text : "<<"))) : undefined;
}

function equalRefs(texts: readonly string[]): Refs {
  const kind = texts.map((text) => gitKind(text)).find((each) => each !== undefined);
  const literal = texts.find((text) => !text.includes("<<"));
  return kind === undefined || literal === undefined || literal === "" ? undefined : refPatterns(kind, literal);
}

function gitKind(text: string): RefPattern["kind"] | undefined {
  const name = text.replaceAll(/[<>\s]/gu, "");
  return Object.hasOwn(gitValues, name) ? gitValues[name] : undefined;
}

/** `matches: {pattern, value}`. CircleCI looks for the pattern anywhere unless it is anchored. */
function matchRefs(node: YamlNode): Refs {
  const map = asMap(node);
  const [pattern, value] = ["pattern", "value"].map((key) => map && entryOf(map, key)?.value);
  if (pattern?.kind !== "scalar" || value?.kind !== "scalar") return undefined;
  const kind = gitKind(value.text);
  if (kind === undefined || !/^\^.*\$$/su.test(pattern.text)) return undefined;
  return narrow(refPatterns(kind, `/${pattern.text}/`));
}

function expressionRefs(expression: Expression): Refs {
  if (expression.kind !== "binary") return undefined;
  const { operator, left, right } = expression;
  if (operator === "and") return first([expressionRefs(left), expressionRefs(right)]);
  if (operator === "or") return all([expressionRefs(left), expressionRefs(right)]);
  if (operator !== "==") return undefined;
  return equalRefs([left, right].map((side) => textOf(side)));
}

function textOf(side: Expression): string {
  if (side.kind === "reference") return `<< ${side.name} >>`;
  return side.kind === "literal" && typeof side.value === "string" ? side.value : "<<";
}

function first(choices: readonly Refs[]): Refs {
  return choices.find((refs) => refs !== undefined);
}

function all(choices: readonly Refs[]): Refs {
  return choices.every((refs) => refs !== undefined) ? choices.flat() : undefined;
}
