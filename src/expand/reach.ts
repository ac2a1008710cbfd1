/**
 * On which pushes a job run runs, as far as conditions, triggers and filters tell.
 * Asked with sample pushes: a filter that lets one ordinary branch name through lets anybody through.
 */
import { isNull, type YamlNode } from "../yaml/node.ts";
import { evaluateBare, toTri, yamlBoolean } from "./evaluate.ts";
import type { Primitive } from "./expression.ts";
import { filtersAdmit, listAdmits, type Push } from "./filters.ts";
import type { JobRun, Tri } from "./plan.ts";
import type { Scope, World } from "./scope.ts";

export interface Reach {
  /** A push to a branch that nobody has given a special name, such as `my-feature`. */
  readonly anyBranch: Tri;
  readonly defaultBranch: Tri;
  /** A tag that looks like a release, and one that does not. */
  readonly releaseTag: Tri;
  readonly anyTag: Tri;
  /** What keeps ordinary branches out, for messages. */
  readonly guards: readonly Guard[];
}

export type Guard = "filters" | "when" | "triggers" | "requires";

type Situation = Exclude<keyof Reach, "guards">;

const samples: Readonly<Record<Situation, readonly Push[]>> = {
  anyBranch: ["my-work", "feature/my-work", "fix-my-work", "pull/123"].map((branch) => ({ branch, tag: "", isDefault: false })),
  defaultBranch: ["main", "master"].map((branch) => ({ branch, tag: "", isDefault: true })),
  releaseTag: ["v1.2.3", "1.2.3"].map((tag) => ({ branch: "", tag, isDefault: false })),
  anyTag: [{ branch: "", tag: "my-tag", isDefault: false }],
};
const situations: readonly Situation[] = ["anyBranch", "defaultBranch", "releaseTag", "anyTag"];

/** What decides over a run, before its dependencies are looked at. */
export interface Gate {
  readonly when: YamlNode | undefined;
  readonly unless: YamlNode | undefined;
  readonly triggers: YamlNode | undefined;
  readonly filters: YamlNode | undefined;
  /** `branches:` of a job, as in configuration version 2. */
  readonly branches: YamlNode | undefined;
  readonly scope: Scope;
}

/** Whether a push starts a run, as its own conditions, triggers and filters tell. */
export type StartsOn = (push: Push) => Tri;

export function startsOn(gate: Gate): StartsOn {
  return (push) => admits(gate, push)[0];
}

/** Whether a push leads to the run; a job whose required jobs are all kept from running does not run. `known` is what was found before. */
export function runsOn(run: JobRun, push: Push, known = new Map<JobRun, Tri>()): Tri {
  const before = known.get(run);
  if (before !== undefined) return before;
  const own = run.startsOn(push);
  // A cycle ends here; CircleCI refuses it.
  known.set(run, own);
  if (own === false || run.dependsOn.length === 0) return own;
  const required = run.dependsOn.map((other) => runsOn(other, push, known));
  const answer = required.includes(true) ? own : required.includes("unknown") ? "unknown" : false;
  known.set(run, answer);
  return answer;
}

/** A run that nothing reaches in this file: whoever takes the element from here decides. */
export const unknownReach: Reach = {
  anyBranch: "unknown",
  defaultBranch: "unknown",
  releaseTag: "unknown",
  anyTag: "unknown",
  guards: [],
};

export function reachOf(gate: Gate): Reach {
  const guards = new Set<Guard>();
  const ask = (situation: Situation): Tri => {
    let result: Tri = false;
    for (const push of samples[situation]) {
      const [admitted, guard] = admits(gate, push);
      if (admitted === true) return true;
      if (admitted === "unknown") result = "unknown";
      else if (guard !== undefined && situation === "anyBranch") guards.add(guard);
    }
    return result;
  };
  const [anyBranch, defaultBranch, releaseTag, anyTag] = [
    ask("anyBranch"),
    ask("defaultBranch"),
    ask("releaseTag"),
    ask("anyTag"),
  ];
  return { anyBranch, defaultBranch, releaseTag, anyTag, guards: anyBranch === false ? [...guards] : [] };
}

function admits(gate: Gate, push: Push): readonly [Tri, Guard | undefined] {
  const scope: Scope = { ...gate.scope, world: inSituation(gate.scope.world, push) };
  const when = gate.when === undefined ? true : toTri(evaluateBare(gate.when, scope));
  const unless = gate.unless === undefined ? false : toTri(evaluateBare(gate.unless, scope));
  if (when === false || unless === true) return [false, "when"];
  // A workflow with a schedule runs by the clock only.
  if (gate.triggers !== undefined && !isNull(gate.triggers)) return [false, "triggers"];
  const filters = filtersAdmit(gate.filters, push, scope);
  if (filters === false) return [false, "filters"];
  const branches = gate.branches === undefined || push.branch === "" ? true : listAdmits(gate.branches, push.branch);
  if (branches === false) return [false, "filters"];
  return [
    when === "unknown" || unless === "unknown" || filters === "unknown" || branches === "unknown" ? "unknown" : true,
    undefined,
  ];
}

function inSituation(world: World, push: Push): World {
  const fixed: Readonly<Record<string, Primitive>> = {
    "pipeline.git.branch": push.branch,
    "pipeline.git.tag": push.tag,
    "pipeline.git.branch.is_default": push.isDefault,
    "pipeline.event.name": "push",
    "pipeline.trigger_source": "webhook",
    "pipeline.schedule.name": "",
    "pipeline.schedule.id": "",
  };
  return { ...world, scenario: (name) => (Object.hasOwn(fixed, name) ? fixed[name] : defaultOf(name, world)) };
}

/** A push leaves pipeline parameters at their defaults, unless a setup workflow has set them. */
function defaultOf(name: string, world: World): Primitive | undefined {
  if (world.continued || !name.startsWith("pipeline.parameters.")) return undefined;
  const definition = world.config.parameters.get(name.slice("pipeline.parameters.".length));
  const node = definition?.defaultValue;
  if (node?.kind !== "scalar" || node.text.includes("<<")) return undefined;
  if (definition?.type === "boolean") return yamlBoolean(node.text) ?? node.value;
  return definition?.type === "integer" ? node.value : node.text;
}

/**
 * Takes dependencies into account: a job whose required jobs are all filtered out does not run.
 * Source: CircleCI's configuration reference, `requires`.
 */
export function reachWithRequired(run: JobRun): Reach {
  if (run.dependsOn.length === 0) return run.reach;
  const blocked = (situation: Situation): boolean => run.dependsOn.every((required) => required.reach[situation] === false);
  const reach = { ...run.reach };
  for (const situation of situations) {
    if (reach[situation] !== false && blocked(situation)) {
      reach[situation] = false;
      if (situation === "anyBranch") reach.guards = ["requires"];
    }
  }
  return reach;
}
