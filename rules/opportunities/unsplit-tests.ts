import type { JobRun } from "../../src/expand/plan.ts";
import { knownText } from "../../src/expand/text.ts";
import type { Audit, ScriptRun } from "../../src/rule/audit.ts";
import { defineOpportunity, type Found } from "../../src/rule/opportunity.ts";
import { quote } from "../../src/source/quote.ts";
import { isQuiet } from "../data/quiet-orbs.ts";
import { scriptsByRun } from "../data/scripts-by-run.ts";
import { testRunsIn, type TestRun } from "../data/tools/test-runners.ts";
import { capitalised, evidenceOf, gather, jobsInWords, ownRuns, verb, type Seen, type Sighting } from "./jobs/own-runs.ts";

export const unsplitTests = defineOpportunity({
  meta: {
    id: "unsplit-tests",
    title: "Tests run whole in one container",
    summary: "A job runs all its tests in each of its containers, or in one container although it takes long.",
    advice:
      "Set `parallelism`, let `circleci tests run` hand each container its share, by the times of earlier runs, and store the test results from which those times come.",
    test: "On a branch, the containers of the job run different tests, their sum is what one container ran before, and they end at about the same time.",
    limits:
      "Splitting inside scripts of the repository or in the test runner's own settings is not seen. More containers start more often: they cost their set-up each.",
    topic: "duration",
    data: "both",
    gain: "large",
    effort: "medium",
    batch: "test",
    references: [
      {
        title: "CircleCI: test splitting and parallelism",
        url: "https://circleci.com/docs/guides/optimize/parallelism-faster-jobs/",
      },
    ],
    since: "0.4.0",
  },
  *find({ audits }) {
    for (const audit of audits) {
      for (const seen of gather(repeatedIn(audit), ({ test, containers }) => `${test.what} ${containers}`)) yield tell(seen);
    }
  },
});

interface Repeated {
  readonly test: TestRun;
  readonly containers: number;
}

function* repeatedIn(audit: Audit): Iterable<Sighting<Repeated>> {
  const scripts = scriptsByRun(audit);
  for (const run of ownRuns(audit)) {
    const containers = Number(run.parallelism && knownText(run.parallelism));
    const own = scripts.get(run) ?? [];
    if (!(containers > 1) || splits(run, own)) continue;
    for (const { facts, step, locate } of own) {
      const test = step.orbCall === undefined ? testRunsIn(facts).find(isWhole) : undefined;
      if (test !== undefined) yield { at: locate(test.command.span), run, what: { test, containers } };
      if (test !== undefined) break;
    }
  }
}

/** It stands there with all that it runs: no variable and no other script chooses the tests. */
function isWhole({ runner, command }: TestRun): boolean {
  return runner !== undefined && command.words.every(({ literal }) => literal !== undefined) && command.input.kind !== "pipe";
}

/** Signs that the containers share the work: CircleCI's own command, its variables, and the options of test runners. */
const sharing =
  /\bcircleci(?:-agent)? tests\b|CIRCLE_NODE_|CI_NODE_|knapsack|shard|split|parallel_(?:tests|rspec)|turbo_tests|--parallel\b/iu;

function splits({ steps, environment }: JobRun, scripts: readonly ScriptRun[]): boolean {
  return (
    steps.some((step) => step.kind === "orb-command" && !isQuiet(step)) ||
    scripts.some(({ facts }) => sharing.test(facts.text)) ||
    environment.some(({ name, value }) => sharing.test(name) || sharing.test(knownText(value) ?? ""))
  );
}

function tell(seen: Seen<Repeated>): Found {
  const { at, runs, what } = seen;
  const { test, containers } = what;
  return {
    at,
    runs,
    ...evidenceOf(seen),
    message:
      `${capitalised(jobsInWords(runs))} ${verb(runs, "has", "have")} \`parallelism: ${containers}\`, and nothing splits the tests: ` +
      `each of the ${containers} containers runs all of ${quote(test.what)}.`,
    effect: `each container runs about one ${ordinal(containers)} of the tests instead of all of them`,
    advice:
      "Hand each container its share with `circleci tests run`, by the times of earlier runs, and store the test results. Or take `parallelism` away: then the same tests run once.",
    ...(test.runner?.files === undefined ? {} : { replacement: splitStep(test, test.runner.files) }),
  };
}

function ordinal(count: number): string {
  const words = ["", "", "half", "third", "quarter", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];
  return words[count] ?? `${count}th`;
}

function splitStep({ what }: TestRun, files: string): string {
  const list = what.startsWith("go") ? "go list ./..." : `circleci tests glob "${files}"`;
  const run = what === "go test" ? "gotestsum --junitfile test-results/junit.xml --" : what;
  return [
    "- run: |",
    `    ${list} | circleci tests run --command="xargs ${run}" --split-by=timings`,
    "- store_test_results:",
    "    path: test-results",
    "",
  ].join("\n");
}
