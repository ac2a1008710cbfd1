import type { JobRun } from "../../src/expand/plan.ts";
import { assumedText } from "../../src/expand/text.ts";
import type { ScriptRun } from "../../src/rule/audit.ts";
import { defineRule, type Reported } from "../../src/rule/rule.ts";
import type { ScriptLanguage } from "../../src/shell/facts.ts";
import { quote } from "../../src/source/quote.ts";
import { scriptsByFacts } from "../data/scripts-by-facts.ts";
import { environmentDumpsOf, type EnvironmentDump } from "./environment-dumps.ts";
import { namesInWords } from "../data/context-secrets.ts";
import { secretsGivenTo, type GivenSecrets } from "../data/secret-variables.ts";
import { namePolicyOf } from "../data/stored-secrets.ts";
import { runStep } from "../data/yaml-step.ts";
import { outputOf, everybody } from "./wording.ts";

export const environmentDumped = defineRule({
  meta: {
    id: "environment-dumped",
    title: "The whole environment is written to the output",
    summary:
      "`env`, `printenv`, `export -p`, `set`, `Get-ChildItem env:`, `docker compose config` or the like, shown in the job's output.",
    rationale:
      "Among the variables of a job are those of its contexts and of the project, the tokens that CircleCI makes for the job and whatever earlier " +
      "steps exported. Masking hides stored values only as long as they appear whole and unchanged: short ones, those of several lines and " +
      "everything that was fetched or derived at run time stand in the log for whoever may read it.",
    remediation: "Print the names alone, or the one variable that you are looking for.",
    limits: "Programs that show their environment by themselves are not known. What a compose file names is not looked up.",
    severity: "medium",
    confidence: "high",
    profile: "regular",
    data: "both",
    tags: { owasp: ["CICD-SEC-6", "CICD-SEC-10"], cwe: ["CWE-532", "CWE-526"] },
    references: [
      { title: "CircleCI: secrets masking", url: "https://circleci.com/docs/guides/security/contexts/#secrets-masking" },
      {
        title: "CWE-526: cleartext storage of sensitive information in an environment variable",
        url: "https://cwe.mitre.org/data/definitions/526.html",
      },
    ],
    since: "0.1.0",
  },
  *check(audit) {
    for (const [facts, runs] of scriptsByFacts(audit.scripts)) {
      for (const dump of environmentDumpsOf(facts)) {
        for (const script of runs) yield report(script, dump, secretsGivenTo(script.run, namePolicyOf(audit)));
      }
    }
  },
});

function report({ run, step, facts, locate }: ScriptRun, dump: EnvironmentDump, given: GivenSecrets | undefined): Reported {
  const written = quote(facts.text.slice(dump.span.start, dump.span.end), 40);
  return {
    at: locate(dump.span),
    ...(holdsSecrets(run, given) ? { severity: "high" } : {}),
    ...(dump.left === "unknown" ? { confidence: "low" } : dump.what === "compose" ? { confidence: "medium" } : {}),
    message:
      `${dump.isExpression ? "Printing " : ""}${written} writes ${whatIsShown(dump, run, given)} to ${outputOf(run)}, where ${everybody} can read ` +
      `${dump.what === "compose" ? "it" : "them"}.${filterRemark[dump.left]}`,
    replacement: runStep(namesOnly(dump, facts.language)),
    route: { run, hops: step.hops },
  };
}

/** A context is taken to hold some unless it is known that it does not; the project's variables count once they are known. */
function holdsSecrets({ contexts }: JobRun, given: GivenSecrets | undefined): boolean {
  return (given?.names.length ?? 0) > 0 || (contexts.length > 0 && given?.isComplete !== true);
}

function whatIsShown({ what, left }: EnvironmentDump, run: JobRun, given: GivenSecrets | undefined): string {
  if (what === "compose") return "the compose file with the values of all variables that it names";
  if (left !== "all") return "variables";
  const names = given?.names ?? [];
  return `all variables${ofContexts(run)}${names.length === 0 ? "" : ` with the stored secret${names.length === 1 ? "" : "s"} ${namesInWords(names)}`}`;
}

const filterRemark: Readonly<Record<EnvironmentDump["left"], string>> = {
  all: "",
  some: " The filter behind it lets secrets through.",
  unknown: " Whether the filter behind it lets secrets through is not known.",
};

function ofContexts({ contexts }: JobRun): string {
  const names = contexts.map(({ name, node }) => quote(assumedText(name) ?? node.text));
  return names.length === 0 ? "" : `, those of the context${names.length > 1 ? "s" : ""} ${names.join(", ")} included,`;
}

function namesOnly({ what, command }: EnvironmentDump, language: ScriptLanguage): string {
  if (what === "compose")
    return `${command?.name === "docker" ? "docker compose" : (command?.name ?? "docker compose")} config --quiet`;
  switch (language) {
    case "powershell":
      return "Get-ChildItem env: | Select-Object -ExpandProperty Name";
    case "cmd":
      return "for /f \"delims==\" %%n in ('set') do @echo %%n";
    case "python":
      return 'import os\nprint("\\n".join(sorted(os.environ)))';
    case "node":
      return "console.log(Object.keys(process.env).sort());";
    default:
      return "env | cut -d= -f1 | sort";
  }
}
