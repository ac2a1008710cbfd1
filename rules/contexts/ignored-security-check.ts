import { asMap } from "../../src/config/reader.ts";
import type { JobRun, OrbCommandStep } from "../../src/expand/plan.ts";
import { knownText } from "../../src/expand/text.ts";
import type { ScriptRun } from "../../src/rule/audit.ts";
import { defineRule, type Reported } from "../../src/rule/rule.ts";
import { quote } from "../../src/source/quote.ts";
import { entryOf, locationOf } from "../../src/yaml/node.ts";
import { scriptsByRun } from "../data/scripts-by-run.ts";
import { checksIn, type IgnoredCheck } from "./ignored-checks.ts";

export const ignoredSecurityCheck = defineRule({
  meta: {
    id: "ignored-security-check",
    title: "A security check that cannot fail",
    summary: "A scanner or signature check runs, and whatever it finds, the job goes on.",
    rationale:
      "A check whose outcome nobody asks for is worse than none: the build is green, people believe that it means something, and the vulnerable package, " +
      "the leaked key or the image with the wrong signature goes through all the same.",
    remediation:
      "Let the check's exit code fail the step. Where too much is found to begin with, lower what it reports, with a threshold or a list of accepted findings, not what it does about it.",
    limits:
      "Scanners are known by their programs' names. A check is taken to be enforced when the same job runs it once more with its exit code in force. What " +
      "reads its report elsewhere, such as a dashboard, is not seen, and some scanners never fail unless they are told to.",
    severity: "low",
    confidence: "medium",
    profile: "regular",
    data: "config",
    tags: { owasp: ["CICD-SEC-1", "CICD-SEC-9"], cwe: ["CWE-390", "CWE-754"] },
    references: [
      {
        title: "CircleCI: the when attribute",
        url: "https://circleci.com/docs/reference/configuration-reference/#the-when-attribute",
      },
      { title: "CWE-390: detection of error condition without action", url: "https://cwe.mitre.org/data/definitions/390.html" },
    ],
    since: "0.2.0",
  },
  *check(audit) {
    for (const scripts of scriptsByRun(audit).values()) yield* ofRun(scripts);
    for (const run of audit.plan.runs) {
      for (const step of run.steps) if (step.kind === "orb-command") yield* ofOrb(run, step);
    }
  },
});

function* ofRun(scripts: readonly ScriptRun[]): Iterable<Reported> {
  const enforced = new Set(
    scripts.flatMap(({ facts, step }) =>
      step.when === "on_fail" ? [] : checksIn(facts).enforced.map(({ check }) => check.program),
    ),
  );
  for (const script of scripts) {
    const { ignored, enforced: own } = checksIn(script.facts);
    for (const found of ignored) if (!enforced.has(found.check.program)) yield ofCheck(found, script);
    const [late] = script.step.when === "on_fail" ? own : [];
    if (late !== undefined && !enforced.has(late.check.program)) yield onFail(late.check.what, script);
  }
}

/** Options that write a report, which something else may judge. */
const report = /^(?:-o|-out|--output(?:-file)?|--report-path|--json-file-output|--sarif-file-output)(?:=|$)/u;

function ofCheck({ check, command, span, how }: IgnoredCheck, { run, step, locate }: ScriptRun): Reported {
  const isKept =
    command.output.kind === "file" || command.args.some(({ literal }) => literal !== undefined && report.test(literal));
  return {
    at: locate(span),
    confidence: isKept ? "low" : "medium",
    message:
      `${quote(check.what)} runs with ${quote(how)}, so the job ${quote(run.name)} goes on ` +
      (check.kind === "signature" ? "even when the signature is wrong or missing." : "whatever it finds."),
    related: [{ ...locate(command.span), label: "the check" }],
    route: { run, hops: step.hops },
  };
}

function onFail(what: string, { run, step }: ScriptRun): Reported {
  const body = asMap(asMap(step.node)?.entries.find(({ key }) => key === step.nameNode.text)?.value);
  const when = body && entryOf(body, "when")?.value;
  return {
    at: locationOf(when ?? step.nameNode),
    message: `${quote(what)} runs only when a step before it has failed: while the job ${quote(run.name)} is green, nothing is checked.`,
    route: { run, hops: step.hops },
  };
}

/** Parameters of scanners' orbs that make them pass. Sources: the orbs snyk/snyk and cci-labs/trivy, bridgecrew/bridgecrew. */
const orbSwitches = new Map([
  ["fail-on-issues", "false"],
  ["soft-fail", "true"],
  ["exit-code", "0"],
]);

function* ofOrb(run: JobRun, { orb, name, args, hops }: OrbCommandStep): Iterable<Reported> {
  if (orb.source.kind !== "registry" || !/snyk|trivy|checkov|bridgecrew|grype|anchore|semgrep/u.test(orb.source.name)) return;
  for (const { name: parameter, text, node } of args.values()) {
    const value = text && knownText(text);
    if (value === undefined || orbSwitches.get(parameter.replaceAll("_", "-")) !== value) continue;
    yield {
      at: locationOf(node),
      message: `${quote(name)} runs with ${quote(`${parameter}: ${value}`)}, so the job ${quote(run.name)} goes on whatever it finds.`,
      route: { run, hops },
    };
  }
}
