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

/** The scalars below a node, those that aliases bring included, each once. */
export function* scalarsIn(node: YamlNode, seen = new Set<YamlNode>()): Iterable<YamlScalar> {
  if (seen.has(node)) return;
  seen.add(node);
  if (node.kind === "scalar") yield node;
  else if (node.kind === "map") for (const { value } of node.entries) yield* scalarsIn(value, seen);
  else for (const { value } of node.items) yield* scalarsIn(value, seen);
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
  const seen = new Set<YamlNode>();
  const visit = (node: YamlNode): void => {
    if (seen.has(node) || node.kind === "scalar") return;
    seen.add(node);
    const children = node.kind === "map" ? node.entries : node.items;
    for (const { value } of children) {
      if (node.kind === "seq" && value.kind === "scalar") add(value.text, undefined);
      if (node.kind === "seq" && value.kind === "map") {
        for (const { key, value: args } of value.entries) add(key, args.kind === "map" ? args : undefined);
      }
      visit(value);
    }
  };
  visit(config.root);
  return calls;
}
