import type { JobRun, Step } from "../../src/expand/plan.ts";
import { knownText } from "../../src/expand/text.ts";
import type { Location } from "../../src/finding/location.ts";
import type { Audit } from "../../src/rule/audit.ts";
import { defineOpportunity, type Found } from "../../src/rule/opportunity.ts";
import { quote } from "../../src/source/quote.ts";
import { directoryOf } from "../data/job-paths.ts";
import { isTeardown, publicationsOf, type Publication } from "../data/publishing.ts";
import { scriptsByRun } from "../data/scripts-by-run.ts";
import { lintsIn } from "../data/tools/linters.ts";
import { testRunsIn } from "../data/tools/test-runners.ts";
import { gather, jobsInWords, ownRuns, verb, type Seen, type Sighting } from "./jobs/own-runs.ts";
import { capitalised } from "./wording.ts";

export const mixedPurposeJob = defineOpportunity({
  meta: {
    id: "mixed-purpose-job",
    title: "A job does two things",
    summary: "A job lints and tests, or tests and deploys, so that neither can be run, rerun or limited without the other.",
    advice: "Give each purpose a job of its own, and let the later one require the earlier one. Hand files on in a workspace.",
    test: "On a branch, both jobs run; a failed one can be rerun without the other. Compare the length of the workflow before and after: a further job sets itself up once more.",
    limits:
      "Commands behind scripts of the repository are judged by name at most. A workflow of a single job that only lints and tests is left alone.",
    topic: "general",
    data: "config",
    gain: "medium",
    effort: "medium",
    batch: "test",
    references: [
      { title: "CircleCI: workflows", url: "https://circleci.com/docs/guides/orchestrate/workflows/" },
      { title: "CircleCI: workspaces", url: "https://circleci.com/docs/guides/orchestrate/workspaces/" },
    ],
    since: "0.4.0",
  },
  *find({ audits }) {
    for (const audit of audits) {
      for (const seen of gather(
        mixedIn(audit),
        ({ kind, first, second }) => `${kind} ${first.at.span.start} ${first.what} ${second.what}`,
      ))
        yield tell(seen);
    }
  },
});

interface Mixed {
  readonly kind: "lint" | "deploy";
  readonly run: JobRun;
  readonly first: Part;
  readonly second: Pick<Part, "what" | "at">;
}

/** A command of one purpose. */
interface Part {
  readonly what: string;
  readonly at: Location;
  readonly step: Step;
  /** The script and its folder: where these are the same, it looks at the same code. */
  readonly scope: string;
}

function* mixedIn(audit: Audit): Iterable<Sighting<Mixed>> {
  const publications = publicationsOf(audit);
  const isOneOfSeveral = severalIn(audit);
  for (const run of ownRuns(audit)) {
    const { lint, test } = checksOf(run, audit);
    const check = test ?? lint;
    const outgoing = check && outgoingAfter(check, publications.get(run) ?? [], run);
    if (check !== undefined && outgoing !== undefined) {
      const second = { what: outgoing.what, at: outgoing.at };
      yield { at: check.at, run, what: { kind: "deploy", run, first: check, second } };
    } else if (lint !== undefined && test !== undefined && isOneOfSeveral(run)) {
      yield { at: lint.at, run, what: { kind: "lint", run, first: lint, second: test } };
    }
  }
}

/** What is put up for the tests goes out before them, or is taken down again. */
function outgoingAfter(check: Part, publications: readonly Publication[], run: JobRun): Publication | undefined {
  if (publications.some(isTeardown)) return undefined;
  const order = new Map(run.steps.map((step, at) => [step, at] as const));
  const place = order.get(check.step) ?? 0;
  return publications.find((each) => {
    const at = each.step === undefined ? -1 : (order.get(each.step) ?? -1);
    return goesOut(each) && (at > place || (at === place && each.at.span.start > check.at.span.start));
  });
}

/** An image is pushed by the job that builds it; what goes out here could as well go out from another job. */
function goesOut(publication: Publication): boolean {
  const { kind, evidence } = publication;
  return evidence === "command" && kind !== "image" && kind !== "files" && !isTeardown(publication);
}

/** The first linter and the first test, in different commands. */
function checksOf(run: JobRun, audit: Audit): { readonly lint: Part | undefined; readonly test: Part | undefined } {
  let lint: Part | undefined;
  let test: Part | undefined;
  for (const { facts, step, locate } of scriptsByRun(audit).get(run) ?? []) {
    if (step.orbCall !== undefined) continue;
    const scope = `${directoryOf(step, run) ?? ""} ${facts.text}`;
    const linter = lintsIn(facts)[0];
    // Build tools test on their way: `mvn package` is told apart from a test that somebody asked for.
    const tests = testRunsIn(facts).find(({ what }) => !/\b(?:install|package|verify|build)$/u.test(what));
    if (linter !== undefined) lint ??= { what: linter.what, at: locate(linter.command.span), step, scope };
    if (tests !== undefined) test ??= { what: tests.what, at: locate(tests.command.span), step, scope };
  }
  return { lint, test };
}

/** Whether its workflow has so many jobs, or runs this one so often, that apart would be better. */
function severalIn({ plan }: Audit): (run: JobRun) => boolean {
  const several = new Set<JobRun>();
  for (const { runs } of plan.workflows) {
    const byJob = new Map<string, JobRun[]>();
    for (const run of runs) {
      if (run.kind === "approval") continue;
      const same = byJob.get(run.jobName);
      if (same === undefined) byJob.set(run.jobName, [run]);
      else same.push(run);
    }
    for (const same of byJob.values()) {
      if (byJob.size > 2 || copiesOf(same) > 1) for (const run of same) several.add(run);
    }
  }
  return (run) => several.has(run);
}

/** In how many containers of one pipeline these run, at most. */
function copiesOf(runs: readonly JobRun[]): number {
  const byWorkflow = new Map<unknown, number>();
  for (const { workflow, parallelism } of runs) {
    const containers = Number(parallelism && knownText(parallelism)) || 1;
    byWorkflow.set(workflow, (byWorkflow.get(workflow) ?? 0) + containers);
  }
  return Math.max(...byWorkflow.values());
}

function tell(seen: Seen<Mixed>): Found {
  const { at, what, runs } = seen;
  const { kind, first, second } = what;
  const label = kind === "lint" ? "and tests here" : "and this goes out from the same job";
  const who = `${capitalised(jobsInWords(runs))} ${verb(runs, "runs", "run")} ${quote(first.what)} and ${quote(second.what)}.`;
  const found = { at, runs, evidence: [{ ...second.at, label }] };
  if (kind === "deploy") {
    return {
      ...found,
      message: `${who} When ${quote(second.what)} fails, it can only be repeated with the checks; and code under test runs beside its credentials.`,
      effect: "lets the checks run without credentials, and what goes out be repeated by itself",
    };
  }
  const isSameCode = seen.all.every((each) => each.first.scope === first.scope);
  const times = isSameCode ? copiesOf(runs) : 1;
  if (times === 1) {
    const effect = "tells of both side by side, and each can be rerun by itself";
    return { ...found, message: `${who} One of them waits for the other.`, effect, gain: "small", effort: "small" };
  }
  return {
    ...found,
    message: `${who} So the linter runs ${times} times in a pipeline.`,
    effect: `lints once instead of ${times} times, and tells of it sooner`,
    effort: "small",
  };
}
