/** Opportunities as changes: one for each kind, however often it is seen. */
import { groupBy } from "../../report/group-by.ts";
import { sizes, type Size } from "../../rule/opportunity.ts";
import { outlineOf } from "../outline/outline.ts";
import type { FoundOpportunity, ReviewFacts } from "../review-input.ts";
import { count, distinct } from "../sections/words.ts";
import type { Change } from "./change.ts";
import { opportunityPoints } from "./points.ts";
import { titleOf } from "./sentences.ts";

export function opportunityChanges(facts: ReviewFacts): readonly Change[] {
  const groups = groupBy(facts.opportunities, ({ meta, batch }) => `${meta.id} ${batch}`);
  return [...groups.values()].flatMap((group) => changeOf(group, facts));
}

function changeOf(group: readonly FoundOpportunity[], facts: ReviewFacts): readonly Change[] {
  const best = group.toSorted((a, b) => sizes.indexOf(b.gain) - sizes.indexOf(a.gain))[0];
  if (best === undefined) return [];
  const { meta, batch } = best;
  const advices = new Set(group.map(({ advice }) => advice));
  const id = `opportunity.${meta.id}${batch === meta.batch ? "" : `.${batch}`}`;
  const advice = advices.size === 1 ? best.advice : meta.advice;
  const effort = largest(group.map((found) => found.effort));
  return [
    {
      id,
      kind: "opportunity",
      title: titleOf(advice, meta.title),
      why: best.message,
      worst: undefined,
      effort,
      batch,
      points: opportunityPoints(group.map(({ gain }) => gain)),
      parts: [
        {
          id,
          title: meta.title,
          todo: advice,
          size: sizeOf(group),
          name: { text: meta.id, url: meta.references[0]?.url },
          places: group.map(({ at }) => at),
          home: outlineOf(facts).homeOf(best),
          test: meta.test,
          findings: [],
        },
      ],
    },
  ];
}

function sizeOf(group: readonly FoundOpportunity[]): string {
  const jobs = distinct(group.flatMap(({ runs = [] }) => runs.map(({ jobName }) => jobName)));
  return jobs.length > 1 ? count(jobs.length, "job") : count(group.length, "place");
}

function largest(all: readonly Size[]): Size {
  return all.reduce((most, each) => (sizes.indexOf(each) > sizes.indexOf(most) ? each : most), "small");
}
