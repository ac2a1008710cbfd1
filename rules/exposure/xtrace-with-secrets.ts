import { compileText } from "../../src/expand/script.ts";
import type { JobRun } from "../../src/expand/plan.ts";
import type { Location } from "../../src/finding/location.ts";
import type { ScriptRun } from "../../src/rule/audit.ts";
import { defineRule, type Reported } from "../../src/rule/rule.ts";
import { quote } from "../../src/source/quote.ts";
import { contextsInWords } from "../data/privilege.ts";
import { scriptsByFacts } from "../data/scripts-by-facts.ts";
import type { SecretRead } from "../data/secret-reads.ts";
import { secretShownBy, storedNameShownBy, tracesOf, type Trace } from "./traces.ts";
import { outputOf, everybody, secretInWords } from "./wording.ts";
import { secretsGivenTo } from "../data/secret-variables.ts";
import { namePolicyOf, placeInWords, type NamePolicy } from "../data/stored-secrets.ts";

export const xtraceWithSecrets = defineRule({
  meta: {
    id: "xtrace-with-secrets",
    title: "The shell prints commands with secrets filled in",
    summary: "`set -x`, `bash -x` or `shell: … -x` is in force while a script uses secrets.",
    rationale:
      "A tracing shell prints each command after it has filled in the variables: tests, assignments, headers, command lines. Masking catches stored " +
      "values that appear whole. What a script decodes, cuts, joins or fetches at run time, short values and those of several lines go to the log as they are.",
    remediation: "Trace only commands that touch no secret, and end tracing with `{ set +x; } 2>/dev/null` before those that do.",
    limits:
      "Order is that of the text. What scripts that are sourced or started do is not seen. Traces of PowerShell and cmd show no values and are left out.",
    severity: "medium",
    confidence: "high",
    profile: "regular",
    data: "both",
    tags: { owasp: ["CICD-SEC-6", "CICD-SEC-10"], cwe: ["CWE-532"] },
    references: [
      { title: "CircleCI: secrets masking", url: "https://circleci.com/docs/guides/security/contexts/#secrets-masking" },
      { title: "Bash: the set builtin", url: "https://www.gnu.org/software/bash/manual/html_node/The-Set-Builtin.html" },
    ],
    since: "0.1.0",
  },
  *check(audit) {
    const policy = namePolicyOf(audit);
    // One option, such as a job's `shell:`, may trace many scripts; those that show a secret speak for all.
    const withSecret = new Set<string>();
    const others: [string, Reported][] = [];
    for (const [trace, script] of tracedRuns(audit.scripts, policy)) {
      const at = optionLocation(script, trace);
      const key = `${at.file.path}:${at.span.start}`;
      const secret = secretShownBy(trace, script, policy);
      if (secret !== undefined) {
        withSecret.add(key);
        yield reportSecret(script, trace, secret, at, placeInWords(secret.name, script.run, policy));
      } else if (mayHoldMore(script.run, policy)) {
        const shown = storedNameShownBy(trace, script, policy);
        if (shown !== undefined || trace.isLeftOn) others.push([key, reportContext(script, trace, shown, at)]);
      }
    }
    for (const [key, reported] of others) if (!withSecret.has(key)) yield reported;
  },
});

function* tracedRuns(scripts: readonly ScriptRun[], policy: NamePolicy): Iterable<readonly [Trace, ScriptRun]> {
  for (const [facts, runs] of scriptsByFacts(scripts)) {
    for (const trace of tracesOf(facts, policy)) for (const script of runs) yield [trace, script];
  }
}

/** The option in the script, or the value of `shell:`. */
function optionLocation({ run, step, locate }: ScriptRun, { by }: Trace): Location {
  if (by.span !== undefined) return locate(by.span);
  const shell = step.shell ?? run.shell;
  if (shell === undefined) return locate({ start: 0, end: 0 });
  const compiled = compileText(shell);
  return compiled.locate({ start: 0, end: compiled.text.length });
}

/** It holds secrets that the trace may show one day, as far as we know. */
function mayHoldMore(run: JobRun, policy: NamePolicy): boolean {
  const given = run.contexts.length === 0 ? undefined : secretsGivenTo(run, policy);
  return given?.isComplete === true ? given.names.length > 0 : run.contexts.length > 0;
}

function reportSecret(
  script: ScriptRun,
  trace: Trace,
  { name, kind, assumed, span }: SecretRead,
  at: Location,
  place: string,
): Reported {
  const { run, step, locate } = script;
  const isFile = trace.of === "file";
  const secret = secretInWords(name, kind, place);
  return {
    at,
    ...(isFile || trace.isConditional || kind === "shape" || assumed ? { confidence: "medium" } : {}),
    message:
      `${tracing(at, run)} ` +
      (isFile
        ? `The script that it runs is given ${secret}: as soon as it uses that, ${everybody} can read it.`
        : `Among them is ${secret}${kind === "built-in" ? `, so ${everybody} can read it` : `, which then only masking hides from ${everybody}`}.`),
    related: [{ ...locate(span), label: `${quote(name)} is filled in here` }],
    replacement: replacementFor(script, trace, name),
    route: { run, hops: step.hops },
  };
}

function tracing({ file, span }: Location, run: JobRun): string {
  return `${quote(file.text.slice(span.start, span.end))} makes the shell write each command with its variables filled in to ${outputOf(run)}.`;
}

/** No secret is known to be shown, but the job has some. */
function reportContext(script: ScriptRun, trace: Trace, shown: string | undefined, at: Location): Reported {
  const { run, step } = script;
  const reader = trace.of === "file" ? "the script" : "a command";
  return {
    at,
    severity: "low",
    confidence: "medium",
    message:
      `${tracing(at, run)} The job ${contextsInWords(run) ?? "holds a context"}: ` +
      (shown === undefined
        ? `as soon as ${reader} uses a secret from there, ${everybody} can read it.`
        : `${quote(shown)}, which is shown so, may come from there.`),
    replacement: replacementFor(script, trace, shown),
    route: { run, hops: step.hops },
  };
}

function replacementFor({ run, step, facts }: ScriptRun, { by }: Trace, name: string | undefined): string {
  const shell = step.shell ?? run.shell;
  if (by.kind === "shell-key") return `shell: ${withoutTrace(shell === undefined ? "" : compileText(shell).text)}`;
  const before = name === undefined ? "the first command that uses a secret" : `the first command that uses ${name}`;
  if (by.kind === "set") return `- run: |\n    …\n    { set +x; } 2>/dev/null  # before ${before}\n    …`;
  const end = facts.text.indexOf("\n", by.span?.start);
  const start = facts.text.lastIndexOf("\n", by.span?.start) + 1;
  return `- run: |\n    ${withoutTrace(facts.text.slice(start, end === -1 ? undefined : end).trim())}`;
}

/** The words of a shell's line, `-x` and the `x` of `-eox` left out. */
function withoutTrace(line: string): string {
  return line
    .replace(/(^|\s)-o xtrace(?=\s|$)/gu, "")
    .replace(/(\s)-([a-z]*)x([a-z]*)(?=\s|$)/gu, (_, blank: string, before: string, after: string) =>
      before + after === "" ? "" : `${blank}-${before}${after}`,
    );
}
