/** One invocation in a workflow or job group → its job runs. */
import type { Definition, Invocation, OrbReference } from "../config/config.ts";
import { invocationKeys } from "../config/keys.ts";
import { libraryOf } from "../config/orbs-of.ts";
import { asMap } from "../config/reader.ts";
import { entryOf, locationOf, type YamlMap } from "../yaml/node.ts";
import { checkArguments, givenArguments, readArguments, type GivenArguments } from "./arguments.ts";
import { textAt } from "./executors.ts";
import { makeRun, type JobRunDraft } from "./job.ts";
import { expandMatrix, type MatrixRun } from "./matrix.ts";
import type { WorkflowPlan } from "./plan.ts";
import { reachOf, startsOn, type Gate } from "./reach.ts";
import { bindParameters, elementScope, orbNamed, type Scope } from "./scope.ts";
import { assumedText, type Hop } from "./text.ts";

export interface InvokedRun {
  readonly run: JobRunDraft;
  /** Names by which `requires` may mean this run, beside its own. */
  readonly aliases: readonly string[];
  /** The run whose place it may take, by `override-with`. */
  readonly insteadOf?: JobRunDraft;
}

/** What an invocation inherits from where it stands. */
export interface InvocationPlace {
  readonly workflow: WorkflowPlan;
  readonly gate: Omit<Gate, "filters" | "branches" | "scope">;
  readonly scope: Scope;
  readonly hops: readonly Hop[];
  /** `group/` inside a job group. */
  readonly prefix: string;
}

/** `override-with` runs the orb's job when the orb has it, else the local job: both are in the plan, under the same name. */
export function invoke(invocation: Invocation, place: InvocationPlace): readonly InvokedRun[] {
  const { scope } = place;
  const target = resolveJob(invocation, scope);
  const override = overrideOf(invocation, scope);
  return expandMatrix(invocation.body, scope).flatMap((matrix) => {
    const own = invokeOnce(invocation, target, matrix, place);
    return override === undefined ? [own] : [own, { ...invokeOnce(invocation, override, matrix, place), insteadOf: own.run }];
  });
}

interface Target {
  readonly jobName: string;
  readonly definition: Definition | undefined;
  readonly orb: OrbReference | undefined;
  /** Where the definition's own names are looked up. */
  readonly home: Scope;
}

function resolveJob(invocation: Invocation, scope: Scope): Target {
  const { jobName: name, nameNode, body } = invocation;
  const local = scope.library.jobs.get(name);
  const home = elementScope(scope, scope.library, scope.insideOrb);
  if (local !== undefined) return { jobName: name, definition: local, orb: undefined, home };
  const [alias = "", job = ""] = name.split("/");
  const orb = job === "" ? undefined : orbNamed(alias, scope);
  const library = orb && libraryOf(orb);
  if (library !== undefined) {
    const definition = library.jobs.get(job);
    if (definition === undefined) {
      scope.world.list.add("unknown-job", `The orb \`${alias}\` has no job \`${job}\`.`, nameNode);
    }
    return { jobName: name, definition, orb, home: elementScope(scope, library, true) };
  }
  // An approval may stand in a workflow without being defined anywhere.
  const inline = body !== undefined && entryOf(body, "type") !== undefined;
  if (orb === undefined && !inline && !name.includes("<<")) {
    scope.world.list.add("unknown-job", `There is no job \`${name}\`; only its keys in the workflow were checked.`, nameNode);
  }
  return { jobName: name, definition: undefined, orb, home };
}

/** Undefined when there is no other job, or its source is not at hand, which is noted. */
function overrideOf(invocation: Invocation, scope: Scope): Target | undefined {
  const node = invocation.body && entryOf(invocation.body, "override-with")?.value;
  if (node?.kind !== "scalar") return undefined;
  const [alias = "", job = ""] = node.text.split("/");
  const orb = job === "" ? undefined : orbNamed(alias, scope);
  const library = orb && libraryOf(orb);
  if (library !== undefined) {
    const definition = library.jobs.get(job);
    return definition && { jobName: node.text, definition, orb, home: elementScope(scope, library, true) };
  }
  scope.world.note({
    source: `job ${node.text}`,
    status: "unknown",
    reason: `it may take the place of the job \`${invocation.jobName}\`, and its source is not at hand`,
    location: locationOf(node),
  });
  return undefined;
}

function invokeOnce(invocation: Invocation, target: Target, matrix: MatrixRun, place: InvocationPlace): InvokedRun {
  const { definition, orb, home } = target;
  const { body, jobName, nameNode, node } = invocation;
  const isOverride = target.jobName !== jobName;
  const outer: Scope = { ...place.scope, matrix: matrix.values };
  const args: GivenArguments = new Map([...givenArguments(body, outer, invocationKeys), ...matrix.values]);
  if (definition !== undefined) {
    place.scope.world.used.add(definition);
    // What the other job makes of the arguments for this one is CircleCI's business.
    if (!isOverride) checkArguments(`the job \`${definition.name}\``, definition, args, nameNode, outer);
  }
  const parameters = definition === undefined ? new Map() : bindParameters(definition.parameters, args, home, true);
  const named = body && textAt(body, "name", outer);
  const given = named && (assumedText(named) ?? named.scalar.text);
  const name = place.prefix + (given ?? (matrix.suffix === "" ? jobName : `${jobName}-${matrix.suffix}`));
  const gate: Gate = {
    ...place.gate,
    filters: (body && entryOf(body, "filters")?.value) ?? undefined,
    branches: definition && entryOf(definition.node, "branches")?.value,
    scope: outer,
  };
  const hops: readonly Hop[] = [...place.hops, ...[...matrix.values.values()].map((bound) => bound.hop)];
  const run = makeRun(definition, {
    name,
    jobName: target.jobName,
    workflow: place.workflow,
    node,
    nameNode,
    hops,
    body,
    orb,
    args: argumentsOf(body, matrix, outer),
    reach: reachOf(gate),
    startsOn: startsOn(gate),
    outer,
    inner: { ...home, parameters, matrix: new Map() },
  });
  return { run, aliases: aliasesOf(invocation, matrix, given).map((alias) => place.prefix + alias) };
}

function argumentsOf(body: YamlMap | undefined, matrix: MatrixRun, outer: Scope): ReturnType<typeof readArguments> {
  const entries = (body?.entries ?? []).filter((entry) => !(invocationKeys as readonly string[]).includes(entry.key));
  const args = new Map(readArguments(entries, outer));
  for (const [name, bound] of matrix.values) {
    args.set(name, { name, node: bound.node, hops: [bound.hop], text: undefined, items: [] });
  }
  return args;
}

/** A matrix is required by its alias, or by the job's name when it has none. */
function aliasesOf(invocation: Invocation, matrix: MatrixRun, given: string | undefined): readonly string[] {
  if (matrix.values.size === 0) return given === undefined ? [invocation.jobName] : [];
  const map = asMap(invocation.body && entryOf(invocation.body, "matrix")?.value);
  const alias = map && entryOf(map, "alias")?.value;
  return [alias?.kind === "scalar" ? alias.text : invocation.jobName];
}
