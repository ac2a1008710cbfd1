import type { JobRun } from "../../src/expand/plan.ts";
import type { Audit } from "../../src/rule/audit.ts";
import { defineOpportunity, type Found } from "../../src/rule/opportunity.ts";
import { quote } from "../../src/source/quote.ts";
import { isQuiet } from "../data/quiet-orbs.ts";
import { scriptsByRun } from "../data/scripts-by-run.ts";
import { testRunsIn, type TestRun } from "../data/tools/test-runners.ts";
import { evidenceOf, gather, jobsInWords, ownRuns, verb, type Seen, type Sighting } from "./jobs/own-runs.ts";
import { capitalised, namesInWords } from "./wording.ts";

export const missingTestResults = defineOpportunity({
  meta: {
    id: "missing-test-results",
    title: "Test results are not stored",
    summary: "A job runs tests and stores no results, so that CircleCI knows nothing about single tests.",
    advice: "Have the test runner write JUnit XML into a folder, and hand that folder to `store_test_results`.",
    test: "The job's page has a tab with its tests; Insights lists the slowest and the flaky ones after some runs.",
    limits:
      "Tests in containers, in scripts of the repository and behind `make` are not seen. Jobs that call orbs whose source is not at hand are left alone.",
    topic: "general",
    data: "config",
    gain: "small",
    effort: "small",
    batch: "safe",
    references: [{ title: "CircleCI: collect test data", url: "https://circleci.com/docs/guides/test/collect-test-data/" }],
    since: "0.4.0",
  },
  *find({ audits }) {
    for (const audit of audits) {
      for (const seen of gather(unstoredIn(audit), ({ what, runner }) => (runner === undefined ? "scripts" : what)))
        yield tell(seen);
    }
  },
});

interface Unstored extends TestRun {
  /** Its share of the tests is reckoned from the times that test results tell. */
  readonly splitsByTime: boolean;
}

const byTime = /\bcircleci(?:-agent)? tests (?:split|run)\b[^\n]{0,500}timings/u;

function* unstoredIn(audit: Audit): Iterable<Sighting<Unstored>> {
  const scripts = scriptsByRun(audit);
  for (const run of ownRuns(audit)) {
    if (run.steps.some(mayStore)) continue;
    for (const { facts, step, locate } of scripts.get(run) ?? []) {
      const [first] = step.orbCall === undefined ? testRunsIn(facts) : [];
      if (first === undefined) continue;
      yield { at: locate(first.command.span), run, what: { ...first, splitsByTime: byTime.test(facts.text) } };
      break;
    }
  }
}

function mayStore(step: JobRun["steps"][number]): boolean {
  if (step.kind === "orb-command") return !isQuiet(step);
  return step.kind === "unknown" || (step.kind === "builtin" && step.name === "store_test_results");
}

function tell(seen: Seen<Unstored>): Found {
  const { at, runs, all } = seen;
  const { what, runner } = seen.what;
  const commands = namesInWords(all.map((each) => each.what));
  const blind = all.some(({ splitsByTime }) => splitsByTime)
    ? " The tests are split by timings, which CircleCI takes from stored results: now it has none to go by."
    : "";
  const path = runner?.results ?? "test-results";
  return {
    at,
    runs,
    ...evidenceOf(seen),
    message: `${capitalised(jobsInWords(runs))} ${verb(runs, "runs", "run")} ${commands} and ${verb(runs, "stores", "store")} no test results.${blind}`,
    effect: "failed tests are named on the job's page, flaky and slow ones are found, and tests can be split by their times",
    gain: blind === "" ? "small" : "medium",
    ...(runner === undefined
      ? {}
      : {
          advice: runner.junit.startsWith("nothing")
            ? `Store what is written anyway (${runner.junit.slice("nothing: ".length)}).`
            : `Have ${quote(what)} write JUnit XML: ${runner.junit}. Then store it.`,
        }),
    replacement: `- store_test_results:\n    path: ${path}\n`,
  };
}
