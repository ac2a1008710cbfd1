import { defineRule, type Reported } from "../../src/rule/rule.ts";
import { quote } from "../../src/source/quote.ts";
import type { CommandFact } from "../../src/shell/facts.ts";
import { printedSecretsOf, wayOf, type PrintedSecret } from "./printed-secrets.ts";
import { continuationKey } from "../credentials/continuation-key.ts";
import { runStep } from "../data/yaml-step.ts";
import { outputOf, presenceCheck, everybody, secretInWords } from "./wording.ts";

export const secretTransformedPrint = defineRule({
  meta: {
    id: "secret-transformed-print",
    title: "A secret is printed past the masking",
    summary: "A secret goes through `base64`, `rev`, `cut`, `jq` or the like, or is read in part, and ends in the job's output.",
    rationale:
      "CircleCI masks the stored value and nothing else. Its base64 form, the value read backwards, with blanks between its letters, decoded or " +
      "taken out of a JSON document stands in the log in the clear, and turning it back takes a second. That is also the usual trick of those who " +
      "have got a change into a branch and want its secrets.",
    remediation:
      "Keep the result out of the output: write it to a file or hand it to the program that needs it. To compare two values, print their SHA-256.",
    limits:
      "Programs and scripts that the job starts are not looked into. The key that continues a pipeline is the business of `continuation-key-exposed`.",
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
      if (secret.form !== "kept" && secret.name !== continuationKey) yield report(secret);
    }
  },
});

function report(secret: PrintedSecret): Reported {
  const { script, span, name, kind, assumed, form, changer, place } = secret;
  const { run, step, locate } = script;
  const what = form === "cut" ? `A part of ${secretInWords(name, kind, place)}` : upperFirst(secretInWords(name, kind, place));
  const how = changer?.name === undefined ? "" : ` through ${quote(changer.name)}`;
  return {
    at: locate(span),
    ...(form === "cut" ? { severity: "medium" } : {}),
    ...(kind === "shape" || assumed ? { confidence: "medium" } : {}),
    message:
      `${what} goes${how} to ${outputOf(run)}, where ${everybody} can read it. CircleCI masks only the whole stored value, ` +
      (form === "cut" ? "so this part is shown." : "so this form of it is shown, and anybody can turn it back."),
    trace: wayOf(secret),
    replacement: replacementFor(secret),
    route: { run, hops: step.hops },
  };
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Whoever decodes wants the content in a file, and a manifest is made to be applied; anybody else wants to see that the secret is there. */
function replacementFor({ script: { facts }, name, changer }: PrintedSecret): string {
  const line = changer && facts.text.slice(changer.span.start, changer.span.end);
  if (changer?.name === "kubectl" && line?.includes("\n") === false) return runStep(`${line} | kubectl apply -f -`);
  return changer !== undefined && decodes(changer) ? intoFile(name, changer) : runStep(presenceCheck(name, facts.language));
}

const decoders: ReadonlySet<string | undefined> = new Set(["base64", "gbase64", "base32", "openssl", "xxd", "jq"]);

function decodes({ name, args }: CommandFact): boolean {
  if (name === "gunzip" || name === "zcat") return true;
  return decoders.has(name) && args.some(({ literal }) => /^(?:-d\w*|-D|--decode|-r)$/u.test(literal ?? ""));
}

function intoFile(name: string, { words }: CommandFact): string {
  const decoder = words.map(({ literal }) => literal ?? "…").join(" ");
  return runStep(`(umask 077 && printf '%s' "$${name}" | ${decoder} > "$HOME/${name.toLowerCase().replaceAll("_", "-")}")`);
}
