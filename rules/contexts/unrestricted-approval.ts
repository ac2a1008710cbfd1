import type { JobRun } from "../../src/expand/plan.ts";
import { knownText } from "../../src/expand/text.ts";
import type { Audit } from "../../src/rule/audit.ts";
import { defineRule, type Reported } from "../../src/rule/rule.ts";
import { accessOf, contextNamed } from "../../src/snapshot/context-access.ts";
import { valueOf } from "../../src/snapshot/fetched.ts";
import type { Organization } from "../../src/snapshot/organization.ts";
import { quote } from "../../src/source/quote.ts";
import { locationOf } from "../../src/yaml/node.ts";
import { pushersInWords } from "../data/push-access.ts";
import { downstreamOf } from "../data/workflow-graph.ts";
import { approvalScenesOf, type ApprovalScene, type Stake } from "./approval-scenes.ts";

export const unrestrictedApproval = defineRule({
  meta: {
    id: "unrestricted-approval",
    title: "Anybody who can push can approve",
    summary: "What publishes, deploys or holds secrets behind an approval takes no context that is restricted to a group.",
    rationale:
      "CircleCI asks nobody's name at an approval: whoever can push to the repository can press the button, for a change of their own too. Only a " +
      "context that is restricted to a security group stops them, since a job that takes it goes on only when a member of the group approved.",
    remediation:
      "Give the job behind the approval a context that is restricted to the security group of those who may approve, under Organization Settings, Contexts.",
    limits:
      "Who belongs to a group is not looked at. Security groups exist for organisations that are connected by GitHub's OAuth app; others are left alone. " +
      "A job with a context of which the restrictions are not known is taken to be guarded.",
    severity: "medium",
    confidence: "high",
    profile: "regular",
    data: "snapshot",
    tags: { owasp: ["CICD-SEC-1", "CICD-SEC-2"], cwe: ["CWE-862", "CWE-285"] },
    references: [
      {
        title: "CircleCI: approving jobs with restricted contexts",
        url: "https://circleci.com/docs/guides/security/contexts/#approve-jobs-that-use-restricted-contexts",
      },
    ],
    since: "0.3.0",
  },
  *check(audit) {
    const organization = audit.facts?.organization;
    if (organization?.vcs !== "github" || valueOf(organization.contexts) === undefined) return;
    for (const scene of approvalScenesOf(audit)) {
      for (const held of heldJobs(scene, organization)) yield report(held, audit);
    }
  },
});

interface Held {
  readonly approvals: readonly JobRun[];
  /** What starts when these are given, with no group asked. */
  readonly open: readonly [Stake, ...Stake[]];
}

/** A job is put right once, however many approvals stand before it. */
function heldJobs({ workflow, approvals, stakes }: ApprovalScene, organization: Organization): readonly Held[] {
  const byJob = new Map<JobRun, { approvals: JobRun[]; readonly open: Held["open"] }>();
  for (const approval of approvals) {
    const [first, ...others] = unguardedBehind(approval, workflow.runs, stakes, organization);
    if (first === undefined) continue;
    const known = byJob.get(first.run);
    if (known === undefined) byJob.set(first.run, { approvals: [approval], open: [first, ...others] });
    else known.approvals.push(approval);
  }
  return [...byJob.values()];
}

function report({ approvals, open }: Held, { facts }: Audit): Reported {
  const [{ run, words }, ...others] = open;
  const approval = approvals.find((candidate) => run.dependsOn.includes(candidate)) ?? approvals.at(-1) ?? run;
  const why = run.contexts.length === 0 ? "it takes no context" : "none of its contexts is restricted to a group";
  const more = others.length === 0 ? "" : ` (and ${others.length} more job${others.length === 1 ? "" : "s"})`;
  return {
    at: locationOf(approval.nameNode),
    message:
      `${upperFirst(pushersInWords(facts))} can approve ${quote(approval.name)} and so start the job ${quote(run.name)}, which ${words}${more}: ` +
      `${why}, so nothing asks who approved.`,
    related: [
      ...approvals
        .filter((other) => other !== approval)
        .map((other) => ({ ...locationOf(other.nameNode), label: "this approval stands before it too" })),
      ...open.map((stake) => ({ ...locationOf(stake.run.nameNode), label: `runs once ${quote(approval.name)} is approved` })),
    ],
    replacement: "context:\n  - <context restricted to the group of those who may approve>",
    route: { run: approval, hops: approval.hops },
  };
}

/** What brings something out comes first. */
function unguardedBehind(
  approval: JobRun,
  runs: readonly JobRun[],
  stakes: ReadonlyMap<JobRun, Stake>,
  organization: Organization,
): readonly Stake[] {
  const behind = downstreamOf([approval], runs);
  const guarded = [...behind].filter((run) => mayBeGuarded(run, organization));
  const held = new Set([...guarded, ...downstreamOf(guarded, runs)]);
  const open = [...stakes.values()].filter(({ run }) => behind.has(run) && !held.has(run));
  return [...open.filter(({ bringsOut }) => bringsOut), ...open.filter(({ bringsOut }) => !bringsOut)];
}

function mayBeGuarded({ contexts }: JobRun, organization: Organization): boolean {
  return contexts.some(({ name }) => {
    const known = knownText(name);
    if (known === undefined) return true;
    const context = contextNamed(known, organization);
    // Without any group it may be for administrators only.
    return context !== undefined && ["groups", "no-group", "unknown"].includes(accessOf(context, organization).kind);
  });
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
