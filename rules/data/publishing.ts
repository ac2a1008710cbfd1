/** What job runs publish or deploy, judged by their commands and orb elements, not by their names. */
import type { JobRun, OrbCommandStep, RunStep } from "../../src/expand/plan.ts";
import type { Location } from "../../src/finding/location.ts";
import type { Audit, ScriptRun } from "../../src/rule/audit.ts";
import type { CommandFact, ScriptFacts } from "../../src/shell/facts.ts";
import { locationOf } from "../../src/yaml/node.ts";
import { publicationOf, type CommandPublication } from "./publishing/commands.ts";
import { isToCluster, startsTestCluster } from "./publishing/deployments.ts";
import { orbPublication } from "./publishing/orbs.ts";
import type { Effect } from "./publishing/publisher.ts";

export interface Publication extends Effect {
  /** `npm publish`, `aws-ecr/push-image`: what to show for it. */
  readonly what: string;
  /** `command`: what the tool or orb does. `name`: only the name of a script, a target or an orb element says so. */
  readonly evidence: "command" | "name";
  /** The command in its script, the key of the orb's command, or the orb's job in the workflow. */
  readonly at: Location;
  /** Undefined when the whole job is an orb's. */
  readonly step: RunStep | OrbCommandStep | undefined;
  readonly command: CommandFact | undefined;
  /** A test in the script or a condition of the step decides whether it happens. */
  readonly conditional: boolean;
}

/** `terraform destroy`, `kubernetes/delete-resource`: it takes away what was put up before. */
export function isTeardown({ what }: Publication): boolean {
  return /\b(?:destroy|delete|remove|undo|rollback|down)\b/u.test(what);
}

const byAudit = new WeakMap<Audit, ReadonlyMap<JobRun, readonly Publication[]>>();

/** Everything that every job run publishes or deploys, in the order of its steps; runs that do neither are not in the map. */
export function publicationsOf(audit: Audit): ReadonlyMap<JobRun, readonly Publication[]> {
  let found = byAudit.get(audit);
  if (found === undefined) byAudit.set(audit, (found = findPublications(audit)));
  return found;
}

function findPublications({ plan, scripts }: Audit): ReadonlyMap<JobRun, readonly Publication[]> {
  const byStep = new Map(scripts.map((script) => [script.step, script]));
  const found = new Map<JobRun, readonly Publication[]>();
  for (const run of plan.runs) {
    const ofJob = ofOrbJob(run);
    const judgedCalls = new Set<OrbCommandStep>();
    const ofSteps = run.steps.flatMap((step): readonly Publication[] => {
      // What an orb is known to do is told at its call, and not again from its source.
      if (step.orbCall !== undefined && judgedCalls.has(step.orbCall)) return [];
      if (ofJob.length > 0 && run.kind === "build" && step.section === "steps") return [];
      const script = step.kind === "run" ? byStep.get(step) : undefined;
      if (script !== undefined) return ofScript(script);
      const ofOrb = step.kind === "orb-command" ? ofOrbCommand(step) : [];
      if (step.kind === "orb-command" && ofOrb.length > 0) judgedCalls.add(step);
      return ofOrb;
    });
    const all = [...ofJob, ...withoutTestCluster(ofSteps, run, byStep)];
    if (all.length > 0) found.set(run, all);
  }
  return found;
}

interface Judged extends CommandPublication {
  readonly command: CommandFact;
}

/** Scripts are shared between job runs; each is judged once. */
const judged = new WeakMap<ScriptFacts, readonly Judged[]>();

function ofScript({ facts, step, locate }: ScriptRun): readonly Publication[] {
  let commands = judged.get(facts);
  if (commands === undefined) judged.set(facts, (commands = facts.commands.flatMap(judge)));
  return commands.map((publication) => ({
    ...publication,
    step,
    at: locate(publication.command.span),
    conditional: publication.command.conditional || step.condition === "unknown",
  }));
}

function judge(command: CommandFact): readonly Judged[] {
  const publication = publicationOf(command);
  return publication === undefined ? [] : [{ ...publication, command }];
}

function ofOrbCommand(step: OrbCommandStep): readonly Publication[] {
  const publication = orbPublication(step.orb, step.command, step.args);
  if (publication === undefined || (publication.evidence === "name" && !step.isOpaque)) return [];
  const at = locationOf(step.nameNode);
  const conditional = step.condition === "unknown";
  return [{ ...publication, what: step.name, at, step, command: undefined, conditional }];
}

function ofOrbJob(run: JobRun): readonly Publication[] {
  const { orb, jobName, args, nameNode, kind } = run;
  if (orb === undefined || (kind !== "orb-job" && kind !== "build")) return [];
  const publication = orbPublication(orb, jobName.slice(jobName.indexOf("/") + 1), args);
  if (publication === undefined || (publication.evidence === "name" && kind === "build")) return [];
  const at = locationOf(nameNode);
  return [{ ...publication, what: jobName, at, step: undefined, command: undefined, conditional: false }];
}

function withoutTestCluster(
  all: readonly Publication[],
  run: JobRun,
  byStep: ReadonlyMap<RunStep, ScriptRun>,
): readonly Publication[] {
  if (!all.some(isToCluster)) return all;
  const starts = run.steps.some((step) => step.kind === "run" && byStep.get(step)?.facts.commands.some(startsTestCluster));
  return starts ? all.filter((publication) => !isToCluster(publication)) : all;
}
