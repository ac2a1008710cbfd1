import { asMap } from "../../src/config/reader.ts";
import { listAdmits } from "../../src/expand/filters.ts";
import type { JobRun } from "../../src/expand/plan.ts";
import { defineRule, type Reported } from "../../src/rule/rule.ts";
import { quote } from "../../src/source/quote.ts";
import { entryOf, locationOf, type YamlNode, type YamlScalar } from "../../src/yaml/node.ts";
import { lookAlikeOf, ordinaryBranches, type LookAlike } from "../data/branch-look-alikes.ts";
import { privilegeOf } from "../data/privilege.ts";

export const filterTooWide = defineRule({
  meta: {
    id: "filter-too-wide",
    title: "A branch filter lets in too much",
    summary:
      "A pattern in the branch filter of a job that publishes, deploys or holds secrets matches names that anybody can give a branch.",
    rationale:
      "Whoever can push a branch can name it. A filter `/release.*/` is meant for the release branches that somebody protects, but also lets in " +
      "`releases-of-mine`, which nobody protects, and so hands the job's credentials to a branch without review.",
    remediation:
      "Name the branches themselves, or a family of them with its separator, `/release\\/.*/`, and protect that family in the repository's settings.",
    limits:
      "Patterns are tried on names, so odd ones may be missed. Whether the branches are protected is not in the file. " +
      "Patterns match the whole name, so a missing `^` or `$` is no fault.",
    severity: "medium",
    confidence: "medium",
    profile: "regular",
    data: "config",
    tags: { owasp: ["CICD-SEC-1"], cwe: ["CWE-625"] },
    references: [
      {
        title: "CircleCI: using regular expressions to filter tags and branches",
        url: "https://circleci.com/docs/guides/orchestrate/workflows/#using-regular-expressions-to-filter-tags-and-branches",
      },
    ],
    since: "0.2.0",
  },
  *check(audit) {
    const widths = new Map<YamlScalar, Width | undefined>();
    for (const run of audit.plan.runs) {
      for (const pattern of patternsOf(run)) {
        if (!widths.has(pattern)) widths.set(pattern, widthOf(pattern));
        const width = widths.get(pattern);
        const privilege = width === undefined || isGuardedOtherwise(run) ? undefined : privilegeOf(run, audit);
        if (width !== undefined && privilege !== undefined) yield report(run, pattern, width, privilege.words);
      }
    }
  },
});

type Width = "every branch" | LookAlike;

/** The regular expressions that let branches in. */
function patternsOf(run: JobRun): readonly YamlScalar[] {
  const filters = asMap(run.filters);
  const branches = asMap(filters && entryOf(filters, "branches")?.value);
  const only = branches && entryOf(branches, "only")?.value;
  const items: readonly YamlNode[] =
    only?.kind === "seq" ? only.items.map(({ value }) => value) : only === undefined ? [] : [only];
  return items.flatMap((item) => (item.kind === "scalar" && /^\/.+\/$/su.test(item.text) ? [item] : []));
}

function widthOf(pattern: YamlScalar): Width | undefined {
  const admits = (branch: string): boolean => listAdmits(pattern, branch) === true;
  return ordinaryBranches.every(admits) ? "every branch" : lookAlikeOf(admits);
}

/** A condition of the workflow keeps ordinary branches out by itself. */
function isGuardedOtherwise({ reach: { guards } }: JobRun): boolean {
  return guards.includes("when") || guards.includes("triggers");
}

function report(run: JobRun, pattern: YamlScalar, width: Width, words: string): Reported {
  const job = `the job ${quote(run.name)}, which ${words},`;
  const place = { at: locationOf(pattern), route: { run, hops: run.hops } };
  if (width === "every branch") {
    const message = `${quote(pattern.text)} lets every branch in, so this filter keeps nobody out: ${job} runs on whatever anybody pushes.`;
    return { ...place, message, replacement: "only: main" };
  }
  const { meant, other } = width;
  return {
    ...place,
    message:
      `${quote(pattern.text)} lets in more than ${quote(meant)}: ${job} also runs on a branch named ${quote(other)}, and whoever can push ` +
      "can name one so.",
    replacement: `only: [${meant}, /${meant}\\/.*/]`,
  };
}
