/** What a name in `<< >>` stands for at a place. */
import type { Primitive } from "./expression.ts";
import type { Bound, Scope } from "./scope.ts";
import type { UnknownReason } from "./text.ts";
import type { YamlNode } from "../yaml/node.ts";

export type Found =
  | { readonly kind: "primitive"; readonly value: Primitive }
  | { readonly kind: "given"; readonly bound: Extract<Bound, { kind: "given" }> }
  /** `fallback`: the default that holds unless somebody says otherwise. */
  | { readonly kind: "unknown"; readonly reason: UnknownReason; readonly fallback: YamlNode | undefined };

/** For conditions: a default nobody is bound to is not taken for the value. */
export function lookUp(name: string, scope: Scope): Found {
  const found = lookUpText(name, scope);
  if (found.kind === "given" && found.bound.uncalled) {
    const { definition, node } = found.bound;
    return { kind: "unknown", reason: { kind: "caller", name, type: definition?.type }, fallback: node };
  }
  return found;
}

/** For text: the default of an element that nothing here calls stands in, since it is what the file says. */
export function lookUpText(name: string, scope: Scope): Found {
  const fixed = scope.world.scenario?.(name);
  if (fixed !== undefined) return { kind: "primitive", value: fixed };
  if (name.startsWith("parameters.")) return fromBound(scope.parameters.get(name.slice("parameters.".length)), name);
  if (name.startsWith("matrix.")) return fromBound(scope.matrix.get(name.slice("matrix.".length)), name);
  if (name.startsWith("pipeline.parameters.")) return fromPipeline(name.slice("pipeline.parameters.".length), scope);
  return { kind: "unknown", reason: { kind: "pipeline-value", name }, fallback: undefined };
}

function fromBound(bound: Bound | undefined, name: string): Found {
  if (bound === undefined) return { kind: "unknown", reason: { kind: "undefined", name }, fallback: undefined };
  if (bound.kind === "given") return { kind: "given", bound };
  const { name: parameter, type } = bound.definition;
  return { kind: "unknown", reason: { kind: "caller", name: parameter, type }, fallback: undefined };
}

/** Orbs do not see the parameters of the pipeline that uses them. Source: "Reusing config", scope of parameters. */
function fromPipeline(name: string, scope: Scope): Found {
  if (scope.insideOrb)
    return { kind: "unknown", reason: { kind: "undefined", name: `pipeline.parameters.${name}` }, fallback: undefined };
  const definition = scope.world.config.parameters.get(name);
  return {
    kind: "unknown",
    // One of some constants is what an enum is.
    reason: { kind: "pipeline-parameter", name, type: scope.world.constants.has(name) ? "enum" : definition?.type },
    fallback: definition?.defaultValue,
  };
}
