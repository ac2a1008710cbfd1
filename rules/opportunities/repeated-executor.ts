import type { Audit } from "../../src/rule/audit.ts";
import { defineOpportunity, type Found } from "../../src/rule/opportunity.ts";
import { quote } from "../../src/source/quote.ts";
import { entryOf, locationOf } from "../../src/yaml/node.ts";

import { areTwins } from "./reuse/twins.ts";
import { executorYaml, groupsIn, isWorthIt, savedBy, type Group } from "./reuse/executors.ts";
import { namesInWords } from "./wording.ts";

export const repeatedExecutor = defineOpportunity({
  meta: {
    id: "repeated-executor",
    title: "Jobs spell out the same environment",
    summary: "Several jobs name the same images, resource class and variables instead of sharing one executor.",
    advice: "Define the environment once under `executors`, and name it in each of the jobs.",
    test: "`circleci config process` writes the same jobs before and after the change.",
    limits:
      "Environments that aliases share already are left alone. Only keys of all these jobs with equal values go into the executor.",
    topic: "reusable",
    data: "config",
    gain: "small",
    effort: "small",
    batch: "safe",
    references: [
      {
        title: "CircleCI: reusable executors",
        url: "https://circleci.com/docs/reference/reusing-config/#authoring-reusable-executors",
      },
    ],
    since: "0.4.0",
  },
  *find({ audits }) {
    for (const audit of audits) {
      if (audit.config.kind !== "config") continue;
      for (const group of groupsIn(audit)) {
        if (
          isWorthIt(group) &&
          !areTwins(
            group.jobs.map(({ node }) => node),
            audit,
          )
        )
          yield tell(group, audit);
      }
    }
  },
});

function tell(group: Group, { config, plan }: Audit): Found {
  const { jobs, shared } = group;
  const nodes = new Set(jobs.map(({ node }) => node));
  const saved = Math.floor(savedBy(group));
  const [place] = shared;
  const [first, ...rest] = jobs.map(({ node, name }) => ({
    ...locationOf((place && entryOf(node, place.key)?.keyNode) ?? node),
    label: `again in the job ${quote(name)}`,
  }));
  const isOld = config.version !== "2.1";
  const yaml = executorYaml(shared, config);
  return {
    at: first ?? locationOf(config.root),
    runs: plan.runs.filter(
      ({ definition, workflow }) => workflow !== undefined && definition !== undefined && nodes.has(definition),
    ),
    message: `The jobs ${namesInWords(jobs.map(({ name }) => name))} spell out the same ${namesInWords(shared.map(({ key }) => key))}.`,
    effect: `${saved > 0 ? `saves ${saved} ${saved === 1 ? "line" : "lines"}, and ` : ""}changes the environment of ${jobs.length} jobs in one place`,
    ...(isOld ? { advice: "Move to `version: 2.1`, which has executors; then define the environment once." } : {}),
    evidence: rest.slice(0, 20),
    ...(yaml === undefined ? {} : { replacement: yaml }),
  };
}
