import { defineRule, type Reported } from "../../src/rule/rule.ts";
import type { ScriptRun } from "../../src/rule/audit.ts";
import { quote } from "../../src/source/quote.ts";
import { scriptsByFacts } from "../data/scripts-by-facts.ts";
import { runStep } from "../data/yaml-step.ts";
import { shownFetchesOf, type ShownFetch } from "./fetched-secrets.ts";
import { everybody, outputOf, presenceCheck } from "./wording.ts";

export const runtimeSecretPrinted = defineRule({
  meta: {
    id: "runtime-secret-printed",
    title: "A secret fetched at run time is printed",
    summary:
      "What `vault kv get`, `aws secretsmanager get-secret-value`, `circleci run oidc get` or the like fetch goes to the job's output.",
    rationale:
      "CircleCI masks what is stored in contexts and projects, and nothing else. What a job fetches from a vault, decrypts or is issued by a cloud stands " +
      "in the log in the clear, for as long as logs are kept, to everybody who can see the project's builds.",
    remediation: "Catch it in a variable, write it to a file, or pipe it into the program that needs it.",
    limits: "What a fetched secret does in later steps or in scripts that the job starts is not followed.",
    severity: "high",
    confidence: "medium",
    profile: "regular",
    data: "config",
    tags: { owasp: ["CICD-SEC-6", "CICD-SEC-10"], cwe: ["CWE-532"] },
    references: [
      { title: "CircleCI: secrets masking", url: "https://circleci.com/docs/guides/security/contexts/#secrets-masking" },
      { title: "CWE-532: sensitive information in a log file", url: "https://cwe.mitre.org/data/definitions/532.html" },
    ],
    since: "0.2.0",
  },
  *check({ scripts }) {
    for (const [facts, runs] of scriptsByFacts(scripts)) {
      for (const shown of shownFetchesOf(facts)) for (const script of runs) yield report(shown, script);
    }
  },
});

function report({ fetch, read }: ShownFetch, script: ScriptRun): Reported {
  const { run, step, locate, facts } = script;
  const fetched = read === undefined ? undefined : quote(read.part.name);
  const reach = `${outputOf(run)}, where ${everybody} can read it. Masking does not know it, because it is not stored in CircleCI.`;
  return {
    at: locate(read === undefined ? fetch.span : read.part.span),
    message:
      fetched === undefined
        ? `${quote(fetch.what)} writes the secret that it fetches to ${reach}`
        : `${fetched} holds the secret that ${quote(fetch.what)} fetched, and goes to ${reach}`,
    trace:
      read === undefined
        ? []
        : [
            { ...locate(fetch.span), label: "the secret is fetched here" },
            ...read.path.map((copy) => ({ ...locate(copy.span), label: `${quote(copy.name)} takes it` })),
            { ...locate(read.part.span), label: "it is printed here" },
          ],
    replacement: runStep(
      read === undefined
        ? `SECRET=$(${oneLine(facts.text.slice(fetch.command.span.start, fetch.command.span.end), fetch.what)})`
        : presenceCheck(read.part.name, facts.language),
    ),
    route: { run, hops: step.hops },
  };
}

function oneLine(text: string, what: string): string {
  return text.includes("\n") || text.includes("___") ? `${what} …` : text;
}
