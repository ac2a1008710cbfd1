import type { WorkflowPlan } from "../../src/expand/plan.ts";
import { defineOpportunity, type Found } from "../../src/rule/opportunity.ts";
import type { RelatedLocation } from "../../src/finding/location.ts";
import { locationOf } from "../../src/yaml/node.ts";
import { chainChange, chainInWords, durationInWords, mediansOf, type ChainChange, type Medians } from "./flow/durations.ts";
import type { JobNode } from "./flow/job-graph.ts";
import { isLate } from "./flow/late.ts";
import { waitsOf, type NeedlessWait, type WaitsOfWorkflow } from "./flow/needs.ts";
import { requiresYaml } from "./flow/requires-yaml.ts";
import { counted, namesInWords } from "./wording.ts";

export const serialChain = defineOpportunity({
  meta: {
    id: "serial-chain",
    title: "Jobs wait for others without need",
    summary: "Checks, tests or builds run one after the other although none takes anything from the one before.",
    advice:
      "Let jobs start together that take nothing from one another, and let what deploys require all of them. A failure then no longer spares the others' credits: keep one quick check in front where that matters more.",
    test: "Run the workflow on a branch: the jobs start together, all pass, and what deploys still waits for all of them.",
    limits:
      "Jobs that share something outside of CircleCI, such as one test database, are not known to. A single quick check in front of everything is taken to be meant.",
    topic: "workflow",
    data: "both",
    gain: "large",
    effort: "small",
    batch: "test",
    references: [{ title: "CircleCI: workflows", url: "https://circleci.com/docs/guides/orchestrate/workflows/" }],
    since: "0.4.0",
  },
  *find({ audits, facts }) {
    const median = mediansOf(facts);
    for (const audit of audits) {
      for (const workflow of audit.plan.workflows) {
        const found = inWorkflow(workflow, waitsOf(workflow, audit), median);
        if (found !== undefined) yield found;
      }
    }
  },
});

function inWorkflow(workflow: WorkflowPlan, of: WaitsOfWorkflow, median: Medians): Found | undefined {
  const waits = of.waits.filter((wait) => !isLate(wait, of.workOf));
  const [first] = waits;
  if (
    first === undefined ||
    waits.every((wait) => wait.for.every((other) => isFirstCheck(other.before.length, of.workOf(other))))
  ) {
    return undefined;
  }
  const change = chainChange(of.nodes, (node) => of.required.get(node) ?? node.before, median);
  if (!isShorter(change)) return undefined;
  const replacement = requiresYaml(workflow.name, of);
  return {
    at: locationOf(first.job.runs[0]?.nameNode ?? workflow.workflow.nameNode),
    runs: waits.flatMap(({ job }) => job.runs),
    workflows: [workflow],
    message:
      `In the workflow \`${workflow.name}\`, ${waitInWords(waits)}, without taking files or a cache from there. ` +
      `The longest chain is ${chainInWords(change.before)}; ${afterInWords(change)}.`,
    effect: effectOf(change),
    evidence: waits.slice(0, 20).map((wait) => evidenceOf(wait, workflow)),
    ...(replacement === undefined ? {} : { replacement }),
  };
}

/** Lint in front of everything spares the rest when it fails. */
function isFirstCheck(waitsForHowMany: number, work: string): boolean {
  return waitsForHowMany === 0 && work === "check";
}

function isShorter({ before, after, seconds }: ChainChange): boolean {
  return seconds === undefined ? jobsIn(after) < jobsIn(before) : seconds.after < seconds.before;
}

/** Approvals wait for people. */
function jobsIn(chain: readonly JobNode[]): number {
  return chain.filter(({ runs }) => runs[0]?.kind !== "approval").length;
}

function afterInWords({ after }: ChainChange): string {
  return after.length < 2 ? "without these waits every job starts at once" : `it would be ${chainInWords(after)}`;
}

function waitInWords(waits: readonly NeedlessWait[]): string {
  const parts = waits.slice(0, 2).map(
    ({ job, for: others }) =>
      `\`${job.label}\` waits for ${namesInWords(
        others.map(({ label }) => label),
        3,
      )}`,
  );
  const more = waits.length - parts.length;
  return more === 0
    ? parts.join(" and ")
    : `${parts.join(", ")}, and ${counted(more, "more job")} ${more === 1 ? "waits" : "wait"} likewise`;
}

function evidenceOf({ job, work, for: others }: NeedlessWait, { workflow }: WorkflowPlan): RelatedLocation {
  const [run] = job.runs;
  const place = locationOf(run?.requires[0]?.node ?? run?.node ?? workflow.nameNode);
  const does = { check: "checks", test: "tests", build: "builds" }[work];
  const from = namesInWords(
    others.map(({ label }) => label),
    3,
  );
  return { ...place, label: `\`${job.label}\` ${does} its own checkout and takes nothing from ${from}` };
}

function effectOf({ before, after, seconds }: ChainChange): string {
  if (seconds !== undefined) {
    return `shortens the longest chain from ${durationInWords(seconds.before)} to ${durationInWords(seconds.after)}, by the jobs' medians of the last 90 days`;
  }
  return `shortens the longest chain from ${counted(jobsIn(before), "job")} to ${counted(jobsIn(after), "job")}`;
}
