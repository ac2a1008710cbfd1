import type { WorkflowPlan } from "../../src/expand/plan.ts";
import { defineOpportunity, type Found } from "../../src/rule/opportunity.ts";
import type { RelatedLocation } from "../../src/finding/location.ts";
import { locationOf } from "../../src/yaml/node.ts";
import { durationInWords, mediansOf, type Medians } from "./flow/durations.ts";
import type { JobNode } from "./flow/job-graph.ts";
import { isLate } from "./flow/late.ts";
import { waitsOf, type NeedlessWait, type WaitsOfWorkflow } from "./flow/needs.ts";
import { requiresYaml } from "./flow/requires-yaml.ts";
import { jobsInWords, namesInWords } from "./wording.ts";

export const lateShortJob = defineOpportunity({
  meta: {
    id: "late-short-job",
    title: "A quick check runs behind long work",
    summary: "Lint, format or type checks start only when tests or builds have ended, from which they take nothing.",
    advice: "Run quick checks first or beside the rest, and let what deploys require them.",
    test: "Push a formatting mistake to a branch: the check fails before the tests have ended.",
    limits: "What a job does is told from its commands; without metrics no durations are known.",
    topic: "workflow",
    data: "both",
    gain: "medium",
    effort: "small",
    batch: "test",
    references: [{ title: "CircleCI: workflows", url: "https://circleci.com/docs/guides/orchestrate/workflows/" }],
    since: "0.4.0",
  },
  *find({ audits, facts }) {
    const median = mediansOf(facts);
    for (const audit of audits) {
      for (const workflow of audit.plan.workflows) {
        const of = waitsOf(workflow, audit);
        const waits = of.waits.filter((wait) => isLate(wait, of.workOf));
        if (waits.length > 0) yield told(workflow, of, waits, median);
      }
    }
  },
});

function told(workflow: WorkflowPlan, of: WaitsOfWorkflow, waits: readonly NeedlessWait[], median: Medians): Found {
  const [first] = waits;
  const checks = waits.map(({ job }) => job.label);
  const others = [...new Set(waits.flatMap((wait) => wait.for))];
  const isOne = new Set(checks).size === 1;
  const runs = waits.flatMap(({ job }) => job.runs);
  const replacement = requiresYaml(workflow.name, of);
  return {
    at: locationOf(first?.job.runs[0]?.nameNode ?? workflow.workflow.nameNode),
    runs,
    workflows: [workflow],
    message: `In the workflow \`${workflow.name}\`, ${jobsInWords(checks)} ${isOne ? "starts" : "start"} only after ${namesInWords(others.map(({ label }) => label))}, and ${isOne ? "takes" : "take"} nothing from there.`,
    effect: effectOf(others, median),
    evidence: waits.slice(0, 20).map(({ job, for: before }): RelatedLocation => ({
      ...locationOf(job.runs[0]?.requires[0]?.node ?? workflow.workflow.nameNode),
      label: `\`${job.label}\` requires ${namesInWords(
        before.map(({ label }) => label),
        3,
      )}`,
    })),
    ...(replacement === undefined ? {} : { replacement }),
  };
}

function effectOf(others: readonly JobNode[], median: Medians): string {
  const seconds = others.map(median);
  const longest = seconds.includes(undefined) ? undefined : Math.max(0, ...seconds.map((each) => each ?? 0));
  return longest === undefined || longest === 0
    ? "tells of a formatting or type mistake at once, and not behind the long jobs"
    : `tells of a formatting or type mistake ${durationInWords(longest)} sooner, the median of what it waits for`;
}
