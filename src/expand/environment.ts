/** `environment:` in all the forms CircleCI takes: a map, a list of maps, a list of `NAME=value`. */
import { pathOf, type YamlEntry, type YamlNode, type YamlScalar } from "../yaml/node.ts";
import { expandText } from "./expand-text.ts";
import type { EnvironmentEntry } from "./plan.ts";
import type { Scope } from "./scope.ts";
import type { Hop } from "./text.ts";

export function readEnvironment(
  node: YamlNode | undefined,
  level: EnvironmentEntry["level"],
  scope: Scope,
  hops: readonly Hop[],
): readonly EnvironmentEntry[] {
  if (node === undefined) return [];
  if (node.kind === "map") return node.entries.flatMap((entry) => readEntry(entry, level, scope, hops));
  if (node.kind === "seq") {
    return node.items.flatMap(({ value }) =>
      value.kind === "scalar" ? readAssignment(value, level, scope, hops) : readEnvironment(mapOnly(value), level, scope, hops),
    );
  }
  return [];
}

function mapOnly(node: YamlNode): YamlNode | undefined {
  return node.kind === "map" ? node : undefined;
}

function readEntry(entry: YamlEntry, level: EnvironmentEntry["level"], scope: Scope, hops: readonly Hop[]): EnvironmentEntry[] {
  if (entry.value.kind !== "scalar") return [];
  const via = entry.via.map((hop): Hop => ({
    kind: hop.kind,
    name: entry.key,
    at: { file: hop.file, span: hop.span, path: pathOf(entry.value) },
  }));
  return [{ name: entry.key, nameNode: entry.keyNode, value: expandText(entry.value, scope), level, hops: [...hops, ...via] }];
}

/** `- NAME=value`, which docker and old configs use. The name's node is the whole scalar. */
function readAssignment(
  scalar: YamlScalar,
  level: EnvironmentEntry["level"],
  scope: Scope,
  hops: readonly Hop[],
): EnvironmentEntry[] {
  const equals = scalar.text.indexOf("=");
  if (equals <= 0) return [];
  const whole = expandText(scalar, scope);
  let skip = equals + 1;
  const parts = whole.parts.flatMap((part) => {
    if (part.kind === "unknown" || skip === 0) return [part];
    const cut = Math.min(skip, part.text.length);
    skip -= cut;
    const origin = part.origin && { scalar: part.origin.scalar, start: part.origin.start + cut };
    return cut === part.text.length ? [] : [{ ...part, text: part.text.slice(cut), origin }];
  });
  return [{ name: scalar.text.slice(0, equals), nameNode: scalar, value: { scalar, parts }, level, hops }];
}
