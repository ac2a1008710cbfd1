/** Secrets whose values stand in the configuration, and those that scripts fetch from a secrets manager. */
import type { JobRun } from "../../../src/expand/plan.ts";
import type { Location } from "../../../src/finding/location.ts";
import type { Audit } from "../../../src/rule/audit.ts";
import type { Scene } from "../../../src/rule/scene.ts";
import type { RegisteredSecret, SecretKind } from "../../../src/rule/secret-register.ts";
import { secretFetchOf, type SecretFetch } from "../../data/tools/secret-fetchers.ts";
import { parseCommand } from "../../data/tools/option-specs.ts";
import { lastOption } from "../../data/options.ts";
import { scriptsByFacts } from "../../data/scripts-by-facts.ts";
import { peopleOfRepository } from "./people.ts";
import { runsThatCount } from "./variables.ts";

type Written = Omit<RegisteredSecret, "stores">;

export function* writtenIn({ audits, facts }: Scene): Iterable<Written> {
  const people = peopleOfRepository(facts);
  const seen = new Set<string>();
  for (const { secrets } of audits) {
    for (const { at, kind, format } of secrets) {
      const key = `${at.file.path} ${String(at.span.start)}`;
      if (seen.has(key)) continue;
      seen.add(key);
      yield {
        form: "literal",
        name: kind,
        kind: kindOfFormat(format),
        service: undefined,
        home: { kind: "config" },
        at,
        readers: [],
        users: [],
        people,
        setAt: undefined,
        oidc: "unknown",
        advice: "Revoke it first: the history keeps it whatever is changed now. Store the new one outside the file.",
      };
    }
  }
}

function kindOfFormat(format: string): SecretKind {
  if (format === "private-key") return "encryption-key";
  if (format === "url-password") return "connection-string";
  if (/^(?:aws|gcp|google|azure)/u.test(format)) return "cloud-credential";
  return "api-key";
}

/** Managers by the verb that asks them; what else hands out a secret, such as a login, is none. */
const managers: readonly (readonly [what: RegExp, name: string])[] = [
  [/^(?:vault|bao) (?:kv get|read)$/u, "Vault"],
  [/^aws secretsmanager (?:batch-)?get-secret-value$/u, "AWS Secrets Manager"],
  [/^aws ssm get-/u, "SSM Parameter Store"],
  [/^gcloud secrets versions access$/u, "Google Secret Manager"],
  [/^az keyvault secret show$/u, "Azure Key Vault"],
  [/^op (?:read|item get|get item|document get|inject)$/u, "1Password"],
  [/^doppler secrets/u, "Doppler"],
  [/^infisical (?:export|secrets)/u, "Infisical"],
  [/^sops/u, "SOPS"],
  [/^conjur variable get$/u, "Conjur"],
  [/^akeyless get-/u, "Akeyless"],
  [/^chamber (?:export|read|env)$/u, "SSM Parameter Store"],
  [/^credstash get/u, "credstash"],
];

interface Fetched {
  readonly name: string;
  readonly manager: string;
  readonly at: Location;
  readonly readers: Set<JobRun>;
}

export function* fetchedIn({ audits }: Scene): Iterable<Written> {
  const found = new Map<string, Fetched>();
  for (const audit of audits) for (const fetch of fetchesIn(audit)) join(found, fetch);
  for (const { name, manager, at, readers } of found.values()) {
    const runs = [...readers];
    yield {
      form: "fetched",
      name,
      kind: "unknown",
      service: undefined,
      home: { kind: "manager", name: manager },
      at,
      readers: runs,
      users: runs,
      people: undefined,
      setAt: undefined,
      oidc: "none",
      advice: "It is where it should be. CircleCI does not mask what a job fetches itself, so keep it out of the output.",
    };
  }
}

function join(found: Map<string, Fetched>, fetch: Fetched): void {
  const key = `${fetch.manager} ${fetch.name}`;
  const known = found.get(key) ?? fetch;
  found.set(key, known);
  for (const run of fetch.readers) known.readers.add(run);
}

function* fetchesIn(audit: Audit): Iterable<Fetched> {
  const counts = new Set(runsThatCount(audit));
  for (const [facts, scripts] of scriptsByFacts(audit.scripts)) {
    const [first] = scripts.filter(({ run }) => counts.has(run));
    if (first === undefined) continue;
    const readers = new Set(scripts.map(({ run }) => run).filter((run) => counts.has(run)));
    for (const fetch of facts.commands.flatMap((command) => secretFetchOf(command) ?? [])) {
      const manager = fetch.command.place === "job" ? managers.find(([what]) => what.test(fetch.what))?.[1] : undefined;
      if (manager === undefined) continue;
      yield { name: nameOf(fetch), manager, at: first.locate(fetch.span), readers: new Set(readers) };
    }
  }
}

/** The path or name that is asked for, where it is written out; else what asks. */
function nameOf({ command, what }: SecretFetch): string {
  const parsed = parseCommand(command);
  const option = lastOption(parsed, "--secret-id", "--name", "--names", "--secret", "-n")?.value?.literal;
  const rest = parsed.operands.slice(what.split(" ").length - 1).find(({ literal }) => literal !== undefined)?.literal;
  const name = option ?? (/^(?:vault|bao|op|doppler|infisical|conjur|chamber|credstash)/u.test(what) ? rest : undefined);
  return name === undefined || name.length > 200 ? `what ${what} prints` : name;
}
