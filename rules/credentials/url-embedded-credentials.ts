import type { Audit, ScriptRun } from "../../src/rule/audit.ts";
import { defineRule, type Reported } from "../../src/rule/rule.ts";
import type { CommandFact, ScriptFacts, Word } from "../../src/shell/facts.ts";
import { originsOf } from "../../src/shell/origins.ts";
import { quote } from "../../src/source/quote.ts";
import { scriptsByFacts } from "../data/scripts-by-facts.ts";
import { isWrittenOut, secretKind } from "../data/secret-variables.ts";
import { isInsideJob } from "../data/service-hosts.ts";
import { keepsUrls, urlCredentialsIn, variableOf, type UrlCredential } from "../data/url-credentials.ts";
import { runStep } from "../data/yaml-step.ts";
import { namePolicyOf } from "../data/stored-secrets.ts";

export const urlEmbeddedCredentials = defineRule({
  meta: {
    id: "url-embedded-credentials",
    title: "Credentials stand inside a URL",
    summary: "A password is written into a URL, or git, pip, npm and their likes are given a token inside one.",
    rationale:
      "Programs treat URLs as harmless: git writes them to `.git/config`, package managers to lock files and settings, and all of them to error " +
      "messages, logs and the list of processes. The credential goes along, into caches, workspaces and artifacts that take in these files. A " +
      "password that is written out can be read by everybody who can read the repository or its history.",
    remediation:
      "Give the credential to git by a credential helper or as a header, and to package managers by `.netrc` or their own settings; a password that is written out must be revoked first.",
    limits:
      "URLs that scripts of the repository put together are not seen. Passwords of test databases and of hosts inside the job are left out.",
    severity: "low",
    confidence: "high",
    profile: "regular",
    data: "config",
    tags: { owasp: ["CICD-SEC-6"], cwe: ["CWE-522", "CWE-798"] },
    references: [
      { title: "Git: credential helpers", url: "https://git-scm.com/docs/gitcredentials" },
      { title: "CWE-522: insufficiently protected credentials", url: "https://cwe.mitre.org/data/definitions/522.html" },
    ],
    since: "0.2.0",
  },
  *check(audit) {
    yield* writtenPasswords(audit);
    for (const [facts, runs] of scriptsByFacts(audit.scripts)) {
      const uses = facts.text.includes("://") ? [...urlUsesIn(facts)] : [];
      for (const script of uses.length === 0 ? [] : runs) for (const use of uses) yield* report(use, script, audit);
    }
  },
});

function* writtenPasswords({ secrets }: Audit): Iterable<Reported> {
  for (const { at, kind, format } of secrets) {
    if (format !== "url-password") continue;
    yield {
      at,
      severity: "high",
      message: `A ${kind} stands here in plain text: whoever can read the repository or its history can use it.`,
      remediation:
        "Revoke it first: the history keeps it whatever you change now. Store the new one in a restricted context, and keep it out of the URL.",
      secrets: [at],
    };
  }
}

interface UrlUse extends UrlCredential {
  readonly command: CommandFact;
}

/** In arguments, in prefixed and exported settings of package managers, and in variables that an argument is copied from. */
function* urlUsesIn(facts: ScriptFacts): Iterable<UrlUse> {
  for (const command of facts.commands) {
    if (command.place !== "job") continue;
    const words = keepsUrls(command.name) || isPipModule(command) ? command.args : [];
    for (const word of words.flatMap((each) => [each, ...copiedFrom(each, command, facts)])) {
      for (const credential of urlCredentialsIn(word)) yield { ...credential, command };
    }
    for (const { name, value } of command.environment) yield* ofSetting(name, value, command);
  }
  for (const { name, value, scope, exported } of facts.assignments) {
    const reader = exported && scope === undefined ? facts.commands[0] : undefined;
    if (reader !== undefined) yield* ofSetting(name, value, reader);
  }
}

function isPipModule({ name, args }: CommandFact): boolean {
  return /^python[\d.]*$/u.test(name ?? "") && args[0]?.literal === "-m" && args[1]?.literal === "pip";
}

/** Nobody sets the URL of one command in more branches. */
const mostOrigins = 20;

/** `URL=https://$TOKEN@…; git clone "$URL"`. */
function copiedFrom({ parts }: Word, reader: CommandFact, facts: ScriptFacts): readonly Word[] {
  const [only, ...others] = parts;
  if (only?.kind !== "variable" || others.length > 0) return [];
  const { assignments } = originsOf(facts, only.name, reader);
  return assignments.slice(0, mostOrigins).flatMap(({ value }) => value ?? []);
}

const settings = /^(?:PIP_(?:EXTRA_)?INDEX_URL|UV_(?:EXTRA_|DEFAULT_)?INDEX(?:_URL)?|GOPROXY|NPM_CONFIG_REGISTRY)$/iu;

function* ofSetting(name: string, value: Word | undefined, command: CommandFact): Iterable<UrlUse> {
  if (value === undefined || !settings.test(name)) return;
  for (const credential of urlCredentialsIn(value)) yield { ...credential, command };
}

function* report(use: UrlUse, script: ScriptRun, audit: Audit): Iterable<Reported> {
  const { part, isPassword, host, command } = use;
  const { run, step, locate } = script;
  const name = variableOf(use)?.name;
  const kind = name === undefined ? undefined : secretKind(name, namePolicyOf(audit), run);
  // Alone in front of the `@` may be a user name, and a value from the file is not stored.
  if ((kind === undefined && !isPassword) || (name !== undefined && isWrittenOut(name, script)) || isInsideJob(host, run)) return;
  const isGit = command.name === "git" || command.name === "hub";
  const what = name === undefined || name === "" ? "a credential" : quote(`$${name}`);
  const keeps = isGit ? "git writes the URL to its configuration" : "the URL lands in settings and lock files";
  const tool = command.name === undefined || command.name === "export" ? "A package manager" : quote(command.name);
  yield {
    at: locate(part.span),
    ...(kind === undefined || kind === "shape" ? { confidence: "medium" } : {}),
    message: `${tool} gets ${what} inside a URL: ${keeps}, and messages, logs and the list of processes show it.`,
    replacement: isGit ? gitHelper(name, host) : netrc(name, host),
    route: { run, hops: step.hops },
  };
}

/** The shell that git starts for the helper fills the variable in, each time. */
function gitHelper(name = "TOKEN", host: string): string {
  const place = host === "" ? "" : `.https://${host}`;
  return runStep(
    `git config --global credential${place}.helper '!f() { echo username=x-access-token; echo "password=$${name}"; }; f'\ngit clone https://${host === "" ? "<host>" : host}/<owner>/<repository>.git`,
  );
}

function netrc(name = "TOKEN", host: string): string {
  return runStep(
    `(umask 077 && printf 'machine %s login %s password %s\\n' ${host === "" ? "<host>" : host} <user> "$${name}" >> "$HOME/.netrc")`,
  );
}
