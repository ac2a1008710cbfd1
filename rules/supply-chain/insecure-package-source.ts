import type { EnvironmentEntry, JobRun } from "../../src/expand/plan.ts";
import { environmentOf } from "../../src/expand/plan-of.ts";
import { compileText } from "../../src/expand/script.ts";
import { assumedText } from "../../src/expand/text.ts";
import type { ScriptRun } from "../../src/rule/audit.ts";
import { defineRule, type Reported } from "../../src/rule/rule.ts";
import type { AssignmentFact } from "../../src/shell/facts.ts";
import { parseTarget } from "../data/network-targets.ts";
import { scriptsByFacts } from "../data/scripts-by-facts.ts";
import { isInsideJob } from "../data/service-hosts.ts";
import { insecureVariable, insecureVariables } from "../data/tools/insecure-options.ts";
import { indexVariables } from "../data/tools/package-indexes.ts";
import { wordText } from "../data/word-text.ts";
import { judgeIndex, packageFaultsOf, uncheckedMessage, type PackageFault } from "./package-faults.ts";

export const insecurePackageSource = defineRule({
  meta: {
    id: "insecure-package-source",
    title: "Packages come from an unproven source",
    summary:
      "A package index over http, a switch that turns off a package manager's checks, or an extra index whose packages replace those of the same name.",
    rationale:
      "Whoever answers in the index's place, or publishes a package under the name of one of yours on the other index, decides which code is installed; it runs " +
      "in this job, often while it is installed, with the job's contexts and keys.",
    remediation:
      "Take packages from one index over https, with its certificate and signatures checked. For private packages use a registry that serves both kinds under one address, or bind names to their index.",
    limits: "What `requirements.txt`, `.npmrc` and other files of the repository say is not looked at.",
    severity: "high",
    confidence: "high",
    profile: "regular",
    data: "config",
    tags: { owasp: ["CICD-SEC-3"], cwe: ["CWE-494", "CWE-427", "CWE-295"] },
    references: [
      {
        title: "pip: --extra-index-url and the risk of dependency confusion",
        url: "https://pip.pypa.io/en/stable/cli/pip_install/#cmdoption-extra-index-url",
      },
      { title: "CWE-427: uncontrolled search path element", url: "https://cwe.mitre.org/data/definitions/427.html" },
    ],
    since: "0.2.0",
  },
  *check({ plan, scripts }) {
    for (const run of plan.runs) for (const entry of environmentOf(run)) yield* inEnvironment(run, entry);
    for (const [facts, runs] of scriptsByFacts(scripts)) {
      const faults = facts.commands.flatMap((command) => packageFaultsOf(command));
      for (const script of runs) {
        for (const fault of faults) yield* inScript(script, fault);
        for (const assignment of facts.assignments) yield* inAssignment(script, assignment);
      }
    }
  },
});

function* inScript(
  { run, step, locate }: ScriptRun,
  { at, message, host, severity, replacement }: PackageFault,
): Iterable<Reported> {
  if (host !== undefined && isInsideJob(host, run)) return;
  yield {
    at: locate(at),
    message: message(run.jobName),
    ...(severity === undefined ? {} : { severity }),
    ...(replacement === undefined ? {} : { replacement }),
    route: { run, hops: step.hops },
  };
}

function* inEnvironment(run: JobRun, entry: EnvironmentEntry): Iterable<Reported> {
  if (!isPackageVariable(entry.name)) return;
  const value = assumedText(entry.value);
  for (const said of value === undefined ? [] : variableFaults(entry.name, value, run)) {
    const compiled = compileText(entry.value);
    yield { at: compiled.locate({ start: 0, end: compiled.text.length }), ...said, route: { run, hops: entry.hops } };
  }
}

function* inAssignment({ run, step, locate }: ScriptRun, { name, value }: AssignmentFact): Iterable<Reported> {
  if (value === undefined || !isPackageVariable(name)) return;
  for (const said of variableFaults(name, wordText(value), run)) {
    yield { at: locate(value.span), ...said, route: { run, hops: step.hops } };
  }
}

function isPackageVariable(name: string): boolean {
  const known = name.toUpperCase();
  return indexVariables.has(known) || insecureVariables.get(known)?.kind === "package-source";
}

function* variableFaults(name: string, value: string, run: JobRun): Iterable<Pick<Reported, "message" | "severity">> {
  if (insecureVariable(name, value) === "package-source") {
    const host = parseTarget(value)?.host;
    if (host === undefined || !isInsideJob(host, run)) yield { message: uncheckedMessage(name)(run.jobName) };
  }
  const role = indexVariables.get(name.toUpperCase());
  for (const address of role === undefined ? [] : value.split(/[\s,|]+/u)) {
    const fault = role && judgeIndex({ role, what: name, address });
    if (fault === undefined || (fault.host !== undefined && isInsideJob(fault.host, run))) continue;
    yield { message: fault.message(run.jobName), ...(fault.severity === undefined ? {} : { severity: fault.severity }) };
  }
}
