import type { Config, Definition } from "../../src/config/config.ts";
import type { Audit } from "../../src/rule/audit.ts";
import { defineOpportunity, type Found } from "../../src/rule/opportunity.ts";
import { locationOf } from "../../src/yaml/node.ts";

import { twinYaml } from "./reuse/twin-text.ts";
import { linesSaved, twinsIn, type TwinParameter, type Twins } from "./reuse/twins.ts";
import { namesInWords, partsInWords } from "./wording.ts";

export const unparameterisedTwinJobs = defineOpportunity({
  meta: {
    id: "unparameterised-twin-jobs",
    title: "Jobs differ in a few values only",
    summary: "Several jobs are spelled out although they are the same but for a few texts, which could be parameters.",
    advice: "Write one job with parameters, and call it with each set of values. Where all combinations run, a matrix does so.",
    test: "`circleci config process` writes the same jobs before and after, once `name:` keeps their names. With a matrix their names change: adapt the required status checks.",
    limits: "Only jobs with the same keys and the same number of steps are compared, and only values of one word or one line.",
    topic: "reusable",
    data: "config",
    gain: "small",
    effort: "small",
    batch: "safe",
    references: [
      {
        title: "CircleCI: parameterised jobs",
        url: "https://circleci.com/docs/reference/reusing-config/#authoring-parameterized-jobs",
      },
      { title: "CircleCI: matrix jobs", url: "https://circleci.com/docs/guides/orchestrate/using-matrix-jobs/" },
    ],
    since: "0.4.0",
  },
  *find({ audits }) {
    for (const audit of audits) {
      if (audit.config.kind !== "config") continue;
      for (const twins of twinsIn(audit)) yield tell(twins, audit);
    }
  },
});

function tell(twins: Twins, { config, plan }: Audit): Found {
  const saved = linesSaved(twins);
  const { jobs, parameters } = twins;
  const [first, ...others] = jobs;
  const nodes = new Set(jobs.map(({ node }) => node));
  const isOld = config.version !== "2.1";
  const yaml = twinYaml(twins, nameFor(jobs, config), config.workflows);
  return {
    at: locationOf(first?.nameNode ?? config.root),
    runs: plan.runs.filter(
      ({ definition, workflow }) => workflow !== undefined && definition !== undefined && nodes.has(definition),
    ),
    message: `The jobs ${namesInWords(jobs.map(({ name }) => name))} are the same but for ${partsInWords(parameters.map(inWords))}.`,
    effect: `saves about ${saved} lines, and the next change is made in one job instead of ${jobs.length}`,
    ...(isOld
      ? { advice: "Move to `version: 2.1`, which has parameters; then write one job and call it with each set of values." }
      : {}),
    evidence: others.slice(0, 20).map(({ nameNode }) => ({ ...locationOf(nameNode), label: "its twin" })),
    gain: saved >= 40 ? "medium" : "small",
    ...(yaml === undefined ? {} : { replacement: yaml }),
  };
}

/** `the version (`1.19`, `1.20`)`. */
function inWords({ name, values }: TwinParameter): string {
  return `the ${name.replaceAll(/[_-]/gu, " ")} (${namesInWords(values)})`;
}

/** What their names have in common. */
function nameFor(jobs: readonly Definition[], { library }: Config): string {
  const [first = "", ...others] = jobs.map(({ name }) => name);
  let length = 0;
  while (length < first.length && others.every((name) => name[length] === first[length])) length += 1;
  const common = first.slice(0, length).replace(/[-_. ]?v?[\d._ -]*$/u, "");
  const stem = /^[A-Za-z][A-Za-z0-9_-]*[A-Za-z0-9]/u.exec(common)?.[0];
  const name = stem === undefined || stem.length < 3 ? "shared-job" : stem;
  return library.jobs.has(name) && !jobs.some((job) => job.name === name) ? `${name}-any` : name;
}
