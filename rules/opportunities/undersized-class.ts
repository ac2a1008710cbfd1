import { defineOpportunity } from "../../src/rule/opportunity.ts";
import { classUsesOf, creditsOf, figuresOf, healthy, type ClassUse } from "./usage/class-use.ts";
import { capitalised, jobsInWords, partsInWords } from "./wording.ts";

export const undersizedClass = defineOpportunity({
  meta: {
    id: "undersized-class",
    title: "The resource class is smaller than needed",
    summary:
      "A job takes more than three quarters of the CPUs or of the memory of its class most of the time, or nearly all memory.",
    advice:
      "Try the next larger resource class, or split the work with `parallelism`. A larger class may not help: a program that works in one process does not use more CPUs.",
    test: "Run the job on both classes several times and compare duration times credits a minute; keep the larger class only where it pays.",
    limits: "Only looked at with the usage export in the snapshot, for jobs with ten runs or more.",
    topic: "environment",
    data: "snapshot",
    gain: "medium",
    effort: "small",
    batch: "test",
    references: [
      {
        title: "CircleCI: resource classes",
        url: "https://circleci.com/docs/guides/execution-managed/resource-class-overview/",
      },
    ],
    since: "0.4.0",
  },
  *find(scene) {
    for (const use of classUsesOf(scene)) {
      const short = shortOf(use);
      const larger = use.family.find(({ cpus }) => cpus > use.own.cpus);
      if (short.length === 0) continue;
      const who = capitalised(jobsInWords(use.runs.map(({ name }) => name)));
      const { at, runs, isOwnKey } = use;
      const next =
        larger === undefined ? "There is no larger class: split the work." : `\`${larger.name}\` is the next larger class.`;
      yield {
        at,
        runs,
        message: `${who} took a median of ${figuresOf(use)}: short of ${partsInWords(short)}. ${next}`,
        effect: `${isNearlyFull(use) ? "keeps the job from being killed for want of memory" : "may end sooner, at more credits a minute"}${creditsOf(use)}`,
        ...(isNearlyFull(use) ? { gain: "large" } : {}),
        ...(isOwnKey && larger !== undefined
          ? { replacement: `jobs:\n  ${runs[0]?.jobName ?? ""}:\n    resource_class: ${larger.name}` }
          : {}),
      };
    }
  },
});

/** So near to the end that a larger test or dependency kills the job. */
const nearlyAll = 95;

function isNearlyFull({ maxMemory }: ClassUse): boolean {
  return maxMemory >= nearlyAll;
}

function shortOf(use: ClassUse): readonly string[] {
  return [
    ...(use.medianCpu > healthy.most ? ["CPU"] : []),
    ...(use.medianMemory > healthy.most || isNearlyFull(use) ? ["memory"] : []),
  ];
}
