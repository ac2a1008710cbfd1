import type { JobRun, Requirement } from "../../src/expand/plan.ts";
import { knownText } from "../../src/expand/text.ts";
import type { RelatedLocation } from "../../src/finding/location.ts";
import { defineRule, type Reported } from "../../src/rule/rule.ts";
import { quote } from "../../src/source/quote.ts";
import { locationOf } from "../../src/yaml/node.ts";
import { wordsOf } from "../data/name-words.ts";
import { approvalScenesOf, type ApprovalScene, type Stake } from "./approval-scenes.ts";

export const approvalNotEffective = defineRule({
  meta: {
    id: "approval-not-effective",
    title: "An approval that holds nothing back",
    summary: "Nothing that matters waits for an approval, or a job goes on without it.",
    rationale:
      "An approval stops only the jobs that require it, directly or through others, and only as long as they require its success. A deployment " +
      "beside it, or one that also goes on when the approval was cancelled, runs without anybody having looked, while everybody believes that somebody must.",
    remediation: "Let the job that deploys require the approval, and name it without statuses: `requires: [hold]`.",
    limits:
      "What project scripts and orbs do is not always known; an approval with such a job behind it is taken to be effective. An approval that only " +
      "serves as a sign-off, say as a required check of a pull request, is told from a forgotten one by its name alone: `Approved by QA`. " +
      "Workflows that require a name known only when the pipeline runs are not judged.",
    severity: "medium",
    confidence: "high",
    profile: "regular",
    data: "config",
    tags: { owasp: ["CICD-SEC-1"], cwe: ["CWE-841"] },
    references: [
      {
        title: "CircleCI: holding a workflow for an approval",
        url: "https://circleci.com/docs/guides/orchestrate/workflows/#holding-a-workflow-for-a-manual-approval",
      },
      { title: "CircleCI: requires", url: "https://circleci.com/docs/reference/configuration-reference/#requires" },
    ],
    since: "0.1.0",
  },
  *check(audit) {
    for (const scene of approvalScenesOf(audit)) {
      for (const approval of scene.approvals) {
        const beside = scene.open.find(({ run }) => runTogether(run, approval));
        if (!scene.required.has(approval)) yield* notRequired(approval, beside);
        else if (beside?.bringsOut === true && !scene.matters.has(approval)) yield guardsNothing(approval, beside);
      }
      for (const run of scene.workflow.runs) yield* goesOnAnyway(run, scene);
    }
  },
});

/** True when a push exists on which both run, as far as we know. */
function runTogether({ reach: a }: JobRun, { reach: b }: JobRun): boolean {
  return (["anyBranch", "defaultBranch", "releaseTag", "anyTag"] as const).some((on) => a[on] !== false && b[on] !== false);
}

function* notRequired(approval: JobRun, beside: Stake | undefined): Iterable<Reported> {
  const fact = `Nothing waits for the approval ${quote(approval.name)}, so it holds nothing back`;
  const place = { at: locationOf(approval.nameNode), route: { run: approval, hops: approval.hops } };
  if (beside !== undefined) {
    yield { ...place, message: `${fact}: ${stakeInWords(beside)}, runs without it.`, ...waitInstead(approval, beside) };
  } else if (!isSignOff(approval.name)) {
    yield { ...place, message: `${fact}.`, severity: "low", confidence: "medium" };
  }
}

/** `Approved by QA`: a name that states a result is read by people, or by a branch protection, and need not hold a job back. */
function isSignOff(name: string): boolean {
  const words = wordsOf(name.replaceAll(" ", "-"));
  return words.some((word) => ["APPROVED", "SIGNOFF", "SIGNED", "REVIEWED", "ACCEPTED", "CONFIRMED"].includes(word));
}

function guardsNothing(approval: JobRun, beside: Stake): Reported {
  return {
    at: locationOf(approval.nameNode),
    confidence: "medium",
    message:
      `Nothing behind the approval ${quote(approval.name)} publishes, deploys or holds a secret, while ${stakeInWords(beside)}, ` +
      "does not wait for it.",
    ...waitInstead(approval, beside),
    route: { run: approval, hops: approval.hops },
  };
}

function stakeInWords({ run, words }: Stake): string {
  return `the job ${quote(run.name)}, which ${words}`;
}

function waitInstead(approval: JobRun, { run }: Stake): Pick<Reported, "related" | "replacement"> {
  const related: RelatedLocation = { ...locationOf(run.nameNode), label: "does not wait for the approval" };
  return { related: [related], replacement: `- ${asYaml(run.jobName)}:\n    requires:\n      - ${asYaml(approval.name)}` };
}

const refusals = ["failed", "canceled", "unauthorized", "not_run", "terminal"];

/** `requires: [hold: [success, canceled]]`. What only tidies up after a refusal is fine; what publishes then is not. */
function* goesOnAnyway(run: JobRun, { matters, stakes }: ApprovalScene): Iterable<Reported> {
  for (const requirement of run.requires) {
    const accepted = requirement.statuses.filter((status) => refusals.includes(status));
    const approval = accepted.length === 0 ? undefined : approvalMeant(requirement, run);
    if (approval === undefined) continue;
    const onSuccess = requirement.statuses.includes("success") || requirement.statuses.includes("terminal");
    const stake = stakes.get(run);
    if (!onSuccess && stake?.publishes !== true) continue;
    const who = `The job ${quote(run.name)}${stake === undefined ? "" : `, which ${stake.words},`}`;
    yield {
      at: locationOf(requirement.node),
      severity: matters.has(run) ? "medium" : "low",
      message: onSuccess
        ? `${who} goes on whether or not anybody approves ${quote(approval.name)}: it also accepts ${inWords(accepted)}.`
        : `${who} runs when the approval ${quote(approval.name)} is not given: it accepts ${inWords(accepted)}.`,
      replacement: `requires:\n  - ${asYaml(requirementName(requirement))}`,
      related: [{ ...locationOf(approval.nameNode), label: "the approval" }],
      route: { run, hops: run.hops },
    };
  }
}

function inWords(statuses: readonly string[]): string {
  return statuses.map((status) => (status === "terminal" ? "`terminal`, which is any end" : quote(status))).join(", ");
}

/** The approval that a requirement names, by its own name, by its job's, or by that of its job group. */
function approvalMeant(requirement: Requirement, run: JobRun): JobRun | undefined {
  const name = requirementName(requirement);
  const group = run.name.slice(0, run.name.indexOf("/") + 1);
  const names = [name, group + name];
  return run.dependsOn.find(
    (other) =>
      other.kind === "approval" &&
      (names.includes(other.name) || names.includes(other.jobName) || other.name.startsWith(`${name}/`)),
  );
}

function requirementName({ name }: Requirement): string {
  return knownText(name) ?? "";
}

/** A name as a YAML scalar. */
function asYaml(name: string): string {
  return /^[A-Za-z][\w ./?-]*$/u.test(name) ? name : JSON.stringify(name);
}
