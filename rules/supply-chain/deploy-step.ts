import type { JobRun } from "../../src/expand/plan.ts";
import { defineRule, type Reported } from "../../src/rule/rule.ts";
import { entryOf, locationOf } from "../../src/yaml/node.ts";
import { replaceInScalar } from "../../src/yaml/replace-in-scalar.ts";

export const deployStep = defineRule({
  meta: {
    id: "deploy-step",
    title: "The step `deploy` is deprecated",
    summary: "A `deploy` step, which CircleCI has given up in favour of `run`.",
    rationale:
      "Releases hang on it, and with `parallelism` it does what no `run` step does: it waits for all containers and runs in one of them. The day it goes " +
      "away or is taken for `run`, a release stops, or runs several times at once with its keys, and nobody has changed a line.",
    remediation:
      "Write `run`. In a job with `parallelism` above 1, move the step to a job of its own that requires this one, so that it still runs once and last.",
    limits: "What the steps do is not looked at.",
    severity: "info",
    confidence: "high",
    profile: "pedantic",
    data: "config",
    tags: { owasp: ["CICD-SEC-7"], cwe: ["CWE-477"] },
    references: [
      {
        title: "CircleCI: migrate from deploy to run",
        url: "https://circleci.com/docs/guides/deploy/migrate-from-deploy-to-run/",
      },
    ],
    since: "0.2.0",
  },
  *check({ plan }) {
    for (const run of plan.runs) {
      for (const step of run.steps) {
        if (step.kind === "run" && step.nameNode.text === "deploy") yield report(run, step);
      }
    }
  },
});

function report(run: JobRun, step: JobRun["steps"][number]): Reported {
  const containers = parallelismOf(run);
  const edit = containers === 1 ? replaceInScalar(step.nameNode, { start: 0, end: step.nameNode.text.length }, "run") : undefined;
  const once = "the job runs in several containers, and `deploy` in one of them, after all are done.";
  const more =
    containers === 1
      ? "here it does the same as `run`."
      : containers === "more"
        ? once
        : "it differs from `run` where a job has `parallelism`.";
  return {
    at: locationOf(step.nameNode),
    message: `The step \`deploy\` is deprecated: ${more}`,
    ...(edit === undefined ? {} : { fixes: [{ title: "Write `run` for `deploy`", safety: "safe", edits: [edit] }] }),
    route: { run, hops: step.hops },
  };
}

/** In how many containers the job runs; a job that is not at hand, or that nobody knows of, may have any number. */
function parallelismOf({ definition, kind }: JobRun): 1 | "more" | "unknown" {
  if (definition === undefined || kind !== "build") return "unknown";
  const node = entryOf(definition, "parallelism")?.value;
  if (node === undefined) return 1;
  const count = node.kind === "scalar" ? Number(node.text) : Number.NaN;
  if (count === 1) return 1;
  return count > 1 ? "more" : "unknown";
}
