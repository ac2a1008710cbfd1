import type { ContextUse, JobRun } from "../../src/expand/plan.ts";
import { knownText } from "../../src/expand/text.ts";
import type { RelatedLocation } from "../../src/finding/location.ts";
import { defineRule } from "../../src/rule/rule.ts";
import { locationOf } from "../../src/yaml/node.ts";

export const unguardedContext = defineRule({
  meta: {
    id: "unguarded-context",
    title: "Any branch can use the context",
    summary: "A job that runs on every branch takes a context, and nothing known restricts the context.",
    rationale:
      "A context without restriction can be read by every pipeline of the organisation. Whoever can push a branch, with a stolen laptop or a " +
      "single compromised dependency, edits a script and prints every secret in it. An approval before the job does not help, because " +
      "whoever can push can approve, and neither does a branch filter, because whoever pushes a branch can edit the filter there.",
    remediation:
      "Restrict the context itself, under Organization Settings, Contexts: to a security group, to this project, or by an expression such as " +
      '`pipeline.git.branch == "main" and not job.ssh.enabled and not (pipeline.config_source starts-with "api")`. ' +
      "Then list it under `contexts.restricted` in the settings file, so that this rule knows.",
    limits: "Restrictions of contexts are not in the file. Without the settings file this tool cannot see them.",
    severity: "low",
    confidence: "medium",
    profile: "regular",
    data: "both",
    tags: { owasp: ["CICD-SEC-5"], cwe: ["CWE-862"] },
    references: [
      { title: "CircleCI: restricting a context", url: "https://circleci.com/docs/guides/security/contexts/#restrict-a-context" },
    ],
    since: "0.1.0",
  },
  *check({ plan, policy }) {
    for (const [name, uses] of usesByContext(plan.runs)) {
      if (policy.isRestrictedContext(name)) continue;
      const [first, ...others] = uses.filter(({ run }) => run.reach.anyBranch === true);
      if (first === undefined) continue;
      yield {
        at: locationOf(first.use.node),
        message:
          `Every branch can run the job \`${first.run.name}\` with the context \`${name}\`, and nothing known restricts the context: ` +
          "whoever can push a branch can read its secrets. A branch filter would not change that, since whoever pushes a branch can edit it.",
        related: alsoIn(first, others),
        route: { run: first.run, hops: first.run.hops },
      };
    }
  },
});

interface Use {
  readonly run: JobRun;
  readonly use: ContextUse;
}

/** A context is restricted in one place for all its jobs, so it is one finding however many jobs take it. */
function usesByContext(runs: readonly JobRun[]): ReadonlyMap<string, readonly Use[]> {
  const uses = new Map<string, Use[]>();
  for (const run of runs) {
    for (const use of run.contexts) {
      const name = knownText(use.name);
      if (name === undefined) continue;
      const known = uses.get(name);
      if (known === undefined) uses.set(name, [{ run, use }]);
      else known.push({ run, use });
    }
  }
  return uses;
}

function alsoIn(first: Use, others: readonly Use[]): readonly RelatedLocation[] {
  const seen = new Set([first.use.node]);
  return others.flatMap(({ run, use }) => {
    if (seen.has(use.node)) return [];
    seen.add(use.node);
    return [{ ...locationOf(use.node), label: `also taken by the job \`${run.name}\`` }];
  });
}
