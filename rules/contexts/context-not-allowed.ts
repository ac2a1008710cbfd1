import type { JobRun } from "../../src/expand/plan.ts";
import { assumedText, hasUnknown } from "../../src/expand/text.ts";
import type { Audit } from "../../src/rule/audit.ts";
import { defineRule } from "../../src/rule/rule.ts";
import { locationOf } from "../../src/yaml/node.ts";
import { strayPush } from "./stray-pushes.ts";

export const contextNotAllowed = defineRule({
  meta: {
    id: "context-not-allowed",
    title: "The settings do not allow the context here",
    summary: "A job takes a context that the settings forbid, do not list, or reserve for other projects, branches or tags.",
    rationale:
      "A context hands its secrets to every job that names it. Your organisation has said who may take which; a job outside of that brings the secrets " +
      "to people who were not meant to have them: whoever can push to a branch on which the job runs can print them.",
    remediation:
      "Take the context only where the settings allow it, with a filter for branches and tags. Enforce the same in CircleCI, by restricting the " +
      "context under Organization Settings, Contexts, because whoever can push a branch can edit its configuration, filters included.",
    limits:
      "A context whose name only the running pipeline knows, and a job whose branches cannot be known, are left alone. Filters are tried with the " +
      "names that stand in them and with some ordinary ones, so a regular expression may let through names that were not tried.",
    severity: "high",
    confidence: "high",
    profile: "regular",
    data: "config",
    tags: { owasp: ["CICD-SEC-5", "CICD-SEC-6"], cwe: ["CWE-284", "CWE-862"] },
    references: [
      {
        title: "CircleCI: config policies for contexts",
        url: "https://circleci.com/docs/guides/config-policies/manage-contexts-with-config-policies/",
      },
    ],
    since: "0.2.0",
  },
  *check(audit) {
    for (const run of audit.plan.runs) {
      for (const use of run.contexts) {
        const name = assumedText(use.name)?.trim();
        const why = name === undefined || name === "" ? undefined : whyNot(name, run, audit);
        if (why === undefined) continue;
        yield {
          at: locationOf(use.node),
          ...(hasUnknown(use.name) ? { confidence: "medium" } : {}),
          message: `The job \`${run.name}\` may not take the context \`${name ?? ""}\`: ${why}.`,
          route: { run, hops: run.hops },
        };
      }
    }
  },
});

function whyNot(name: string, run: JobRun, { policy, repository }: Audit): string | undefined {
  const verdict = policy.judgeContext(name, repository.project);
  switch (verdict.kind) {
    case "fine":
      return undefined;
    case "denied":
      return `\`contexts.deny\` of the settings forbids it with \`${verdict.entry}\``;
    case "not-listed":
      return "no entry of `contexts.allow` in the settings names it";
    case "other-project":
      return `the settings reserve it for the project ${listed(verdict.projects, "or")}, and this is \`${repository.project ?? ""}\``;
    case "reserved": {
      const stray = strayPush(run, verdict);
      if (stray === undefined) return undefined;
      const kept = [
        ...(verdict.branches.length > 0 ? [`the branch ${listed(verdict.branches, "or")}`] : []),
        ...(verdict.tags.length > 0 ? [`the tag ${listed(verdict.tags, "or")}`] : []),
      ];
      return `the settings reserve it for ${kept.join(" and ")}, and the job runs ${stray} too, so whoever can push there gets its secrets`;
    }
  }
}

function listed(names: readonly string[], word: string): string {
  return [...new Set(names)].map((name) => `\`${name}\``).join(` ${word} `);
}
