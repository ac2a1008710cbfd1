import type { JobRun } from "../../src/expand/plan.ts";
import { assumedText } from "../../src/expand/text.ts";
import { defineRule } from "../../src/rule/rule.ts";
import { quote } from "../../src/source/quote.ts";
import { locationOf } from "../../src/yaml/node.ts";

export const setupWorkflowWithContext = defineRule({
  meta: {
    id: "setup-workflow-with-context",
    title: "A setup workflow's job holds a context",
    summary: "A job of a setup workflow takes a context.",
    rationale:
      "A setup workflow decides which configuration the pipeline goes on with, usually by running generators and scripts of the branch. With " +
      "a context at hand, a change to one of those scripts reads the secrets, and it does so before any job whose filters or approvals were meant to guard them.",
    remediation:
      "Generate the configuration without secrets, and give the context to a job of the continued configuration, where filters, approvals and " +
      "the context's own restrictions apply.",
    limits:
      "What the jobs of orbs run is not always known; the context may be restricted, which is not in the file. " +
      "A job that only publishes an orb, as CircleCI's own orb template has it, is reported all the same.",
    severity: "medium",
    confidence: "high",
    profile: "regular",
    data: "config",
    tags: { owasp: ["CICD-SEC-4", "CICD-SEC-6"], cwe: ["CWE-522"] },
    references: [
      { title: "CircleCI: dynamic configuration", url: "https://circleci.com/docs/guides/orchestrate/dynamic-config/" },
    ],
    since: "0.1.0",
  },
  *check({ config, plan }) {
    if (!config.setup) return;
    for (const run of plan.runs) {
      const decides = continues(run);
      for (const use of run.contexts) {
        const name = quote(assumedText(use.name) ?? use.node.text);
        yield {
          at: locationOf(use.node),
          // A job of an orb mostly runs the orb's scripts alone.
          confidence: decides || run.kind !== "orb-job" ? "high" : "medium",
          message:
            `The job ${quote(run.name)} of the setup workflow holds the context ${name}${decides ? " while it decides what this pipeline will run" : ""}: ` +
            "whoever can change what it executes gets the secrets before any guard of the continued configuration applies.",
          route: { run, hops: run.hops },
        };
      }
    }
  },
});

/** The orbs that send the pipeline on. */
const continuationOrbs = new Set(["circleci/continuation", "circleci/path-filtering"]);

/** True when the job itself sends the pipeline on, as far as its orbs tell. */
function continues({ orb, steps }: JobRun): boolean {
  const orbs = [orb, ...steps.map((step) => (step.kind === "orb-command" ? step.orb : undefined))];
  return orbs.some((each) => {
    const source = each?.source;
    return source?.kind === "registry" && continuationOrbs.has(`${source.namespace}/${source.name}`);
  });
}
