import type { JobRun } from "../../src/expand/plan.ts";
import { knownText } from "../../src/expand/text.ts";
import { defineRule, type Reported } from "../../src/rule/rule.ts";
import { quote } from "../../src/source/quote.ts";
import { locationOf } from "../../src/yaml/node.ts";
import { publicationInWords } from "../data/privilege.ts";
import { isTeardown, publicationsOf, type Publication } from "../data/publishing.ts";
import { downstreamOf } from "../data/workflow-graph.ts";

export const deployWithoutApproval = defineRule({
  meta: {
    id: "deploy-without-approval",
    title: "Deploys without anybody's approval",
    summary: "A job that publishes or deploys has no approval before it.",
    rationale:
      "Whatever reaches the branch or tag goes out at once. A stolen account, a merged dependency update or a slip is in production before anybody " +
      "has looked, and the one moment at which a second pair of eyes could stop it is missing.",
    remediation:
      "Put a job of `type: approval` before it and let the job require it. Restrict the context of the job to those who may approve, since otherwise whoever can push can.",
    limits:
      "Teams that deploy continuously leave the approval out on purpose and review before the merge instead; such reviews are not in the file. " +
      "Scheduled workflows, which nobody could approve, uploads of files to a bucket and what only tears down are left alone.",
    severity: "low",
    confidence: "medium",
    profile: "pedantic",
    data: "config",
    tags: { owasp: ["CICD-SEC-1"], cwe: ["CWE-862"] },
    references: [
      {
        title: "CircleCI: holding a workflow for an approval",
        url: "https://circleci.com/docs/guides/orchestrate/workflows/#holding-a-workflow-for-a-manual-approval",
      },
    ],
    since: "0.2.0",
  },
  *check(audit) {
    const publications = publicationsOf(audit);
    for (const { runs } of audit.plan.workflows) {
      const approvals = runs.filter(({ kind }) => kind === "approval");
      const approved = downstreamOf(approvals, runs);
      for (const run of runs) {
        const publication = publications.get(run)?.find((candidate) => candidate.kind !== "files" && !isTeardown(candidate));
        if (publication === undefined || approved.has(run) || isScheduled(run)) continue;
        yield report(run, publication, approvals);
      }
    }
  },
});

function isScheduled({ workflow }: JobRun): boolean {
  return workflow?.workflow.triggers !== undefined;
}

function report(run: JobRun, publication: Publication, approvals: readonly JobRun[]): Reported {
  // A name that only the running pipeline knows may be that of the approval.
  const requiresUnknown = run.requires.some(({ name }) => knownText(name) === undefined);
  const [approval] = approvals;
  // Images are pushed for every commit, and what runs is chosen later.
  const isUnsure = publication.conditional || publication.evidence === "name" || publication.kind === "image" || requiresUnknown;
  return {
    at: locationOf(run.nameNode),
    confidence: isUnsure ? "low" : "medium",
    message: `The job ${quote(run.name)} ${publicationInWords(publication)}, and nobody has to approve it first.`,
    related: [
      { ...publication.at, label: "what goes out" },
      ...(approval === undefined ? [] : [{ ...locationOf(approval.nameNode), label: "this approval does not hold it back" }]),
    ],
    route: { run, hops: run.hops },
  };
}
