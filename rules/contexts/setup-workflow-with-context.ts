import { assumedText } from "../../src/expand/text.ts";
import { defineRule } from "../../src/rule/rule.ts";
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
    limits: "",
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
      for (const use of run.contexts) {
        const name = assumedText(use.name) ?? use.node.text;
        yield {
          at: locationOf(use.node),
          message:
            `The setup job \`${run.name}\` holds the context \`${name}\` while it decides what this pipeline will run: whoever can change what it ` +
            "executes gets the secrets before any guard of the continued configuration applies.",
          route: { run, hops: run.hops },
        };
      }
    }
  },
});
