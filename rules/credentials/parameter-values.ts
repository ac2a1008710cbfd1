/** Where a configuration uses its parameters, and what it gives them. */
import type { Config, Library, ParameterDefinition } from "../../src/config/config.ts";
import type { YamlMap, YamlNode, YamlScalar } from "../../src/yaml/node.ts";
import { pathOf } from "../../src/yaml/node.ts";

/** A job, command or executor with its parameters, by the name under which it is called. */
export interface CallableElement {
  readonly kind: "job" | "command" | "executor";
  readonly name: string;
  readonly node: YamlMap;
  readonly parameters: ReadonlyMap<string, ParameterDefinition>;
}

export function* elementsIn(library: Library, prefix = ""): Iterable<CallableElement> {
  for (const [kind, definitions] of [
    ["job", library.jobs],
    ["command", library.commands],
    ["executor", library.executors],
  ] as const) {
    for (const { name, node, parameters } of definitions.values()) yield { kind, name: prefix + name, node, parameters };
  }
  for (const { alias, source } of library.orbs.values()) {
    if (source.kind === "inline") yield* elementsIn(source.library, `${prefix}${alias}/`);
  }
}

/** The nodes below a node and itself, those that aliases bring included, each once and in order. */
function* nodesIn(root: YamlNode): Iterable<YamlNode> {
  const seen = new Set<YamlNode>();
  const open = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    yield node;
    if (node.kind === "scalar") continue;
    const children: readonly { readonly value: YamlNode }[] = node.kind === "map" ? node.entries : node.items;
    for (const { value } of children.toReversed()) open.push(value);
  }
}

export function* scalarsIn(root: YamlNode): Iterable<YamlScalar> {
  for (const node of nodesIn(root)) if (node.kind === "scalar") yield node;
}

export interface ParameterUse {
  readonly scalar: YamlScalar;
  /** The `<< >>`, as offsets into the scalar's text. */
  readonly start: number;
  readonly end: number;
  /** `name`: `$<< >>` and `${<< >>}` read the variable that the parameter names. `value`: it is pasted into a script or environment. */
  readonly as: "name" | "value" | "argument";
}

const token = /(\$\{?!?)?<<[ \t]{0,20}((?:pipeline\.)?parameters\.[\w-]{1,200})[ \t]{0,20}>>/gu;

/** The uses of parameters in a scalar, by `parameters.x` or `pipeline.parameters.x`. */
export function* parameterUsesIn(scalar: YamlScalar): Iterable<ParameterUse & { readonly parameter: string }> {
  if (!scalar.text.includes("parameters.")) return;
  for (const match of scalar.text.matchAll(token)) {
    const [whole, sign = "", parameter = ""] = match;
    const as = sign !== "" ? "name" : isPasted(scalar) ? "value" : "argument";
    yield { scalar, parameter, start: match.index + sign.length, end: match.index + whole.length, as };
  }
}

/** Under `run`, `command`, `environment` or `auth`; elsewhere it is only handed on. */
function isPasted(scalar: YamlScalar): boolean {
  const [last, ...before] = pathOf(scalar).toReversed();
  return (
    last === "run" || (last === "command" && before[0] === "run") || before.includes("environment") || before.includes("auth")
  );
}

/** The arguments of the calls, by the name of the element that is called; undefined for a call by the bare name. */
export function callsIn(config: Config): ReadonlyMap<string, readonly (YamlMap | undefined)[]> {
  const calls = new Map<string, (YamlMap | undefined)[]>();
  const add = (name: string, args: YamlMap | undefined): void => {
    const known = calls.get(name);
    if (known === undefined) calls.set(name, [args]);
    else known.push(args);
  };
  for (const node of nodesIn(config.root)) {
    for (const { value } of node.kind === "seq" ? node.items : []) {
      if (value.kind === "scalar") add(value.text, undefined);
      if (value.kind !== "map") continue;
      for (const { key, value: args } of value.entries) add(key, args.kind === "map" ? args : undefined);
    }
  }
  return calls;
}
