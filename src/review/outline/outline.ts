/** The jobs and workflows of a review with what was found about each, so that all sections tell it in the same place. */
import type { Finding } from "../../finding/finding.ts";
import { isOnSheet } from "../../report/sheets.ts";
import type { JobRun } from "../../expand/plan.ts";
import { figuresOf, fitsClass } from "./job-figures.ts";
import type { FoundOpportunity, ReviewFacts } from "../review-input.ts";
import { findingPlaces } from "./finding-places.ts";
import { sectionIds } from "./section-ids.ts";
import { jobUnits, type JobUnit } from "./job-units.ts";
import { opportunityPlaces } from "./opportunity-places.ts";
import { workflowUnits, type WorkflowUnit } from "./workflow-units.ts";

export interface Outline {
  /** Jobs that run, by definition, in the order of the configurations. */
  readonly jobs: readonly JobUnit[];
  /** Jobs that no workflow reaches. */
  readonly unreached: readonly JobUnit[];
  readonly workflows: readonly WorkflowUnit[];
  /** Findings about several jobs: in commands, executors and anchors that they share. */
  readonly shared: readonly Shared<Finding>[];
  readonly sharedOpportunities: readonly Shared<FoundOpportunity>[];
  /** Findings in jobs, commands and executors that no workflow reaches. */
  readonly unreachedFindings: readonly Finding[];
  /** Findings about the configuration as a whole: its orbs, parameters, `setup`. */
  readonly whole: readonly Finding[];
  /** Opportunities about no single job or workflow. */
  readonly wholeOpportunities: readonly FoundOpportunity[];
  /** Findings about settings. */
  readonly settings: readonly Finding[];
  /** Whether the job has a block of its own: it is found fault with, could be better, or holds or reaches something. */
  isTold(unit: JobUnit): boolean;
  /** Id of the section in which it is told. */
  homeOf(what: Finding | FoundOpportunity): string;
}

export interface Shared<T> {
  readonly what: T;
  readonly jobs: readonly JobUnit[];
}

const outlines = new WeakMap<ReviewFacts, Outline>();

/** Worked out once for each review. */
export function outlineOf(facts: ReviewFacts): Outline {
  let outline = outlines.get(facts);
  if (outline === undefined) outlines.set(facts, (outline = makeOutline(facts)));
  return outline;
}

function makeOutline(facts: ReviewFacts): Outline {
  const { report, opportunities } = facts;
  const { jobs, unreached } = jobUnits(facts.scene);
  const workflows = workflowUnits(facts.scene);
  const homes = new Map<Finding | FoundOpportunity, string>();
  const found = findingPlaces(
    report.findings.filter(({ location }) => !isOnSheet(location)),
    { jobs, unreached, workflows, homes },
  );
  const places = opportunityPlaces(opportunities, { jobs, workflows, homes });
  return {
    jobs,
    unreached,
    workflows,
    ...found,
    ...places,
    settings: report.findings.filter(({ location }) => isOnSheet(location)),
    isTold: toldJobs(facts),
    homeOf: (what) => homes.get(what) ?? sectionIds.outside,
  };
}

function toldJobs(facts: ReviewFacts): Outline["isTold"] {
  const reading = new Set(facts.register.flatMap(({ readers }) => readers));
  const holds = (run: JobRun): boolean => {
    const { logins = [], publishes = [] } = facts.inventory.runs.get(run) ?? {};
    return (
      run.contexts.length + logins.length + publishes.length > 0 || reading.has(run) || !fitsClass(figuresOf(facts).usageOf(run))
    );
  };
  return ({ findings, opportunities, runs }) => findings.length > 0 || opportunities.length > 0 || runs.some(holds);
}
