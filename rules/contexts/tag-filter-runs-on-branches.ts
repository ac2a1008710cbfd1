import { defineRule, type Reported } from "../../src/rule/rule.ts";
import { quote } from "../../src/source/quote.ts";
import { locationOf, type YamlNode } from "../../src/yaml/node.ts";
import { tagStakesOf, type TagStake } from "./tag-stakes.ts";

export const tagFilterRunsOnBranches = defineRule({
  meta: {
    id: "tag-filter-runs-on-branches",
    title: "A tag job runs on every branch",
    summary: "Tags are filtered, branches are not, and the job publishes, deploys or holds a context.",
    rationale:
      "A `tags` filter adds tags to what a job runs on; it takes no branch away, and a job without a `branches` filter runs on every branch. " +
      "A release job that looks as if it waited for a tag then publishes what anybody pushes to any branch, with the release's credentials and before review.",
    remediation:
      "Leave the branches out with `branches: {ignore: /.*/}` beside `tags`, or write the filter as an expression on `pipeline.git.tag`.",
    limits:
      "A job that tests the tag or uses the branch's name in its own script is taken to run on branches on purpose, and so is one that a job " +
      "with a branch filter requires. What the project's own script files look at is not seen.",
    severity: "high",
    confidence: "high",
    profile: "regular",
    data: "config",
    tags: { owasp: ["CICD-SEC-1"], cwe: ["CWE-670"] },
    references: [
      {
        title: "CircleCI: executing workflows for a git tag",
        url: "https://circleci.com/docs/guides/orchestrate/workflows/#executing-workflows-for-a-git-tag",
      },
    ],
    since: "0.1.0",
  },
  *check(audit) {
    for (const stake of tagStakesOf(audit)) yield report(stake);
  },
});

function report({ run, filter, words, publication, afterApproval, confidence }: TagStake): Reported {
  const { entry, only } = filter;
  const may = run.reach.anyBranch === true ? "runs" : "may run";
  const when = afterApproval ? ", once anybody has approved it" : "";
  return {
    at: locationOf(entry.keyNode),
    confidence,
    message:
      `A filter on tags keeps no branch out: the job ${quote(run.name)}, which ${words}, ${may} on every branch too${when}. ` +
      "Whoever can push a branch can set it off.",
    replacement: `filters:\n  tags:\n    only: ${patternsOf(only)}\n  branches:\n    ignore: /.*/`,
    ...(publication === undefined ? {} : { related: [{ ...publication.at, label: "what every branch gets to run" }] }),
    route: { run, hops: run.hops },
  };
}

/** As YAML on one line. */
function patternsOf(node: YamlNode): string {
  if (node.kind === "seq") return `[${node.items.map((item) => patternsOf(item.value)).join(", ")}]`;
  return node.file.text.slice(node.span.start, node.span.end);
}
