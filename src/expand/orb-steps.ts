/** Calls of commands of orbs, with the source at hand or not. */
import type { OrbReference } from "../config/config.ts";
import { isBuiltinStep } from "../config/keys.ts";
import { libraryOf } from "../config/orbs-of.ts";
import { asMap } from "../config/reader.ts";
import { locationOf, type YamlMap, type YamlNode } from "../yaml/node.ts";
import { followReference, readArguments } from "./arguments.ts";
import type { OrbCommandStep, Step } from "./plan.ts";
import type { Scope } from "./scope.ts";
import { callCommand, expandSteps, type Call, type StepPlace } from "./steps.ts";
import type { Hop } from "./text.ts";

export function callOrb(orb: OrbReference, command: string, call: Call, scope: Scope, place: StepPlace, out: Step[]): void {
  const library = libraryOf(orb);
  const definition = library?.commands.get(command);
  if (library !== undefined && definition === undefined) {
    scope.world.list.add(
      "unknown-command",
      `The orb \`${orb.alias}\` has no command \`${command}\`; it was not checked.`,
      call.nameNode,
    );
  }
  if (library !== undefined && definition !== undefined && orb.source.kind === "inline") {
    return callCommand(definition, library, true, call, scope, place, out);
  }
  const step: OrbCommandStep = {
    kind: "orb-command",
    node: call.node,
    nameNode: call.nameNode,
    hops: place.hops,
    condition: place.condition,
    section: place.section,
    orbCall: place.orbCall,
    name: call.name,
    orb,
    command,
    isOpaque: definition === undefined,
    args: readArguments(asMap(call.body)?.entries ?? [], scope),
  };
  out.push(step);
  if (library === undefined || definition === undefined) expandStepArguments(asMap(call.body), scope, place, out);
  else callCommand(definition, library, true, call, scope, { ...place, orbCall: place.orbCall ?? step }, out);
}

/** Lists of steps given to an orb we cannot read run there in all likelihood: `auth:`, `after-checkout:` … */
function expandStepArguments(body: YamlMap | undefined, scope: Scope, place: StepPlace, out: Step[]): void {
  for (const { key, value } of body?.entries ?? []) {
    const given = followReference(value, scope);
    if (given.node.kind !== "seq" || !given.node.items.some(({ value: item }) => looksLikeStep(item, given.scope))) continue;
    const hop: Hop = { kind: "parameter", name: key, at: locationOf(value) };
    const hops = [...place.hops, hop, ...given.hops];
    expandSteps(given.node, given.scope, { ...place, condition: "unknown", hops, depth: place.depth + 1 }, out);
  }
}

function looksLikeStep(node: YamlNode, scope: Scope): boolean {
  const name = node.kind === "map" && node.entries.length === 1 ? node.entries[0]?.key : undefined;
  if (name === undefined) return false;
  const [alias = "", command] = name.split("/");
  return (
    isBuiltinStep(name) ||
    name === "when" ||
    name === "unless" ||
    scope.library.commands.has(name) ||
    (command !== undefined && scope.library.orbs.has(alias))
  );
}
