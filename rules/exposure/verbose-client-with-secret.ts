import { defineRule, type Reported } from "../../src/rule/rule.ts";
import type { ScriptRun } from "../../src/rule/audit.ts";
import type { Location } from "../../src/finding/location.ts";
import { quote } from "../../src/source/quote.ts";
import type { ArgumentSecret } from "../data/argument-secrets.ts";
import { scriptsByFacts } from "../data/scripts-by-facts.ts";
import { everybody, outputOf, secretInWords } from "./wording.ts";
import { secretShownBy, switchOf, verboseCallsOf, type VerboseCall } from "./verbose-calls.ts";
import { namePolicyOf } from "../data/stored-secrets.ts";

export const verboseClientWithSecret = defineRule({
  meta: {
    id: "verbose-client-with-secret",
    title: "A verbose client shows what it sends",
    summary:
      "`curl -v`, `wget -d`, `aws --debug`, `GIT_TRACE`, `TF_LOG=DEBUG`, `DEBUG=*` or the like on a call that carries a secret.",
    rationale:
      "A verbose client writes its requests to the log, headers and credentials included, and often the answers. Masking finds stored values that appear " +
      "whole; what was encoded for the header, signed, or issued by the server a moment ago stands there for everybody who can see the build.",
    remediation: "Take the switch off once the call works, or send its output to a file that is not kept.",
    limits: "Which headers a program shows depends on its version. Configuration files that switch logs on are not read.",
    severity: "medium",
    confidence: "medium",
    profile: "regular",
    data: "both",
    tags: { owasp: ["CICD-SEC-6", "CICD-SEC-10"], cwe: ["CWE-532"] },
    references: [
      { title: "CircleCI: secrets masking", url: "https://circleci.com/docs/guides/security/contexts/#secrets-masking" },
      { title: "curl: the verbose option", url: "https://everything.curl.dev/usingcurl/verbose/" },
      { title: "Terraform: debugging", url: "https://developer.hashicorp.com/terraform/internals/debugging" },
    ],
    since: "0.2.0",
  },
  *check(audit) {
    const policy = namePolicyOf(audit);
    for (const [facts, runs] of scriptsByFacts(audit.scripts)) {
      for (const call of verboseCallsOf(facts, policy)) {
        for (const script of runs) {
          const by = switchOf(call, script);
          const secret = by && secretShownBy(call, script, policy);
          if (by !== undefined && secret !== undefined) yield report(call, by, secret, script);
        }
      }
    }
  },
});

function report(
  { command, shows }: VerboseCall,
  by: { readonly at: Location; readonly text: string },
  secret: ArgumentSecret | "login",
  script: ScriptRun,
): Reported {
  const { run, step, locate } = script;
  const what = shows === "arguments" ? "its arguments" : "what it sends";
  return {
    at: by.at,
    message: `${quote(by.text)} makes ${quote(command.name ?? "the program")} write ${what} to ${outputOf(run)}: ${everybody} can read ${inWords(secret)} there${remark(secret)}.`,
    related: secret === "login" ? [] : [{ ...locate(secret.span), label: "the secret goes into the call here" }],
    route: { run, hops: step.hops },
  };
}

function inWords(secret: ArgumentSecret | "login"): string {
  if (secret === "login") return "the tokens and signatures of its login";
  const { name, kind, option } = secret;
  if (name !== undefined && kind !== undefined) return secretInWords(name, kind);
  return `the secret given with ${quote(option?.name ?? "it")}`;
}

/** `-u user:password` is sent in base64, which masking does not know. */
function remark(secret: ArgumentSecret | "login"): string {
  return secret !== "login" && /^(?:-u|--user|-a|--auth)$/u.test(secret.option?.name ?? "")
    ? ", in base64, which is not masked"
    : "";
}
