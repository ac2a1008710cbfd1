import type { BuiltinStep } from "../../src/expand/plan.ts";
import { defineRule } from "../../src/rule/rule.ts";
import { valueOf } from "../../src/snapshot/fetched.ts";
import type { SshKey } from "../../src/snapshot/project.ts";
import { plain } from "../../src/source/quote.ts";
import { isNull, locationOf } from "../../src/yaml/node.ts";
import { namesInWords } from "../data/context-secrets.ts";

export const addSshKeysAll = defineRule({
  meta: {
    id: "add-ssh-keys-all",
    title: "All SSH keys of the project are loaded",
    summary: "`add_ssh_keys` without fingerprints gives the job every additional SSH key of the project.",
    rationale:
      "Additional SSH keys open servers and other repositories. Without fingerprints the job's agent holds all of them, also those added next " +
      "year for something else, so that a single compromised dependency of this job can log in everywhere the project can.",
    remediation: "List the fingerprints of the keys that this job needs.",
    limits:
      "How many keys the project has is not in the file; with a snapshot it is known, and one key alone makes the step merely fragile.",
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
  *check({ plan, facts }) {
    for (const run of plan.runs) {
      for (const step of run.steps) {
        if (step.kind !== "builtin" || step.name !== "add_ssh_keys" || namesKeys(step)) continue;
        const keys = valueOf(facts?.project.sshKeys);
        yield {
          at: locationOf(step.nameNode),
          ...(keys !== undefined && keys.length < 2 ? { severity: "low" } : {}),
          message: `The job \`${run.jobName}\` loads every additional SSH key of the project${whatIsLoaded(keys)}.`,
          replacement: `- add_ssh_keys:\n    fingerprints:\n${fingerprints(keys ?? [])}`,
          route: { run, hops: step.hops },
        };
      }
    }
  },
});

function whatIsLoaded(keys: readonly SshKey[] | undefined): string {
  if (keys === undefined) return ": any code it runs can log in wherever one of them does";
  const [only] = keys;
  if (only === undefined) return ": there is none today, and whichever is added goes to this job too";
  const named = [...new Set(keys.map(({ hostname }) => hostname))].filter((hostname) => hostname !== "");
  const forAll = keys.some(({ hostname }) => hostname === "");
  const where = [
    named.length === 0 ? [] : [namesInWords(named, 4)],
    forAll ? [named.length === 0 ? "any host that takes it" : "any other host that takes one"] : [],
  ]
    .flat()
    .join(" and ");
  if (keys.length === 1) return `: that is one today, for ${where}, and whichever is added later`;
  return `, ${keys.length} of them: any code it runs can log in at ${where}`;
}

/** Those of the project, to choose from. */
function fingerprints(keys: readonly SshKey[]): string {
  if (keys.length === 0) return '      - "SHA256:<fingerprint of the one key>"';
  return keys
    .map(
      ({ fingerprint, hostname }) =>
        `      - ${JSON.stringify(plain(fingerprint, 100))} # ${hostname === "" ? "every host" : plain(hostname, 60)}`,
    )
    .join("\n");
}

/** A parameter may hold the list; then it is not known to be empty. */
function namesKeys(step: BuiltinStep): boolean {
  const node = step.args.get("fingerprints")?.node;
  if (node === undefined) return false;
  return node.kind === "seq" ? node.items.length > 0 : !isNull(node);
}
