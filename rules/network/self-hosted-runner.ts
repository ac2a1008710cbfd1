import type { JobRun } from "../../src/expand/plan.ts";
import { assumedText, hasUnknown } from "../../src/expand/text.ts";
import type { RelatedLocation } from "../../src/finding/location.ts";
import type { Audit } from "../../src/rule/audit.ts";
import { defineRule, type Reported } from "../../src/rule/rule.ts";
import { quote } from "../../src/source/quote.ts";
import { locationOf } from "../../src/yaml/node.ts";
import { buildsForks } from "../data/fork-builds.ts";
import { forkBuildsOf, forkersInWords } from "../data/push-access.ts";

export const selfHostedRunner = defineRule({
  meta: {
    id: "self-hosted-runner",
    title: "Jobs run on a self-hosted runner",
    summary: "A resource class `namespace/name` sends jobs to machines of their owner.",
    rationale:
      "A runner of your own stands in your network, often with rights of its own, and nothing cleans it between jobs. Whoever gets a job to run there, " +
      "by pushing a branch or, where fork builds are on, by opening a pull request, can leave something behind that waits for the next job's secrets.",
    remediation:
      "Check four things: no project that builds forks may use the class; each job gets a machine or container of its own that is thrown away " +
      "afterwards; the runner's user and network reach only what these jobs need; and the class's token is known to few.",
    limits:
      "How the runner is set up is not known. Whether fork builds are on and whether the repository is public is not in the file: without a snapshot that says so, the finding is for auditors.",
    severity: "info",
    confidence: "high",
    profile: "regular",
    data: "both",
    tags: { owasp: ["CICD-SEC-7", "CICD-SEC-5"], cwe: ["CWE-653", "CWE-269"] },
    references: [
      {
        title: "CircleCI: self-hosted runner concepts",
        url: "https://circleci.com/docs/guides/execution-runner/runner-concepts/",
      },
    ],
    since: "0.2.0",
  },
  *check({ plan, facts }) {
    const byClass = new Map<string, JobRun[]>();
    for (const run of plan.runs) {
      const name = run.resourceClass && assumedText(run.resourceClass);
      if (name === undefined || !/^[^\s/]+\/[^\s/]+$/u.test(name)) continue;
      const known = byClass.get(name);
      if (known === undefined) byClass.set(name, [run]);
      else known.push(run);
    }
    const strangers = byClass.size === 0 ? undefined : strangersOf(facts);
    for (const [name, runs] of byClass) yield* report(name, runs, strangers);
  },
});

function* report(name: string, [first, ...others]: readonly JobRun[], strangers: string | undefined): Iterable<Reported> {
  if (first?.resourceClass === undefined) return;
  const { scalar } = first.resourceClass;
  const where = others.length === 0 ? `the job ${quote(first.name)}` : `the job ${quote(first.name)} and ${others.length} more`;
  yield {
    at: locationOf(scalar),
    confidence: hasUnknown(first.resourceClass) ? "medium" : "high",
    ...(strangers === undefined ? { profile: "auditor" } : { severity: "high" }),
    message:
      `${quote(name)} is a self-hosted runner, on which ${where} run${others.length === 0 ? "s" : ""}: ` +
      (strangers ?? "check that no fork's build can get there, and that nothing of one job is left for the next."),
    related: alsoThere(first, others),
    route: { run: first, hops: first.hops },
  };
}

/** Who else's code may come to run there; undefined when nobody's is known to. */
function strangersOf(facts: Audit["facts"]): string | undefined {
  const buildForks = facts && buildsForks(facts);
  if (buildForks === true) {
    return `pull requests from forks are built, so ${forkersInWords(facts)} runs code on a machine in your network${forkBuildsOf(facts) === "with-secrets" ? ", with the job's secrets" : ""}.`;
  }
  if (facts?.repository?.visibility !== "public") return undefined;
  const guard = buildForks === false ? ", and only the setting for fork builds keeps strangers' pull requests off it" : "";
  return `the repository is public${guard}: what gets in there runs on a machine in your network.`;
}

/** Each place that names the class once, then the jobs that come by it through an executor. */
function alsoThere(first: JobRun, others: readonly JobRun[]): readonly RelatedLocation[] {
  const seen = new Set([first.resourceClass?.scalar, first.nameNode]);
  return others.flatMap((run) => {
    const places: RelatedLocation[] = [];
    const { resourceClass, nameNode, name } = run;
    if (resourceClass !== undefined && !seen.has(resourceClass.scalar)) {
      seen.add(resourceClass.scalar);
      places.push({ ...locationOf(resourceClass.scalar), label: "the class is named here too" });
    }
    if (!seen.has(nameNode)) {
      seen.add(nameNode);
      places.push({ ...locationOf(nameNode), label: `the job ${quote(name)} runs there too` });
    }
    return places;
  });
}
