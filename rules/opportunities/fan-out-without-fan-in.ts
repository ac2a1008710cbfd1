import type { WorkflowPlan } from "../../src/expand/plan.ts";
import type { Reach } from "../../src/expand/reach.ts";
import { defineOpportunity, type Found } from "../../src/rule/opportunity.ts";
import type { RelatedLocation } from "../../src/finding/location.ts";
import { locationOf } from "../../src/yaml/node.ts";
import { jobGraph, type JobNode } from "./flow/job-graph.ts";
import { counted, namesInWords } from "./wording.ts";

export const fanOutWithoutFanIn = defineOpportunity({
  meta: {
    id: "fan-out-without-fan-in",
    title: "One workflow holds parts that never meet",
    summary: "A workflow runs several chains of jobs that share no job, so that they are one workflow in name only.",
    advice: "Make a workflow of each part that shares no job with the others, under the same conditions.",
    test: "Push to a branch: each part appears as a workflow of its own. Required checks of the code host that name the old workflow are renamed.",
    limits: "Whether people want one status for all parts is not known.",
    topic: "workflow",
    data: "config",
    gain: "small",
    effort: "small",
    batch: "owner",
    references: [{ title: "CircleCI: workflows", url: "https://circleci.com/docs/guides/orchestrate/workflows/" }],
    since: "0.4.0",
  },
  *find({ audits }) {
    for (const { plan } of audits) {
      for (const workflow of plan.workflows) {
        const found = inWorkflow(workflow);
        if (found !== undefined) yield found;
      }
    }
  },
});

/** Smaller parts are as easily watched in one workflow. */
const fewestJobsInPart = 4;
const fewestJobs = 8;

/** What people start by hand is an errand of its own, however small. */
function isPart(nodes: readonly JobNode[]): boolean {
  const isErrand = nodes.some(({ before, runs }) => before.length === 0 && runs[0]?.kind === "approval");
  return nodes.length >= (isErrand ? fewestJobsInPart - 1 : fewestJobsInPart);
}

function inWorkflow(workflow: WorkflowPlan): Found | undefined {
  const nodes = jobGraph(workflow);
  if (nodes.length < fewestJobs) return undefined;
  const parts = partsOf(nodes).filter(isPart);
  const together = parts.filter((part) => parts.some((other) => other !== part && runTogether(part, other)));
  if (together.length < 2) return undefined;
  const sizes = together.map((part) => `${counted(part.length, "job")} from ${namesInWords(startsOf(part), 3)} on`);
  const shown = sizes.slice(0, 4);
  const more = sizes.length - shown.length;
  return {
    at: locationOf(workflow.workflow.nameNode),
    workflows: [workflow],
    message: `The workflow \`${workflow.name}\` holds ${counted(together.length, "part")} that share no job: ${shown.join("; ")}${more > 0 ? `; and ${counted(more, "more part")}` : ""}.`,
    effect: "gives each part a status of its own, and lets it be rerun or cancelled without the others",
    evidence: together.slice(0, 10).flatMap((part): RelatedLocation[] => {
      const run = part[0]?.runs[0];
      const names = part.map(({ label }) => label);
      return run === undefined ? [] : [{ ...locationOf(run.nameNode), label: namesInWords(names, 6) }];
    }),
  };
}

/** What hangs together, however it is walked; in the order of the first jobs. */
function partsOf(nodes: readonly JobNode[]): readonly (readonly JobNode[])[] {
  const root = new Map<JobNode, JobNode>();
  const rootOf = (node: JobNode): JobNode => {
    let at = node;
    for (let up = root.get(at); up !== undefined; up = root.get(at)) {
      const further = root.get(up);
      if (further !== undefined) root.set(at, further);
      at = up;
    }
    return at;
  };
  for (const node of nodes) {
    for (const before of node.before) {
      const [one, other] = [rootOf(node), rootOf(before)];
      if (one !== other) root.set(one, other);
    }
  }
  const parts = new Map<JobNode, JobNode[]>();
  for (const node of nodes) {
    const key = rootOf(node);
    const known = parts.get(key);
    if (known === undefined) parts.set(key, [node]);
    else known.push(node);
  }
  return [...parts.values()];
}

function startsOf(part: readonly JobNode[]): readonly string[] {
  return part.filter(({ before }) => before.length === 0).map(({ label }) => label);
}

const situations = ["anyBranch", "defaultBranch", "releaseTag", "anyTag"] as const satisfies readonly (keyof Reach)[];

/** Parts that no push starts both of, such as one for each environment's branch, already look like workflows of their own. */
function runTogether(one: readonly JobNode[], other: readonly JobNode[]): boolean {
  const runs = (part: readonly JobNode[], situation: (typeof situations)[number]): boolean =>
    part.some((node) => node.before.length === 0 && node.runs.some(({ reach }) => reach[situation] === true));
  return situations.some((situation) => runs(one, situation) && runs(other, situation));
}
