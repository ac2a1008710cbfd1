import { defineOpportunity, type Found } from "../../src/rule/opportunity.ts";
import { quote } from "../../src/source/quote.ts";
import type { TestRun } from "../data/tools/test-runners.ts";
import { evidenceOf, gather, jobsInWords, verb, type Seen, type Sighting } from "./jobs/own-runs.ts";
import { slowJobs, slowSeconds, type SlowJob } from "./jobs/slow-jobs.ts";
import { repeatedIn, wholeIn, type Repeated } from "./jobs/test-splitting.ts";
import { capitalised } from "./wording.ts";

export const unsplitTests = defineOpportunity({
  meta: {
    id: "unsplit-tests",
    title: "Tests run whole in one container",
    summary: "A job runs all its tests in each of its containers, or in one container although it takes long.",
    advice:
      "Split the tests over several containers with `circleci tests run`. Set `parallelism`, and store the test results, from which it takes the times of earlier runs.",
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
  *find(scene) {
    const { audits } = scene;
    const slow = slowJobs(scene);
    for (const audit of audits) {
      for (const { run, at, what } of wholeIn(audit)) {
        const metrics = slow(run);
        if (metrics !== undefined) yield tellSlow({ run, at, what }, metrics);
      }
      for (const seen of gather(repeatedIn(audit), ({ test, containers }) => `${test.what} ${containers}`)) yield tell(seen);
    }
  },
});

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

function tellSlow({ at, run, what }: Sighting<TestRun>, { median, runs }: SlowJob): Found {
  const minutes = Math.round(median / 60);
  const files = what.runner?.files;
  return {
    at,
    runs: [run],
    message: `The job ${quote(run.name)} runs ${quote(what.what)} in one container and takes ${minutes} minutes in the median${runs === undefined ? "" : ` of ${runs} runs`}.`,
    effect: "with four containers each runs about one quarter of the tests; what the job does before them takes as long as now",
    gain: median >= 2 * slowSeconds ? "large" : "medium",
    ...(files === undefined ? {} : { replacement: `parallelism: 4\nsteps:\n${indented(splitStep(what, files))}` }),
  };
}

function indented(text: string): string {
  return text.replaceAll(/^(?=.)/gmu, "  ");
}

function ordinal(count: number): string {
  const words = ["", "", "half", "third", "quarter", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];
  return words[count] ?? `${count}th`;
}

function splitStep({ what, start, runner }: TestRun, files: string): string {
  const isGo = what === "go test" || what === "gotestsum";
  const list = isGo ? "go list ./..." : `circleci tests glob "${files}"`;
  const junit = /^`(--[^`]+)`$/u.exec(runner?.junit ?? "")?.[1];
  const run = isGo ? "gotestsum --junitfile test-results/junit.xml --" : [start, junit ?? []].flat().join(" ");
  return [
    "- run: |",
    `    ${list} |`,
    `      circleci tests run --command="xargs ${run}" --split-by=timings`,
    "- store_test_results:",
    "    path: test-results",
    "",
  ].join("\n");
}
