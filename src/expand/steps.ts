/** Step lists → effective steps: commands are called, conditions decided, step parameters spliced in. */
import type { Definition } from "../config/config.ts";
import { isBuiltinStep } from "../config/keys.ts";
import { asMap } from "../config/reader.ts";
import { isNull, locationOf, pathOf, type Via, type YamlEntry, type YamlNode, type YamlScalar } from "../yaml/node.ts";
import { checkArguments, givenArguments, readArguments } from "./arguments.ts";
import { evaluateNode, toTri } from "./evaluate.ts";
import { callOrb } from "./orb-steps.ts";
import type { OrbCommandStep, Step } from "./plan.ts";
import { readRunStep } from "./run-step.ts";
import { bindParameters, elementScope, orbNamed, type Scope } from "./scope.ts";
import { soleValue } from "./template.ts";
import type { Hop } from "./text.ts";

/** What surrounds a step on its way into the job. */
export interface StepPlace {
  readonly section: Step["section"];
  readonly orbCall: OrbCommandStep | undefined;
  readonly hops: readonly Hop[];
  readonly condition: true | "unknown";
  /** Commands being called, outermost first; a command that calls itself is stopped. */
  readonly calling: readonly Definition[];
  readonly depth: number;
}

/** Nested lists, conditions and calls together; CircleCI refuses far less. */
const deepest = 60;

export function expandSteps(node: YamlNode | undefined, scope: Scope, place: StepPlace, out: Step[]): void {
  if (node === undefined || isNull(node)) return;
  if (place.depth > deepest) {
    scope.world.list.add(
      "expansion-limit",
      `Steps are nested more than ${deepest} deep here; the inner ones were not checked.`,
      node,
    );
    return;
  }
  // Lists count too: lists of lists of aliases are exponentially many without a step in them.
  if (!spendStep(node, scope)) return;
  if (node.kind === "scalar") return expandStepsParameter(node, scope, place, out);
  // `steps: {run: …}` without a dash: CircleCI takes the map's entries for steps.
  if (node.kind === "map") return node.entries.forEach((entry) => expandEntry(entry, node, scope, place, out));
  for (const item of node.items) {
    // A list among the steps is spliced in: an anchor that holds several steps is used this way.
    const here = item.via.length === 0 ? place : { ...place, hops: withVia(place.hops, item.via, item.value) };
    if (item.value.kind === "seq") expandSteps(item.value, scope, { ...here, depth: place.depth + 1 }, out);
    else expandStep(item.value, scope, here, out);
  }
}

function withVia(hops: readonly Hop[], via: readonly Via[], node: YamlNode): readonly Hop[] {
  return [
    ...hops,
    ...via.map((hop): Hop => ({
      kind: hop.kind,
      name: hop.file.text.slice(hop.span.start, hop.span.end),
      at: { file: hop.file, span: hop.span, path: pathOf(node) },
    })),
  ];
}

/** `steps: << parameters.x >>`. */
function expandStepsParameter(scalar: YamlScalar, scope: Scope, place: StepPlace, out: Step[]): void {
  const sole = scope.world.templates ? soleValue(scalar.text) : undefined;
  if (sole?.expression.kind !== "reference" || !sole.expression.name.startsWith("parameters.")) {
    scope.world.list.add("wrong-type", "Steps must be a list, or one parameter of type `steps`.", scalar);
    return;
  }
  const name = sole.expression.name.slice("parameters.".length);
  const bound = scope.parameters.get(name);
  if (bound === undefined) {
    scope.world.list.add("unknown-parameter", `There is no parameter \`${name}\` here.`, scalar);
  } else if (bound.kind === "given") {
    const condition = bound.uncalled ? "unknown" : place.condition;
    // Steps that the configuration hands to an orb are its own.
    const orbCall = bound.scope.insideOrb ? place.orbCall : undefined;
    const hops = [...place.hops, bound.hop];
    expandSteps(bound.node, bound.scope, { ...place, orbCall, condition, hops, depth: place.depth + 1 }, out);
  }
}

/** False when no more steps may be expanded, which is told once. */
function spendStep(node: YamlNode, { world: { budget, list } }: Scope): boolean {
  budget.steps -= 1;
  if (budget.steps === 0) list.add("expansion-limit", "This file expands to too many steps; the rest was not checked.", node);
  return budget.steps > 0;
}

function expandStep(node: YamlNode, scope: Scope, place: StepPlace, out: Step[]): void {
  const { list } = scope.world;
  if (!spendStep(node, scope)) return;
  const entry = asMap(node)?.entries[0];
  if (node.kind === "scalar" && !isNull(node)) return expandNamed(node.text, node, node, undefined, scope, place, out);
  if (entry === undefined) {
    if (!isNull(node)) list.add("wrong-type", "A step must be a name, or a map with the name as its only key.", node);
    return;
  }
  if (node.kind === "map" && node.entries.length > 1) {
    list.add("wrong-type", `A step is a map with one key; the keys beside \`${entry.key}\` were not checked.`, node);
  }
  expandEntry(entry, node, scope, place, out);
}

function expandEntry(entry: YamlEntry, node: YamlNode, scope: Scope, place: StepPlace, out: Step[]): void {
  if (entry.key === "when" || entry.key === "unless") expandConditional(entry.key, entry.value, scope, place, out);
  else if (entry.key === "steps") expandSteps(entry.value, scope, { ...place, depth: place.depth + 1 }, out);
  else expandNamed(entry.key, node, entry.keyNode, entry.value, scope, place, out);
}

function expandConditional(key: "when" | "unless", body: YamlNode, scope: Scope, place: StepPlace, out: Step[]): void {
  const map = asMap(body);
  const conditionNode = map?.entries.find((entry) => entry.key === "condition")?.value;
  const steps = map?.entries.find((entry) => entry.key === "steps")?.value;
  if (conditionNode === undefined || steps === undefined) {
    scope.world.list.add("wrong-type", `\`${key}\` needs \`condition\` and \`steps\`.`, body);
    return;
  }
  const value = toTri(evaluateNode(conditionNode, scope));
  if (value === (key === "unless")) return;
  const condition = value === "unknown" ? "unknown" : place.condition;
  expandSteps(steps, scope, { ...place, condition, depth: place.depth + 1 }, out);
}

/** A command of the file shadows a built-in step of its name. Source: "Reusing config", authoring reusable commands. */
function expandNamed(
  name: string,
  node: YamlNode,
  nameNode: YamlScalar,
  body: YamlNode | undefined,
  scope: Scope,
  place: StepPlace,
  out: Step[],
): void {
  const call = { name, node, nameNode, body };
  const local = scope.library.commands.get(name);
  if (local !== undefined) return callCommand(local, scope.library, scope.insideOrb, call, scope, place, out);
  const { hops, condition, section, orbCall } = place;
  const base = { node, nameNode, hops, condition, section, orbCall };
  if (name === "run" || name === "deploy") {
    const run = readRunStep(body, scope, base);
    if (run !== undefined) out.push(run);
    return;
  }
  if (isBuiltinStep(name)) {
    out.push({ ...base, kind: "builtin", name, args: readArguments(asMap(body)?.entries ?? [], scope) });
    return;
  }
  const [alias = "", command = ""] = name.split("/");
  const orb = orbNamed(alias, scope);
  if (orb !== undefined && command !== "") return callOrb(orb, command, call, scope, place, out);
  // A name that only compilation knows, `- << parameters.x >>`, is no mistake.
  if (!name.includes("<<")) scope.world.list.add("unknown-command", unknownMessage(name, alias, command), nameNode);
  out.push({ ...base, kind: "unknown", name });
}

function unknownMessage(name: string, alias: string, command: string): string {
  return command === ""
    ? `There is no step or command \`${name}\`; it was not checked.`
    : `There is no orb \`${alias}\`, so \`${name}\` was not checked.`;
}

/** A step that calls a command, as written. */
export interface Call {
  readonly name: string;
  readonly node: YamlNode;
  readonly nameNode: YamlScalar;
  readonly body: YamlNode | undefined;
}

/** The steps of a command under the arguments of a call. */
export function callCommand(
  definition: Definition,
  library: Scope["library"],
  insideOrb: boolean,
  call: Call,
  scope: Scope,
  place: StepPlace,
  out: Step[],
): void {
  const { list } = scope.world;
  if (place.calling.includes(definition)) {
    list.add("command-cycle", `The command \`${definition.name}\` calls itself; CircleCI refuses that.`, call.nameNode);
    return;
  }
  scope.world.used.add(definition);
  const body = call.body === undefined || isNull(call.body) ? undefined : asMap(call.body);
  const args = givenArguments(body, scope, []);
  checkArguments(`the command \`${definition.name}\``, definition, args, call.nameNode, scope);
  const inner = elementScope(scope, library, insideOrb);
  const bound: Scope = { ...inner, parameters: bindParameters(definition.parameters, args, inner, true) };
  const hop: Hop = { kind: "command", name: call.name, at: locationOf(call.nameNode) };
  const steps = definition.node.entries.find((entry) => entry.key === "steps")?.value;
  expandSteps(
    steps,
    bound,
    { ...place, hops: [...place.hops, hop], calling: [...place.calling, definition], depth: place.depth + 1 },
    out,
  );
}
