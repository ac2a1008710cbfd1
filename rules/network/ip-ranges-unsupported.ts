import type { JobRun } from "../../src/expand/plan.ts";
import { defineRule } from "../../src/rule/rule.ts";
import { locationOf } from "../../src/yaml/node.ts";

export const ipRangesUnsupported = defineRule({
  meta: {
    id: "ip-ranges-unsupported",
    title: "IP ranges do not work in this job",
    summary: "`circleci_ip_ranges: true` on a machine executor or beside `setup_remote_docker`: the job fails.",
    rationale:
      "The key works on the docker executor only. Elsewhere the job stops with an error, and the usual way out, opening the firewall to " +
      "everybody, is worse than the fault.",
    remediation:
      "Take the key off, and reach the protected network from a docker job, or from a self-hosted runner inside it. Jobs on macOS leave from the fixed ranges without the key.",
    limits: "",
    severity: "medium",
    confidence: "high",
    profile: "regular",
    data: "config",
    tags: { owasp: ["CICD-SEC-7"], cwe: ["CWE-693"] },
    references: [{ title: "CircleCI: IP ranges", url: "https://circleci.com/docs/guides/security/ip-ranges/" }],
    since: "0.1.0",
  },
  *check({ plan }) {
    for (const run of plan.runs) {
      if (run.ipRanges?.value !== true) continue;
      const cause = causeOf(run);
      if (cause === undefined) continue;
      yield {
        at: locationOf(run.ipRanges.node),
        message: `The job \`${run.jobName}\` asks for IP ranges ${cause.words}, where CircleCI does not offer them: it fails.`,
        related: [{ ...locationOf(cause.node), label: cause.label }],
        route: { run, hops: run.hops },
      };
    }
  },
});

function causeOf(run: JobRun) {
  if (run.executor.kind === "machine") {
    return { words: "on a machine executor", label: "the machine executor", node: run.executor.node };
  }
  const remote = run.steps.find((step) => step.kind === "builtin" && step.name === "setup_remote_docker");
  return remote && { words: "beside `setup_remote_docker`", label: "remote Docker is set up here", node: remote.nameNode };
}
