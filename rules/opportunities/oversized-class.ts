import { defineOpportunity } from "../../src/rule/opportunity.ts";
import type { ResourceClass } from "../data/resource-classes.ts";
import { classUsesOf, creditsOf, figuresOf, healthy, percent, type ClassUse } from "./usage/class-use.ts";
import { capitalised, jobsInWords } from "./wording.ts";

export const oversizedClass = defineOpportunity({
  meta: {
    id: "oversized-class",
    title: "The resource class is larger than needed",
    summary: "A job takes less than half of the CPUs and of the memory of its class, and a smaller one would do.",
    advice:
      "Take a smaller resource class where less than half is used, and look at the job's resource charts after some runs: 50 to 75 % is a healthy use.",
    test: "Run the job on a branch several times: it takes about as long as before, and its peak of memory stays below 90 %.",
    limits:
      "Only looked at with the usage export in the snapshot, for jobs with ten runs or more. Parallel runs of one job may differ more than their medians show.",
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
      const smaller = use.medianCpu < healthy.least && use.medianMemory < healthy.least ? smallerFor(use) : undefined;
      if (smaller === undefined) continue;
      const who = jobsInWords(use.runs.map(({ name }) => name));
      const { own, medianCpu, medianMemory, maxCpu, at, runs, isOwnKey } = use;
      const peak = maxCpu * (own.cpus / smaller.cpus) > 100 ? " Its peaks of CPU would take longer there." : "";
      const after = `about ${percent(medianCpu * (own.cpus / smaller.cpus))} and ${percent(medianMemory * (own.memory / smaller.memory))}`;
      yield {
        at,
        runs,
        message: `${capitalised(who)} took a median of ${figuresOf(use)}. On \`${smaller.name}\` that would be ${after}.${peak}`,
        effect: `costs fewer credits a minute on ${described(smaller)} than on ${described(own)}${creditsOf(use)}`,
        ...(isOwnKey ? { replacement: `jobs:\n  ${runs[0]?.jobName ?? ""}:\n    resource_class: ${smaller.name}` } : {}),
      };
    }
  },
});

/** What is killed for want of memory costs more than a class saves. */
const mostMemory = 90;

/** The smallest class on which the job would stay within what is healthy. */
function smallerFor({ own, family, medianCpu, medianMemory, maxMemory }: ClassUse): ResourceClass | undefined {
  return family.find((other) => {
    const [cpu, memory] = [own.cpus / other.cpus, own.memory / other.memory];
    const isEnough = medianCpu * cpu <= healthy.most && medianMemory * memory <= healthy.most;
    return other.cpus < own.cpus && isEnough && maxMemory * memory <= mostMemory;
  });
}

function described({ name, cpus, memory }: ResourceClass): string {
  return `\`${name}\` (${String(cpus)} ${cpus === 1 ? "CPU" : "CPUs"}, ${String(memory)} GB)`;
}
