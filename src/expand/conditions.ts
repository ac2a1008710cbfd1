/** Every condition of a configuration: `when` and `unless` of workflows and of steps, and filters that are expressions. */
import type { Config, Invocation, Library, ParameterDefinition, Workflow } from "../config/config.ts";
import { asMap } from "../config/reader.ts";
import { entryOf, isNull, type YamlMap, type YamlNode } from "../yaml/node.ts";
import { formulaOf, type Formula } from "./formula.ts";

export interface Condition {
  readonly keyword: "when" | "unless" | "filters";
  readonly formula: Formula;
  readonly node: YamlNode;
  /** What it decides over: a workflow, jobs (by their `filters`), or the steps of a `when` or `unless` block. */
  readonly gates:
    | { readonly kind: "workflow"; readonly workflow: Workflow }
    | { readonly kind: "jobs" }
    | { readonly kind: "steps"; readonly block: YamlMap };
  /** Parameters that `parameters.x` means there. */
  readonly parameters: ReadonlyMap<string, ParameterDefinition>;
}

const byConfig = new WeakMap<Config, readonly Condition[]>();

/** Each once, wherever it is used from. Worked out once for each configuration. */
export function conditionsOf(config: Config): readonly Condition[] {
  let found = byConfig.get(config);
  if (found === undefined) byConfig.set(config, (found = [...ofWorkflows(config), ...ofFilters(config), ...ofSteps(config)]));
  return found;
}

const none: Condition["parameters"] = new Map();

function* ofWorkflows({ workflows }: Config): Iterable<Condition> {
  const seen = new Set<YamlNode>();
  for (const workflow of workflows) {
    for (const keyword of ["when", "unless"] as const) {
      const node = workflow[keyword];
      if (node === undefined || isNull(node) || seen.has(node)) continue;
      seen.add(node);
      yield { keyword, node, formula: formulaOf(node, true), gates: { kind: "workflow", workflow }, parameters: none };
    }
  }
}

function* ofFilters({ workflows, jobGroups }: Config): Iterable<Condition> {
  const seen = new Set<YamlNode>();
  const all = [...workflows, ...jobGroups.values()].flatMap(({ invocations }): readonly Invocation[] => invocations);
  for (const { body } of all) {
    const node = body && entryOf(body, "filters")?.value;
    if (node?.kind !== "scalar" || isNull(node) || seen.has(node)) continue;
    seen.add(node);
    yield { keyword: "filters", node, formula: formulaOf(node, true), gates: { kind: "jobs" }, parameters: none };
  }
}

/** Looks everywhere, since steps stand in jobs, commands, orbs, anchors and arguments alike. */
function* ofSteps({ file, root, library }: Config): Iterable<Condition> {
  if (!file.text.includes("condition")) return;
  const definitions = definitionsOf(library);
  const seen = new Set<YamlNode>();
  const open: { readonly node: YamlNode; readonly parameters: Condition["parameters"] }[] = [{ node: root, parameters: none }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node } = next;
    if (node.kind === "scalar" || seen.has(node)) continue;
    seen.add(node);
    const parameters = definitions.get(node) ?? next.parameters;
    if (node.kind === "map") yield* ofBlocks(node, parameters);
    const inner = node.kind === "map" ? node.entries : node.items;
    for (const { value } of inner.toReversed()) open.push({ node: value, parameters });
  }
}

function* ofBlocks(map: YamlMap, parameters: Condition["parameters"]): Iterable<Condition> {
  for (const { key, value } of map.entries) {
    const block = key === "when" || key === "unless" ? asMap(value) : undefined;
    const node = block && entryOf(block, "condition")?.value;
    if (block === undefined || node === undefined || isNull(node) || entryOf(block, "steps") === undefined) continue;
    const keyword = key === "when" ? "when" : "unless";
    yield { keyword, node, formula: formulaOf(node, false), gates: { kind: "steps", block }, parameters };
  }
}

/** The parameters of every job, command and executor, by its map; those of inline orbs too. */
function definitionsOf(library: Library): ReadonlyMap<YamlNode, Condition["parameters"]> {
  const found = new Map<YamlNode, Condition["parameters"]>();
  const open = [library];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const elements of [next.jobs, next.commands, next.executors]) {
      for (const { node, parameters } of elements.values()) found.set(node, parameters);
    }
    for (const { source } of next.orbs.values()) if (source.kind === "inline") open.push(source.library);
  }
  return found;
}
