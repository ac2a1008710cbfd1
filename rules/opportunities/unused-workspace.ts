import type { BuiltinStep, JobRun } from "../../src/expand/plan.ts";
import { defineOpportunity, type Found } from "../../src/rule/opportunity.ts";
import { locationOf, type YamlNode } from "../../src/yaml/node.ts";
import { attaches, builtinSteps, persists } from "./flow/storage.ts";
import { wavesOf } from "./flow/waves.ts";
import { capitalised, jobsInWords, workflowsInWords } from "./wording.ts";

export const unusedWorkspace = defineOpportunity({
  meta: {
    id: "unused-workspace",
    title: "Workspace files that no job takes",
    summary:
      "A job persists files to the workspace and no job after it attaches them, or attaches a workspace that nobody fills.",
    advice:
      "Remove workspace steps that nobody needs, or attach the workspace in the job that was meant to have the files. Reports for people belong into artifacts.",
    test: "Run the workflow on a branch: every job still finds its files, and the step is gone from the job's page.",
    limits:
      "Jobs of orbs whose source is not at hand may use the workspace; nothing is said where one of them stands downstream.",
    topic: "storage",
    data: "config",
    gain: "small",
    effort: "small",
    batch: "test",
    references: [{ title: "CircleCI: workspaces", url: "https://circleci.com/docs/guides/orchestrate/workspaces/" }],
    since: "0.4.0",
  },
  *find({ audits }) {
    for (const { plan } of audits) {
      const uses: Uses = new Map();
      for (const workflow of plan.workflows) gather(workflow.runs, uses);
      const empty: Idle[] = [];
      for (const { step, jobs } of uses.values()) {
        const idle = [...jobs.values()].filter(({ isUsed }) => !isUsed);
        if (idle.length === 0) continue;
        if (step.name === "persist_to_workspace") yield* told([{ step, runs: inOrder(idle) }]);
        // To attach an empty workspace costs next to nothing: of a step that other jobs need it is not worth a word.
        else if (idle.length === jobs.size) empty.push({ step, runs: inOrder(idle) });
      }
      if (empty.length > 0) yield* told(empty);
    }
  },
});

/** A step with the runs for which it does nothing. */
interface Idle {
  readonly step: BuiltinStep;
  readonly runs: readonly JobRun[];
}

/** The steps that have to do with the workspace, with the jobs in which each stands. */
type Uses = Map<YamlNode, { readonly step: BuiltinStep; readonly jobs: Map<YamlNode, Use> }>;

/** A job with such a step, in all the workflows that run it. */
interface Use {
  readonly runs: JobRun[];
  /** In one of them somebody takes, or fills, what the step is about. */
  isUsed: boolean;
}

/** From the ends of the workflow to its beginning for those who take, the other way for those who fill. */
function gather(runs: readonly JobRun[], uses: Uses): void {
  const order = wavesOf(runs, ({ dependsOn }) => dependsOn);
  const takenAfter = new Set<JobRun>();
  for (const run of order.toReversed()) {
    for (const step of builtinSteps(run, "persist_to_workspace")) note(uses, run, step, takenAfter.has(run));
    if (takenAfter.has(run) || attaches(run) !== false) for (const before of run.dependsOn) takenAfter.add(before);
  }
  const filledBefore = new Set<JobRun>();
  for (const run of order) {
    if (run.dependsOn.some((before) => filledBefore.has(before) || persists(before) !== false)) filledBefore.add(run);
    for (const step of builtinSteps(run, "attach_workspace")) note(uses, run, step, filledBefore.has(run));
  }
}

function note(uses: Uses, run: JobRun, step: BuiltinStep, isUsed: boolean): void {
  const job = run.definition ?? run.node;
  const ofStep = uses.get(step.node) ?? { step, jobs: new Map<YamlNode, Use>() };
  uses.set(step.node, ofStep);
  const use = ofStep.jobs.get(job) ?? { runs: [], isUsed: false };
  ofStep.jobs.set(job, use);
  use.runs.push(run);
  use.isUsed ||= isUsed || step.condition === "unknown";
}

/** As written. */
function inOrder(uses: readonly Use[]): readonly JobRun[] {
  return uses.flatMap(({ runs }) => runs).toSorted((a, b) => a.node.span.start - b.node.span.start);
}

function* told(idle: readonly Idle[]): Iterable<Found> {
  const runs = idle.flatMap((each) => each.runs);
  const [first, ...others] = idle.map(({ step }) => locationOf(step.nameNode)).toSorted((a, b) => a.span.start - b.span.start);
  const names = runs.map(({ name }) => name);
  const workflows = workflowsInWords(runs.map(({ workflow }) => workflow?.name ?? ""));
  const who = capitalised(jobsInWords(names));
  const isOne = new Set(names).size === 1;
  const fills = idle[0]?.step.name === "persist_to_workspace";
  if (first === undefined) return;
  yield {
    at: first,
    runs,
    message: fills
      ? `${who} ${isOne ? "persists" : "persist"} files to the workspace, and no later job of ${workflows} attaches it.`
      : `${who} ${isOne ? "attaches" : "attach"} the workspace of ${workflows}, to which no job before ${isOne ? "it" : "them"} persists anything.`,
    effect: fills ? "saves the upload in every run, and its storage" : "removes steps that do nothing",
    ...(others.length === 0 ? {} : { evidence: others.slice(0, 20).map((place) => ({ ...place, label: "here too" })) }),
  };
}
