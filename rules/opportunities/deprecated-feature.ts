import type { JobRun, WorkflowPlan } from "../../src/expand/plan.ts";
import type { RelatedLocation } from "../../src/finding/location.ts";
import { defineOpportunity, type Found } from "../../src/rule/opportunity.ts";
import type { Use } from "./deprecations/deprecation.ts";
import { oldExecutors } from "./deprecations/executors.ts";
import { oldLayout } from "./deprecations/layout.ts";
import { oldSteps } from "./deprecations/steps.ts";
import { oldValues } from "./deprecations/values.ts";
import { capitalised, counted, jobsInWords, workflowsInWords } from "./wording.ts";

export const deprecatedFeature = defineOpportunity({
  meta: {
    id: "deprecated-feature",
    title: "Features that CircleCI has given up",
    summary: "Steps, keys, images, classes or pipeline values that are deprecated, ended or replaced.",
    advice: "Move off what CircleCI has given up.",
    test: "Run the workflow on a branch, and a new trigger once by hand: the same jobs run, and no deprecation warning is shown.",
    limits:
      "The map form of `filters`, which expressions follow, is left alone: it works and stands everywhere. Old convenience images are the rule `legacy-image`'s.",
    topic: "general",
    data: "both",
    gain: "medium",
    effort: "small",
    batch: "test",
    references: [
      { title: "CircleCI: configuration reference", url: "https://circleci.com/docs/reference/configuration-reference/" },
    ],
    since: "0.4.0",
  },
  *find({ audits, today }) {
    for (const audit of audits) {
      const uses = new Map<string, Use[]>();
      for (const finder of [oldLayout, oldExecutors, oldSteps, oldValues]) {
        for (const use of finder(audit, today)) {
          const known = uses.get(use.of.says);
          if (known === undefined) uses.set(use.of.says, [use]);
          else known.push(use);
        }
      }
      for (const same of uses.values()) yield* told(same);
    }
  },
});

function* told(uses: readonly Use[]): Iterable<Found> {
  const places = [...new Map(uses.map(({ at }) => [`${at.file.path} ${String(at.span.start)}`, at])).values()];
  const [at, ...others] = places.toSorted((a, b) => a.span.start - b.span.start);
  const [first] = uses;
  if (at === undefined || first === undefined) return;
  const { says, ...of } = first.of;
  const runs = [...new Set(uses.flatMap((use) => use.runs ?? []))];
  const workflows = [...new Set(uses.flatMap((use) => use.workflows ?? []))];
  const evidence = others.map((place): RelatedLocation => ({ ...place, label: "here too" }));
  yield {
    at,
    ...(runs.length > 0 ? { runs } : {}),
    ...(workflows.length > 0 ? { workflows } : {}),
    message: `${says}${usedBy(runs, workflows, places.length)}`,
    ...of,
    ...(evidence.length > 0 ? { evidence } : {}),
  };
}

function usedBy(runs: readonly JobRun[], workflows: readonly WorkflowPlan[], places: number): string {
  const names = (runs.length > 0 ? runs : workflows).map(({ name }) => name);
  const who = runs.length > 0 ? jobsInWords(names) : workflowsInWords(names);
  if (names.length > 0) return ` ${capitalised(who)} ${new Set(names).size === 1 ? "uses" : "use"} it.`;
  return places > 1 ? ` ${capitalised(counted(places, "place"))} read it.` : "";
}
