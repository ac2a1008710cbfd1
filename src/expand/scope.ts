/** What names mean at a place: parameters, matrix values, the library, and the world around them. */
import type { Config, Definition, Library, OrbReference, ParameterDefinition } from "../config/config.ts";
import type { ProblemList } from "../config/reader.ts";
import type { CoverageNote } from "../finding/report.ts";
import { locationOf, type YamlNode } from "../yaml/node.ts";
import type { Primitive } from "./expression.ts";
import type { Hop } from "./text.ts";

export interface Scope {
  readonly parameters: ReadonlyMap<string, Bound>;
  readonly matrix: ReadonlyMap<string, Bound>;
  /** Commands, executors and orbs by the names visible here: the file's, or an inline orb's. */
  readonly library: Library;
  /** True outside the file's own jobs, commands and workflows. */
  readonly insideOrb: boolean;
  readonly world: World;
}

/** What is the same all over one expansion. */
export interface World {
  readonly config: Config;
  readonly list: ProblemList;
  readonly budget: Budget;
  /** False in configuration version 2, which has no `<< >>`. */
  readonly templates: boolean;
  /** True when a setup workflow starts this config, so that its parameters may have any value. */
  readonly continued: boolean;
  /** Pipeline parameters whose values are written out where the setup workflow starts this config. */
  readonly constants: ReadonlySet<string>;
  /** Values that hold in the situation under study (see reach.ts); undefined while the plan is made. */
  readonly scenario: ((name: string) => Primitive | undefined) | undefined;
  /** Jobs, commands and executors that something uses; the others are looked at by themselves. */
  readonly used: Set<Definition>;
  note(note: CoverageNote): void;
}

/** What is left to spend; expansion bombs end here. */
export interface Budget {
  steps: number;
  parts: number;
  runs: number;
}

/** A parameter's value. */
export type Bound =
  /** Written in the file: an argument, a default, a matrix value. The node is read in `scope`. */
  | {
      readonly kind: "given";
      readonly node: YamlNode;
      readonly scope: Scope;
      readonly hop: Hop;
      readonly definition: ParameterDefinition | undefined;
      /** Nothing in this file calls the element: its default stands in, but callers may say otherwise. */
      readonly uncalled: boolean;
    }
  /** Required, and nothing in this file calls the element. */
  | { readonly kind: "caller"; readonly definition: ParameterDefinition };

/** Binds the parameters of an element to a caller's arguments, or to defaults. Missing ones stay unbound. */
export function bindParameters(
  definitions: ReadonlyMap<string, ParameterDefinition>,
  args: ReadonlyMap<string, { readonly node: YamlNode; readonly scope: Scope; readonly hop: Hop }>,
  inner: Scope,
  called: boolean,
): ReadonlyMap<string, Bound> {
  const bound = new Map<string, Bound>();
  for (const [name, definition] of definitions) {
    const arg = args.get(name);
    if (arg !== undefined) bound.set(name, { kind: "given", ...arg, definition, uncalled: false });
    else if (definition.defaultValue !== undefined) {
      const hop: Hop = { kind: "default", name, at: locationOf(definition.defaultValue) };
      bound.set(name, { kind: "given", node: definition.defaultValue, scope: inner, hop, definition, uncalled: !called });
    } else if (!called) bound.set(name, { kind: "caller", definition });
  }
  return bound;
}

/** The scope of an element's own body, before its parameters are bound. */
export function elementScope(outer: Scope, library: Library, insideOrb: boolean): Scope {
  return { parameters: new Map(), matrix: new Map(), library, insideOrb, world: outer.world };
}

/**
 * The orb of a local name. The repository of an orb tests the orb under a name that only CircleCI's orb-tools adds to `orbs:`,
 * so there any name may be one.
 */
export function orbNamed(alias: string, scope: Scope): OrbReference | undefined {
  const { orbs } = scope.library;
  const declared = orbs.get(alias);
  if (declared !== undefined) return declared;
  for (const { source, nameNode, node } of orbs.values()) {
    const isTool = source.kind === "registry" && source.namespace === "circleci" && source.name === "orb-tools";
    if (isTool) return { alias, nameNode, node, source: { kind: "unclear", text: "" } };
  }
  return undefined;
}
