import type { BuiltinStep } from "../../src/expand/plan.ts";
import { defineRule } from "../../src/rule/rule.ts";
import { isNull, locationOf } from "../../src/yaml/node.ts";

export const addSshKeysAll = defineRule({
  meta: {
    id: "add-ssh-keys-all",
    title: "All SSH keys of the project are loaded",
    summary: "`add_ssh_keys` without fingerprints gives the job every additional SSH key of the project.",
    rationale:
      "Additional SSH keys open servers and other repositories. Without fingerprints the job's agent holds all of them, also those added next " +
      "year for something else, so that a single compromised dependency of this job can log in everywhere the project can.",
    remediation: "List the fingerprints of the keys that this job needs.",
    limits: "How many keys the project has is not in the file; with one key the step is merely fragile.",
    severity: "medium",
    confidence: "high",
    profile: "regular",
    data: "both",
    tags: { owasp: ["CICD-SEC-6"], cwe: ["CWE-522", "CWE-250"] },
    references: [
      { title: "CircleCI: add_ssh_keys", url: "https://circleci.com/docs/reference/configuration-reference/#add-ssh-keys" },
      { title: "CircleCI: additional SSH keys", url: "https://circleci.com/docs/guides/integration/add-ssh-key/" },
    ],
    since: "0.1.0",
  },
  *check({ plan }) {
    for (const run of plan.runs) {
      for (const step of run.steps) {
        if (step.kind !== "builtin" || step.name !== "add_ssh_keys" || namesKeys(step)) continue;
        yield {
          at: locationOf(step.nameNode),
          message: `The job \`${run.jobName}\` loads every additional SSH key of the project: any code it runs can log in wherever one of them does.`,
          replacement: '- add_ssh_keys:\n    fingerprints:\n      - "SHA256:<fingerprint of the one key>"',
          route: { run, hops: step.hops },
        };
      }
    }
  },
});

/** A parameter may hold the list; then it is not known to be empty. */
function namesKeys(step: BuiltinStep): boolean {
  const node = step.args.get("fingerprints")?.node;
  if (node === undefined) return false;
  return node.kind === "seq" ? node.items.length > 0 : !isNull(node);
}
