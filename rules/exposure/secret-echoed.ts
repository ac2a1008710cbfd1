import { defineRule, type Reported } from "../../src/rule/rule.ts";
import type { CommandFact } from "../../src/shell/facts.ts";
import { pipelineAfter } from "../../src/shell/sinks.ts";
import { quote } from "../../src/source/quote.ts";
import { printedSecretsOf, wayOf, type PrintedSecret } from "./printed-secrets.ts";
import { continuationKey } from "../credentials/continuation-key.ts";
import { runStep } from "../data/yaml-step.ts";
import { outputOf, presenceCheck, everybody, secretInWords } from "./wording.ts";

export const secretEchoed = defineRule({
  meta: {
    id: "secret-echoed",
    title: "A secret is written to the job's output",
    summary: "`echo`, `printf`, `cat <<EOF`, `tee`, `printenv NAME` and their likes write a secret to the job's output.",
    rationale:
      "Output is kept and shown to everybody who can see the project's builds, to the world if the project is public. CircleCI replaces the values " +
      "of contexts and project variables in it with asterisks, but only as they are stored: values of fewer than four characters, values of several " +
      "lines, tokens that the job itself obtains and whatever a rerun with SSH prints get through. One copy of the log is enough to take the secret.",
    remediation:
      "Do not print it. To see whether it is there, print whether it is set; to hand it on, write it to standard input or a file.",
    limits:
      "What programs print by themselves, and files that hold a secret and are shown later, are not seen. Without a snapshot, secrets are known by their names; with one, whatever a context or the project keeps counts as secret unless its name says otherwise. What else may become of the job's OIDC token is the business of `oidc-token-exposed`; the key that continues a pipeline is that of `continuation-key-exposed`.",
    severity: "high",
    confidence: "high",
    profile: "regular",
    data: "both",
    tags: { owasp: ["CICD-SEC-6", "CICD-SEC-10"], cwe: ["CWE-532"] },
    references: [
      { title: "CircleCI: secrets masking", url: "https://circleci.com/docs/guides/security/contexts/#secrets-masking" },
      { title: "CWE-532: sensitive information in a log file", url: "https://cwe.mitre.org/data/definitions/532.html" },
    ],
    since: "0.1.0",
  },
  *check(audit) {
    for (const secret of printedSecretsOf(audit)) {
      if (secret.form === "kept" && secret.name !== continuationKey) yield report(secret);
    }
  },
});

function report(secret: PrintedSecret): Reported {
  const { script, span, name, kind, assumed, command, place } = secret;
  const { run, step, locate } = script;
  const what = command === undefined ? "This script" : (writtenName(command) ?? "This expression");
  return {
    at: locate(span),
    ...(kind === "shape" ? { severity: "medium" } : {}),
    ...(kind === "shape" || assumed ? { confidence: "medium" } : {}),
    message: `${what} writes ${secretInWords(name, kind, place)} to ${outputOf(run)}, where ${everybody} can read it. ${masking(kind)}`,
    trace: wayOf(secret),
    replacement: replacementFor(secret),
    route: { run, hops: step.hops },
  };
}

function writtenName({ name, words }: CommandFact): string | undefined {
  return name === undefined ? undefined : quote(words[0]?.literal ?? name);
}

function masking(kind: PrintedSecret["kind"]): string {
  return kind === "built-in"
    ? "Masking is for values that are stored in contexts and projects; CircleCI makes this one anew for each job."
    : "Masking hides a stored value only as long as it appears whole, on one line and unchanged.";
}

/** Who writes a file with `tee` does not want the output; anybody else wants to know whether the secret is there. */
function replacementFor({ script: { facts }, name, command }: PrintedSecret): string {
  const tee = command && pipelineAfter(command).find(({ name: reader, args }) => reader === "tee" && args.length > 0);
  const line = tee && tee.span.start > command.span.end ? facts.text.slice(command.span.start, tee.span.end) : undefined;
  return runStep(line === undefined || line.includes("\n") ? presenceCheck(name, facts.language) : `${line} > /dev/null`);
}
