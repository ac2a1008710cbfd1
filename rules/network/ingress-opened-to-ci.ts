import { defineRule } from "../../src/rule/rule.ts";
import { firewallOpening } from "../data/firewall-commands.ts";

export const ingressOpenedToCi = defineRule({
  meta: {
    id: "ingress-opened-to-ci",
    title: "The job opens a firewall for itself",
    summary: "The job adds its own address, or every address, to a cloud firewall.",
    rationale:
      "To do so the job needs the right to change the firewall, so whoever gets into the job can open it for themselves and for good. The " +
      "address it lets in belongs to CircleCI's cloud and is somebody else's job a minute later, and when the job dies before it cleans up, the hole stays.",
    remediation:
      "Leave the firewall alone: allow CircleCI's IP ranges once and set `circleci_ip_ranges: true` on the job, or run it on a self-hosted runner inside the network.",
    limits: "Firewalls that programs or Terraform files of the repository change are not seen.",
    severity: "high",
    confidence: "high",
    profile: "regular",
    data: "config",
    tags: { owasp: ["CICD-SEC-5", "CICD-SEC-7"], cwe: ["CWE-284"] },
    references: [
      { title: "CircleCI: IP ranges", url: "https://circleci.com/docs/guides/security/ip-ranges/" },
      { title: "CircleCI: self-hosted runner", url: "https://circleci.com/docs/guides/execution-runner/runner-overview/" },
    ],
    since: "0.1.0",
  },
  *check({ scripts }) {
    for (const { run, step, facts, locate } of scripts) {
      for (const command of facts.commands) {
        const opening = firewallOpening(command);
        if (opening === undefined) continue;
        const whom = opening.admits === "world" ? "to the whole internet" : "to the address it happens to have";
        yield {
          at: locate(opening.source.span),
          message:
            `The job \`${run.jobName}\` opens ${opening.opens} ${whom}: whoever gets into the job can do the same, ` +
            "and the hole stays when the job ends early.",
          replacement: `jobs:\n  ${run.jobName}:\n    circleci_ip_ranges: true # and allow only these ranges, once, at the firewall`,
          route: { run, hops: step.hops },
        };
      }
    }
  },
});
