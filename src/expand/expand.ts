/** A configuration → the plan of what CircleCI would run. */
import type { Config, Definition, Library } from "../config/config.ts";
import { problemList } from "../config/reader.ts";
import type { CoverageNote } from "../finding/report.ts";
import { entryOf } from "../yaml/node.ts";
import { readEnvironment } from "./environment.ts";
import { mergeEnvironment, readExecutor, unknownExecutor } from "./executors.ts";
import { makeRun, type RunRequest } from "./job.ts";
import type { JobRun, Plan } from "./plan.ts";
import { reachOf, startsOn, unknownReach } from "./reach.ts";
import { bindParameters, elementScope, type Scope, type World } from "./scope.ts";
import { expandWorkflow } from "./workflows.ts";

export interface ExpandOptions {
  /** The config is started by a setup workflow, so its pipeline parameters may have any value on any push. */
  readonly continued: boolean;
  /** Pipeline parameters that get one of some constants, and nothing else, from the setup workflow. */
  readonly constants?: ReadonlySet<string>;
}

/** Far above what CircleCI compiles, far below what would hurt. */
const mostSteps = 50_000;
const mostParts = 100_000;
const mostRuns = 5_000;

/** Never throws; what cannot be expanded is a problem or stays unknown with its reason. */
export function expandConfig(config: Config, options: ExpandOptions = { continued: false }): Plan {
  const list = problemList();
  const coverage: CoverageNote[] = [];
  const world: World = {
    config,
    list,
    budget: { steps: mostSteps, parts: mostParts, runs: mostRuns },
    templates: config.version !== "2" && config.version !== "2.0",
    continued: options.continued,
    constants: options.constants ?? new Set(),
    scenario: undefined,
    used: new Set(),
    note: (note) => coverage.push(note),
  };
  const scope: Scope = { parameters: new Map(), matrix: new Map(), library: config.library, insideOrb: false, world };
  const workflows = config.workflows.map((workflow) => expandWorkflow(workflow, scope));
  const runs = [
    ...workflows.flatMap((workflow) => workflow.runs),
    ...uncalledRuns(config.library, scope, config.workflows.length === 0 && config.kind === "config"),
  ];
  const { continued } = options;
  return { config, continued, workflows, runs, problems: [...config.problems, ...list.problems], coverage };
}

/** What no workflow reaches: jobs, then commands that no job calls, then executors that none of them uses; inline orbs too. */
function uncalledRuns(library: Library, scope: Scope, withoutWorkflows: boolean): readonly JobRun[] {
  const { used } = scope.world;
  const home: Scope = { ...scope, library };
  const runs: JobRun[] = [];
  for (const job of library.jobs.values()) {
    if (!used.has(job)) runs.push(uncalledJob(job, home, withoutWorkflows && job.name === "build"));
  }
  for (const command of library.commands.values()) {
    if (!used.has(command)) runs.push({ ...uncalledJob(command, home, false), kind: "uncalled-command" });
  }
  for (const executor of library.executors.values()) {
    if (!used.has(executor)) runs.push(uncalledExecutor(executor, home));
  }
  for (const orb of library.orbs.values()) {
    if (orb.source.kind === "inline") runs.push(...uncalledRuns(orb.source.library, { ...scope, insideOrb: true }, false));
  }
  return runs;
}

function requestFor(definition: Definition, scope: Scope): RunRequest {
  const inner = elementScope(scope, scope.library, scope.insideOrb);
  const parameters = bindParameters(definition.parameters, new Map(), inner, false);
  return {
    name: definition.name,
    jobName: definition.name,
    workflow: undefined,
    node: definition.node,
    nameNode: definition.nameNode,
    hops: [],
    body: undefined,
    orb: undefined,
    args: new Map(),
    reach: unknownReach,
    startsOn: () => "unknown",
    outer: scope,
    inner: { ...inner, parameters },
  };
}

/** Without workflows CircleCI runs the job `build` on every push its `branches` allow. */
function uncalledJob(job: Definition, scope: Scope, runsAlone: boolean): JobRun {
  const request = requestFor(job, scope);
  if (!runsAlone) return makeRun(job, request);
  const branches = entryOf(job.node, "branches")?.value;
  const gate = { when: undefined, unless: undefined, triggers: undefined, filters: undefined, branches, scope: request.inner };
  return makeRun(job, { ...request, reach: reachOf(gate), startsOn: startsOn(gate) });
}

function uncalledExecutor(executor: Definition, scope: Scope): JobRun {
  const request = requestFor(executor, scope);
  const facts = readExecutor(executor.node, request.inner, []);
  const own = readEnvironment(entryOf(executor.node, "environment")?.value, "executor", request.inner, []);
  const run = makeRun(undefined, request);
  return {
    ...run,
    kind: "uncalled-executor",
    definition: executor.node,
    executor: facts.executor.kind === "unknown" ? unknownExecutor(undefined, executor.node).executor : facts.executor,
    environment: mergeEnvironment(facts.environment, own),
    resourceClass: facts.resourceClass,
    shell: facts.shell,
  };
}
