import { conditionsOf, type Condition } from "../../src/expand/conditions.ts";
import type { JobRun } from "../../src/expand/plan.ts";
import type { Audit } from "../../src/rule/audit.ts";
import { defineRule, type Reported } from "../../src/rule/rule.ts";
import { quote } from "../../src/source/quote.ts";
import { isCheckName, isReleaseName } from "../data/publishing/names.ts";
import { upstreamOf } from "../data/workflow-graph.ts";
import { gatedRunsOf } from "./conditions/gated-runs.ts";
import { letsAnyBranchIn, parameterThatOpens } from "./conditions/parameter-gates.ts";
import { unsoundPartsOf } from "./conditions/unsound-parts.ts";

export const unsoundGateExpression = defineRule({
  meta: {
    id: "unsound-gate-expression",
    title: "A gate that says something else",
    summary:
      "The condition before a job that publishes, deploys or holds secrets lets in more than it seems to, or can be opened by its caller.",
    rationale:
      'A gate such as `pipeline.git.branch starts-with "main"` also opens for `main-of-mine`, `not a == b` compares something else than it reads, and a ' +
      "pipeline parameter is set by whoever triggers the pipeline. Whoever finds the gap gets the job's credentials without the review that the gate was meant to ask for.",
    remediation:
      'Compare whole names, `pipeline.git.branch == "main"`, values of one type, with parentheses behind `not`; and ask for the branch beside a parameter.',
    limits:
      "Only gates before jobs that publish, deploy, hold a context or assume a role are looked at. Parameters of configurations that a setup workflow " +
      "goes on with are left alone, since it sets them, and so are those of tests and of jobs that wait for an approval.",
    severity: "medium",
    confidence: "medium",
    profile: "regular",
    data: "config",
    tags: { owasp: ["CICD-SEC-1"], cwe: ["CWE-625", "CWE-783"] },
    references: [
      {
        title: "CircleCI: logic statements",
        url: "https://circleci.com/docs/reference/configuration-reference/#logic-statements",
      },
      {
        title: "CircleCI: pipeline values and parameters",
        url: "https://circleci.com/docs/guides/orchestrate/pipeline-variables/",
      },
    ],
    since: "0.2.0",
  },
  *check(audit) {
    for (const condition of conditionsOf(audit.config)) {
      yield* unsound(condition, audit);
      yield* openedByParameter(condition, audit);
    }
  },
});

function* unsound(condition: Condition, audit: Audit): Iterable<Reported> {
  const parts = [...unsoundPartsOf(condition, audit.config)];
  if (parts.length === 0) return;
  const [gated] = gatedRunsOf(condition, audit);
  if (gated === undefined) return;
  const { run, words } = gated;
  for (const { at, says, confidence, replacement } of parts) {
    yield {
      at,
      confidence,
      message: `${says} It stands before the job ${quote(run.name)}, which ${words}.`,
      ...(replacement === undefined ? {} : { replacement }),
      route: { run, hops: run.hops },
    };
  }
}

function* openedByParameter(condition: Condition, audit: Audit): Iterable<Reported> {
  if (isSetByOthers(audit)) return;
  const reference = parameterThatOpens(condition, audit.config);
  if (reference === undefined || isCheckName(reference.name.slice(reference.name.lastIndexOf(".") + 1))) return;
  for (const { run, words, publishes } of gatedRunsOf(condition, audit)) {
    const isRelease = isReleaseName(run.name) || isReleaseName(run.jobName);
    const bringsOut = isRelease || (publishes && !isCheckName(run.name));
    if (!bringsOut || !letsAnyBranchIn(run) || waitsForApproval(run)) continue;
    yield {
      at: reference.at,
      message:
        `Whoever can trigger a pipeline sets ${quote(reference.name)}, on any branch, and nothing else is asked before the job ` +
        `${quote(run.name)}, which ${words}.`,
      replacement: `and:\n  - << ${reference.name} >>\n  - equal: [main, << pipeline.git.branch >>]`,
      route: { run, hops: run.hops },
    };
    return;
  }
}

/** A setup workflow sets the parameters of the configuration that it goes on with, mostly by the paths that have changed. */
function isSetByOthers({ plan, config, siblings }: Audit): boolean {
  return plan.continued || config.setup || siblings.some(({ setup }) => setup) || /continu[^/]*$/iu.test(config.file.path);
}

function waitsForApproval(run: JobRun): boolean {
  return [...upstreamOf([run])].some(({ kind }) => kind === "approval");
}
