/** Arguments of calls: kept with their text and the way they came, checked against the parameters they are for. */
import type { Definition, ParameterDefinition } from "../config/config.ts";
import { isNull, locationOf, type YamlEntry, type YamlMap, type YamlNode } from "../yaml/node.ts";
import { evaluateNode, yamlBoolean } from "./evaluate.ts";
import { expandText } from "./expand-text.ts";
import type { Argument } from "./plan.ts";
import type { Scope } from "./scope.ts";
import { soleValue } from "./template.ts";
import type { Hop, Text } from "./text.ts";

/** Every key of a call's body as an argument, by name. */
export function readArguments(entries: readonly YamlEntry[], scope: Scope): ReadonlyMap<string, Argument> {
  const args = new Map<string, Argument>();
  for (const { key, value, via } of entries) {
    const aliases = via.map((hop): Hop => ({ kind: hop.kind, name: key, at: { file: hop.file, span: hop.span, path: [] } }));
    const { node, hops, scope: inner } = followReference(value, scope);
    const text = node.kind === "scalar" && value.kind === "scalar" ? expandText(value, scope) : undefined;
    args.set(key, { name: key, node, hops: [...aliases, ...hops], text, items: scalarsOf(node, inner) });
  }
  return args;
}

function scalarsOf(node: YamlNode, scope: Scope): readonly Text[] {
  if (node.kind !== "seq") return [];
  return node.items.flatMap(({ value }) => (value.kind === "scalar" ? [expandText(value, scope)] : []));
}

interface Followed {
  readonly node: YamlNode;
  readonly scope: Scope;
  readonly hops: readonly Hop[];
}

/** Where `<< parameters.x >>` stands for a list or map, that list or map in its own scope; else the node itself. */
export function followReference(node: YamlNode, scope: Scope): Followed {
  const hops: Hop[] = [];
  let at: Omit<Followed, "hops"> = { node, scope };
  while (at.node.kind === "scalar") {
    const sole = at.scope.world.templates ? soleValue(at.node.text) : undefined;
    const name = sole?.expression.kind === "reference" ? sole.expression.name : "";
    const bound = name.startsWith("parameters.") ? at.scope.parameters.get(name.slice("parameters.".length)) : undefined;
    // A parameter's value is read in an outer scope, so this ends.
    if (bound?.kind !== "given") return { node, scope, hops: [] };
    hops.push(bound.hop);
    at = bound;
  }
  return { node: at.node, scope: at.scope, hops };
}

export type GivenArguments = ReadonlyMap<string, { readonly node: YamlNode; readonly scope: Scope; readonly hop: Hop }>;

/** The entries of a call as arguments to bind; `skip` names keys that are no parameters. */
export function givenArguments(body: YamlMap | undefined, scope: Scope, skip: readonly string[]): GivenArguments {
  const args = new Map<string, { node: YamlNode; scope: Scope; hop: Hop }>();
  for (const { key, value } of body?.entries ?? []) {
    if (skip.includes(key)) continue;
    args.set(key, { node: value, scope, hop: { kind: "parameter", name: key, at: locationOf(value) } });
  }
  return args;
}

/** Reports arguments without parameter, parameters without argument, and arguments of the wrong type. */
export function checkArguments(
  what: string,
  definition: Definition,
  args: GivenArguments,
  callNode: YamlNode,
  scope: Scope,
): void {
  const { list } = scope.world;
  for (const [name, arg] of args) {
    const parameter = definition.parameters.get(name);
    if (parameter === undefined) {
      list.add("unknown-parameter", `\`${name}\` is no parameter of ${what}; the value was not checked.`, arg.node);
    } else if (!fits(arg.node, arg.scope, parameter)) {
      list.add("wrong-parameter-type", `The parameter \`${name}\` of ${what} must be ${describe(parameter)}.`, arg.node);
    }
  }
  for (const [name, parameter] of definition.parameters) {
    if (parameter.defaultValue !== undefined || args.has(name)) continue;
    list.add("missing-parameter", `The parameter \`${name}\` of ${what} has no default and must be given.`, callNode);
  }
}

function describe(parameter: ParameterDefinition): string {
  if (parameter.type === "enum") return `one of ${(parameter.enumValues ?? []).join(", ")}`;
  if (parameter.type === "steps") return "a list of steps";
  if (parameter.type === "executor") return "an executor";
  return `a ${parameter.type ?? "value"}`;
}

function fits(node: YamlNode, scope: Scope, parameter: ParameterDefinition): boolean {
  if (isNull(node)) return true;
  if (node.kind !== "scalar") {
    if (parameter.type === "steps") return node.kind === "seq";
    return parameter.type === "executor" || parameter.type === undefined;
  }
  if (soleValue(node.text) !== undefined) return fitsPrimitive(node, scope, parameter);
  switch (parameter.type) {
    case "steps":
      return false;
    case "boolean":
      return typeof node.value === "boolean" || yamlBoolean(node.text) !== undefined || node.text.includes("<<");
    case "integer":
      return typeof node.value === "number" || node.text.includes("<<") || /^-?\d+$/.test(node.text);
    case "enum":
      return parameter.enumValues === undefined || parameter.enumValues.includes(node.text) || node.text.includes("<<");
    default:
      return true;
  }
}

/** A template for an enum is checked when its value is known; other types are CircleCI's business once substituted. */
function fitsPrimitive(node: YamlNode, scope: Scope, parameter: ParameterDefinition): boolean {
  if (parameter.type !== "enum" || parameter.enumValues === undefined) return true;
  const value = evaluateNode(node, scope);
  return !value.known || parameter.enumValues.includes(String(value.value));
}
