/** One job run: a job's definition under the parameters, matrix values and keys of one invocation. */
import type { Definition, JobType, OrbReference } from "../config/config.ts";
import { jobTypes } from "../config/config.ts";
import { asScalar } from "../config/reader.ts";
import { entryOf, isNull, type YamlMap, type YamlNode, type YamlScalar } from "../yaml/node.ts";
import { readEnvironment } from "./environment.ts";
import { evaluateNode, toTri } from "./evaluate.ts";
import { mergeEnvironment, readExecutor, textAt, unknownExecutor, type ExecutorFacts } from "./executors.ts";
import { expandText } from "./expand-text.ts";
import type { Argument, ContextUse, JobRun, Requirement, Step, WorkflowPlan } from "./plan.ts";
import type { Reach, StartsOn } from "./reach.ts";
import type { Scope } from "./scope.ts";
import { expandSteps } from "./steps.ts";
import type { Hop } from "./text.ts";

/** A run under construction: what depends on other runs is filled in once all are there. */
export type JobRunDraft = { -readonly [K in keyof JobRun]: JobRun[K] };

/** Everything an invocation says, already resolved. */
export interface RunRequest {
  readonly name: string;
  readonly jobName: string;
  readonly workflow: WorkflowPlan | undefined;
  readonly node: YamlNode;
  readonly nameNode: YamlScalar;
  readonly hops: readonly Hop[];
  readonly body: YamlMap | undefined;
  readonly orb: OrbReference | undefined;
  readonly args: ReadonlyMap<string, Argument>;
  readonly reach: Reach;
  readonly startsOn: StartsOn;
  /** Where the invocation stands: matrix values are visible. */
  readonly outer: Scope;
  /** Where the definition's body is read: its parameters are bound. */
  readonly inner: Scope;
}

export function makeRun(definition: Definition | undefined, request: RunRequest): JobRunDraft {
  const { body, outer, inner, hops, orb } = request;
  const map = definition?.node;
  const kind = kindOf(map, body, orb, definition);
  const facts = map === undefined || kind !== "build" ? noExecutor(kind) : readExecutor(map, inner, hops);
  const own = map === undefined ? [] : readEnvironment(entryOf(map, "environment")?.value, "job", inner, hops);
  const ipRanges = map && entryOf(map, "circleci_ip_ranges")?.value;
  return {
    name: request.name,
    jobName: request.jobName,
    kind,
    workflow: request.workflow,
    node: request.node,
    nameNode: request.nameNode,
    definition: map,
    hops,
    executor: facts.executor,
    resourceClass: facts.resourceClass,
    parallelism: map && textAt(map, "parallelism", inner),
    shell: facts.shell ?? impliedShell(facts, request.nameNode),
    environment: mergeEnvironment(facts.environment, own),
    contexts: contextsOf(body, outer),
    ipRanges: ipRanges && { value: toTri(evaluateNode(ipRanges, inner)), node: ipRanges },
    requires: requirementsOf(body, outer),
    dependsOn: [],
    filters: (body && entryOf(body, "filters")?.value) ?? (map && entryOf(map, "filters")?.value),
    reach: request.reach,
    startsOn: request.startsOn,
    steps: stepsOf(map, body, inner, outer, hops),
    args: request.args,
    orb,
  };
}

function kindOf(
  map: YamlMap | undefined,
  body: YamlMap | undefined,
  orb: OrbReference | undefined,
  definition: Definition | undefined,
): JobRun["kind"] {
  const node = (body && entryOf(body, "type")?.value) ?? (map && entryOf(map, "type")?.value);
  const type = node?.kind === "scalar" ? jobTypes.find((known): known is JobType => known === node.text) : undefined;
  if (type !== undefined) return type;
  return definition === undefined && orb !== undefined ? "orb-job" : "build";
}

function noExecutor(kind: JobRun["kind"]): ExecutorFacts {
  const facts = unknownExecutor(undefined, undefined);
  return kind === "build" || kind === "orb-job" ? facts : { ...facts, executor: { kind: "none" } };
}

function impliedShell(facts: ExecutorFacts, node: YamlScalar): JobRun["shell"] {
  if (facts.impliedShell === undefined) return undefined;
  return { scalar: node, parts: [{ kind: "known", text: facts.impliedShell, origin: undefined, token: undefined, hops: [] }] };
}

function contextsOf(body: YamlMap | undefined, scope: Scope): readonly ContextUse[] {
  const node = body && entryOf(body, "context")?.value;
  return scalarsOf(node).map((scalar) => ({ name: expandText(scalar, scope), node: scalar }));
}

function scalarsOf(node: YamlNode | undefined): readonly YamlScalar[] {
  if (node === undefined) return [];
  const items = node.kind === "seq" ? node.items.map((item) => item.value) : [node];
  return items.flatMap((item) => {
    const scalar = asScalar(item);
    return scalar === undefined || isNull(scalar) ? [] : [scalar];
  });
}

function requirementsOf(body: YamlMap | undefined, scope: Scope): readonly Requirement[] {
  const node = body && entryOf(body, "requires")?.value;
  const items = node?.kind === "seq" ? node.items.map((item) => item.value) : node === undefined || isNull(node) ? [] : [node];
  return items.flatMap((item): Requirement[] => {
    if (item.kind === "scalar") return isNull(item) ? [] : [{ name: expandText(item, scope), statuses: ["success"], node: item }];
    if (item.kind === "seq") return [];
    return item.entries.map((entry) => ({
      name: expandText(entry.keyNode, scope),
      statuses: scalarsOf(entry.value).map((status) => status.text),
      node: entry.keyNode,
    }));
  });
}

function stepsOf(
  map: YamlMap | undefined,
  body: YamlMap | undefined,
  inner: Scope,
  outer: Scope,
  hops: readonly Hop[],
): readonly Step[] {
  const steps: Step[] = [];
  const place = { hops, condition: true, calling: [], depth: 0, orbCall: undefined } as const;
  const around = (key: "pre-steps" | "post-steps"): void =>
    expandSteps(body && entryOf(body, key)?.value, outer, { ...place, section: key }, steps);
  around("pre-steps");
  expandSteps(map && entryOf(map, "steps")?.value, inner, { ...place, section: "steps" }, steps);
  around("post-steps");
  return steps;
}
