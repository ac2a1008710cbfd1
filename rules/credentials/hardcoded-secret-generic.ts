import type { JobRun } from "../../src/expand/plan.ts";
import { knownText } from "../../src/expand/text.ts";
import type { Location } from "../../src/finding/location.ts";
import type { Audit } from "../../src/rule/audit.ts";
import { defineRule, type Reported } from "../../src/rule/rule.ts";
import { isPlaceholder } from "../../src/secrets/placeholder.ts";
import { quote } from "../../src/source/quote.ts";
import { looksGenerated } from "../data/generated-text.ts";
import { wordsOf } from "../data/name-words.ts";
import { wordSet } from "../data/options.ts";
import { secretKind } from "../data/secret-variables.ts";
import { writtenValuesOf, type WrittenValue } from "./written-values.ts";

export const hardcodedSecretGeneric = defineRule({
  meta: {
    id: "hardcoded-secret-generic",
    title: "A secret-looking value is written out",
    summary: "A variable or parameter with a secret's name holds a generated-looking literal.",
    rationale:
      "Whoever can read the repository has it: every clone, every fork and every backup, for as long as the history is kept. Values in the " +
      "configuration are not masked in the output either, because masking covers only what contexts and projects store.",
    remediation:
      "If it is a real secret, revoke it, since the history keeps it; store the new one in a restricted context and take the value out of the file. " +
      "If it only serves tests, say so in the value or ignore it with a reason.",
    limits:
      "Only texts that look generated are reported: what a person can remember looks like a stand-in. Credentials for databases beside the job " +
      "are taken for test values. Secrets of a known format are the business of `hardcoded-secret`.",
    severity: "medium",
    confidence: "medium",
    profile: "regular",
    data: "config",
    tags: { owasp: ["CICD-SEC-6"], cwe: ["CWE-798"] },
    references: [
      { title: "CircleCI: contexts", url: "https://circleci.com/docs/guides/security/contexts/" },
      { title: "CWE-798: use of hard-coded credentials", url: "https://cwe.mitre.org/data/definitions/798.html" },
    ],
    since: "0.2.0",
  },
  *check(audit) {
    const isSecretName = (name: string): boolean => secretKind(name, audit.policy) !== undefined;
    for (const value of writtenValuesOf(audit, isSecretName)) {
      if (!mayBeSecret(value) || isKnownFormat(value.at, audit) || isForService(value)) continue;
      yield report(value);
    }
  },
});

function mayBeSecret({ text }: WrittenValue): boolean {
  const value = text.trim();
  if (/^https?:\/\//u.test(value)) return value.split("/").slice(3).some(isSecretText);
  return isSecretText(value);
}

function isSecretText(text: string): boolean {
  return looksGenerated(text) && !isPlaceholder(text) && !/test|dummy|fake|example|sample|mock/iu.test(text);
}

/** `hardcoded-secret` says it better. */
function isKnownFormat({ file, span }: Location, { secrets }: Audit): boolean {
  return secrets.some(({ at }) => at.file === file && at.span.start < span.end && span.start < at.span.end);
}

const stores = wordSet(
  "POSTGRES POSTGRESQL PG PGPASSWORD MYSQL MARIADB MONGO MONGODB REDIS RABBITMQ ELASTIC MINIO DB DATABASE SQL MSSQL SA",
);

/** What opens a container beside the job: the same text stands there, or the name is a database's and there is one. */
function isForService({ name, text, run }: WrittenValue): boolean {
  const services = run?.executor.kind === "docker" ? run.executor.images.filter((image) => !image.primary) : [];
  if (services.length === 0) return false;
  return (
    wordsOf(name).some((word) => stores.has(word)) ||
    services.some((image) => image.environment.some(({ value }) => knownText(value) === text))
  );
}

const testWords = wordSet("TEST TESTS TESTING DUMMY FAKE MOCK EXAMPLE SAMPLE LOCAL DEV SANDBOX");

function report({ name, at, place, run, hops }: WrittenValue): Reported {
  const isForTests = wordsOf(name).some((word) => testWords.has(word));
  return {
    at,
    ...(isForTests ? { confidence: "low" } : {}),
    message:
      `${quote(name)} is ${places[place]} with a value that looks like a real secret: whoever can read the repository or its history has it, ` +
      "and the job's output does not mask it.",
    replacement: replacementFor(name, place, run),
    secrets: [at],
    ...(run === undefined ? {} : { route: { run, hops } }),
  };
}

const places = {
  environment: "set in `environment`",
  default: "a parameter",
  argument: "given as an argument",
  script: "set in this script",
} as const;

/** Variables of a context need no entry in `environment`; a parameter can hold the name of one. */
function replacementFor(name: string, place: WrittenValue["place"], run: JobRun | undefined): string {
  const variable = name.replace(/[^A-Za-z0-9_]/gu, "_").toUpperCase();
  if (place === "default") return `${name}:\n  type: env_var_name\n  default: ${variable}\n`;
  if (place === "argument") return `${name}: $${variable}\n`;
  return `workflows:\n  <workflow>:\n    jobs:\n      - ${run?.jobName ?? "<job>"}:\n          context: <context that stores ${variable}>\n`;
}
