import type { Audit } from "../../src/rule/audit.ts";
import { defineRule } from "../../src/rule/rule.ts";
import { accessOf, contextNamed } from "../../src/snapshot/context-access.ts";
import { valueOf } from "../../src/snapshot/fetched.ts";
import { locationOf } from "../../src/yaml/node.ts";
import { namesInWords, secretNamesIn } from "../data/context-secrets.ts";
import { alsoTaken, contextUsesOf } from "../data/context-uses.ts";
import { pushersInWords } from "../data/push-access.ts";

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
    limits:
      "Restrictions of contexts are not in the file. Without a snapshot or the settings file this tool cannot see them. With a snapshot, contexts " +
      "that are open to all members are the business of `unrestricted-context`.",
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
  *check(audit) {
    for (const [name, uses] of contextUsesOf(audit.plan.runs)) {
      const standing = standingOf(name, audit);
      if (standing === "settled" || audit.policy.isRestrictedContext(name)) continue;
      const [first, ...others] = uses.filter(({ run }) => run.reach.anyBranch === true);
      if (first === undefined) continue;
      const start = `Every branch can run the job \`${first.run.name}\` with the context \`${name}\`, and`;
      yield {
        at: locationOf(first.use.node),
        ...(standing === undefined ? {} : { confidence: "low" }),
        message:
          standing === undefined
            ? `${start} nothing known restricts the context: ${whoReads(name, audit)}. ${noFilter}`
            : `${start} the API returns no restriction of it, which means administrators only, or nobody is kept out: look under Organization ` +
              `Settings, Contexts. In the second case ${whoReads(name, audit)}.`,
        related: alsoTaken(first, others),
        route: { run: first.run, hops: first.run.hops },
      };
    }
  },
});

const noFilter = "A branch filter would not change that, since whoever pushes a branch can edit it.";

/** `no-group`: no group of it was returned, which has two readings. Undefined when nothing is known of it. */
function standingOf(name: string, { facts }: Audit): "settled" | "no-group" | undefined {
  const { organization } = facts ?? {};
  const context = contextNamed(name, organization);
  // One that does not exist is `context-missing`'s.
  if (context === undefined || organization === undefined) return valueOf(organization?.contexts) && "settled";
  const { kind } = accessOf(context, organization);
  if (kind === "no-group") return valueOf(context.variables)?.length === 0 ? "settled" : kind;
  return kind === "unknown" ? undefined : "settled";
}

function whoReads(name: string, { facts, policy }: Audit): string {
  const context = contextNamed(name, facts?.organization);
  const secrets = secretNamesIn(context?.variables, policy) ?? [];
  return `${pushersInWords(facts)} can read ${secrets.length === 0 ? "its secrets" : namesInWords(secrets)}`;
}
