import { defineRule, type Reported } from "../../src/rule/rule.ts";
import { capitalised } from "../../src/source/in-words.ts";
import { scriptsByRun } from "../data/scripts-by-run.ts";
import { privilegeOf } from "./privilege-of.ts";
import { foreignCodeRuns, type ForeignCodeRun } from "./foreign-code.ts";
import { jobOf } from "./wording.ts";

export const untrustedRefCheckout = defineRule({
  meta: {
    id: "untrusted-ref-checkout",
    title: "Unreviewed code runs with the job's secrets",
    summary:
      "A job with a context, a key or a release fetches a pull request, a fork or a ref that a parameter names, and runs it.",
    rationale:
      "CircleCI keeps secrets from the pipelines of forks. A job that fetches the pull request by itself undoes this: whoever opens one writes the " +
      "build scripts, the tests and the package hooks that then run beside the context. The same holds for a ref that whoever triggers the pipeline names.",
    remediation:
      "Build and test such code in a job without contexts, keys and publishing, and hand only its results on. Where a ref must be chosen, compare it with a list, or with what is merged, before it is checked out.",
    limits:
      "What project variables hold is not in the file, so a job that has no context, publishes nothing and adds no key is not reported. Code that orbs fetch or run is not seen.",
    severity: "high",
    confidence: "medium",
    profile: "regular",
    data: "config",
    tags: { owasp: ["CICD-SEC-4"], cwe: ["CWE-829", "CWE-94"] },
    references: [
      {
        title: "OWASP: poisoned pipeline execution",
        url: "https://owasp.org/www-project-top-10-ci-cd-security-risks/CICD-SEC-04-Poisoned-Pipeline-Execution",
      },
      {
        title: "CircleCI: building pull requests from forks",
        url: "https://circleci.com/docs/guides/integration/oss/#build-pull-requests-from-forked-repositories",
      },
    ],
    since: "0.2.0",
  },
  *check(audit) {
    for (const [run, scripts] of scriptsByRun(audit)) {
      const privilege = privilegeOf(run, audit);
      if (privilege === undefined) continue;
      for (const code of foreignCodeRuns(scripts, audit)) yield report(code, privilege);
    }
  },
});

function report({ script, span, what, who, isParameter, runner }: ForeignCodeRun, privilege: string): Reported {
  const { run, step } = script;
  return {
    at: script.locate(span),
    ...(isParameter ? { confidence: "low" } : {}),
    message: `${capitalised(jobOf(run))} fetches ${what} and runs it, and ${privilege}: ${who} writes code that runs with that.`,
    related: [{ ...runner.script.locate(runner.command.span), label: "it is run here" }],
    route: { run, hops: step.hops },
  };
}
