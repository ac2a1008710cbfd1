import { continueAddress } from "../../src/rule/continuation/script-calls.ts";
import type { ScriptRun } from "../../src/rule/audit.ts";
import { defineRule, type Reported } from "../../src/rule/rule.ts";
import type { CommandFact } from "../../src/shell/facts.ts";
import type { Span } from "../../src/source/span.ts";
import { quote } from "../../src/source/quote.ts";
import { printedSecretsOf, wayOf } from "../exposure/printed-secrets.ts";
import { scriptsByFacts } from "../data/scripts-by-facts.ts";
import { continuationKey, keyTakersIn } from "./continuation-key.ts";

export const continuationKeyExposed = defineRule({
  meta: {
    id: "continuation-key-exposed",
    title: "The continuation key leaves the setup job",
    summary: "`CIRCLE_CONTINUATION_KEY` is printed, or handed to something other than the request that continues the pipeline.",
    rationale:
      "Whoever has the key while the setup workflow runs decides what the pipeline goes on with: any configuration, with every context and " +
      "every OIDC role that the project may use, under the name of this commit. The key is no stored secret, so CircleCI does not mask it in the output.",
    remediation:
      "Let the orb circleci/continuation send the request, or build its body with jq into a file and give that to curl; nothing else needs the key.",
    limits:
      "A program that reads the key from its environment by itself is not seen, nor is what becomes of a file that holds it.",
    severity: "high",
    confidence: "medium",
    profile: "regular",
    data: "config",
    tags: { owasp: ["CICD-SEC-4", "CICD-SEC-6"], cwe: ["CWE-200", "CWE-532"] },
    references: [
      { title: "CircleCI: dynamic configuration", url: "https://circleci.com/docs/guides/orchestrate/dynamic-config/" },
      { title: "CWE-532: sensitive information in a log file", url: "https://cwe.mitre.org/data/definitions/532.html" },
    ],
    since: "0.2.0",
  },
  *check(audit) {
    for (const secret of printedSecretsOf(audit)) {
      if (secret.name !== continuationKey) continue;
      yield {
        ...report(secret.script, secret.span, "is written to the job's output, where nothing masks it"),
        trace: wayOf(secret),
      };
    }
    for (const [facts, scripts] of scriptsByFacts(audit.scripts)) {
      if (!facts.text.includes(continuationKey)) continue;
      for (const { command, span } of keyTakersIn(facts, audit.policy, (taker) => continueAddress(taker, facts) !== undefined)) {
        for (const script of scripts) yield report(script, span, `is handed to ${whom(command)}`);
      }
    }
  },
});

function whom({ name, words, place }: CommandFact): string {
  const called = quote(name ?? words[0]?.literal ?? "another program");
  return place === "job" ? called : `${called}, which runs elsewhere`;
}

function report({ run, step, locate }: ScriptRun, span: Span, what: string): Reported {
  return {
    at: locate(span),
    message:
      `${quote(continuationKey)} ${what}: whoever gets it before the pipeline is continued decides which configuration it goes on with, ` +
      "with every context that this project may use.",
    route: { run, hops: step.hops },
  };
}
