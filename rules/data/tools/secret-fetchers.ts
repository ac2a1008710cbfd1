/** Commands that fetch a secret at run time and write it to standard output. Sources: each tool's reference. */
import type { CommandFact } from "../../../src/shell/facts.ts";
import type { Span } from "../../../src/source/span.ts";
import { hasOption, lastOption, wordSet, type ParsedArgs } from "../options.ts";
import { secretName } from "../secret-names.ts";
import { wordText } from "../word-text.ts";
import { parseCommand } from "./option-specs.ts";

interface Terms {
  /** One of these options must be there; separated by blanks. */
  readonly needs: string;
  /** With one of these it prints nothing, or nothing secret. */
  readonly not: string;
  /** Options that choose what is printed, and what their value says when the secret is among it. */
  readonly choice: readonly [options: string, secret: RegExp];
  /** The operand behind the verb names what is printed: harmless names are no secret. */
  readonly isNamed: boolean;
  /** What the operands behind the verb must look like, joined with blanks. */
  readonly rest: RegExp;
}

interface Fetcher extends Partial<Terms> {
  readonly programs: ReadonlySet<string>;
  readonly verbs: readonly (readonly string[])[];
}

const fetcher = (programs: string, verbs: string, terms: Partial<Terms> = {}): Fetcher => ({
  programs: wordSet(programs),
  verbs: verbs.split(", ").map((verb) => verb.split(" ").filter(Boolean)),
  ...terms,
});

const awsSecret = /secret|token|credentials|\bvalue\b|password|plaintext/iu;
/** Output formats of kubectl that show the data of a secret. */
const reveals = /^(?:yaml|json|go-template)$|(?<!meta)data/iu;
const anything = /^/u;

const fetchers: readonly Fetcher[] = [
  fetcher("vault bao", "kv get, read, unwrap, write", {
    choice: ["-field", /secret|token|pass|pwd|key|value|data|cred|cert|dsn|json|webhook|kubeconfig/iu],
    rest: /^(?!sys\/|auth\/(?!.*login)|.*\/config(?: |$)).*/u,
  }),
  fetcher("vault bao", "login, token create", { not: "-no-print" }),
  fetcher("aws", "secretsmanager get-secret-value, secretsmanager batch-get-secret-value, secretsmanager get-random-password", {
    choice: ["--query", /Secret(?:String|Binary|Values)|RandomPassword|^@$/u],
  }),
  fetcher("aws", "ssm get-parameter, ssm get-parameters, ssm get-parameters-by-path", {
    needs: "--with-decryption",
    choice: ["--query", /Value|^Parameters?(?:\[[^\]]*\])?$|^@$/u],
  }),
  fetcher("aws", "ecr get-login, ecr get-login-password, ecr get-authorization-token, ecr-public get-login-password"),
  fetcher("aws", "codeartifact get-authorization-token, rds generate-db-auth-token, eks get-token, configure export-credentials"),
  fetcher(
    "aws",
    "sts assume-role, sts assume-role-with-web-identity, sts assume-role-with-saml, sts get-session-token, sts get-federation-token, iam create-access-key, kms decrypt",
    { choice: ["--query", awsSecret] },
  ),
  fetcher("aws", "configure get", { rest: /secret|token/u }),
  fetcher("gcloud", "secrets versions access", { not: "--out-file" }),
  fetcher(
    "gcloud",
    "auth print-access-token, auth print-identity-token, auth application-default print-access-token, config config-helper",
    { choice: ["--format", /token|credential|json|yaml/u] },
  ),
  fetcher("az", "keyvault secret show", { choice: ["--query", /value|^@$/u] }),
  fetcher("az", "account get-access-token", { choice: ["--query", /token|^@$/iu] }),
  fetcher(
    "az",
    "acr credential show, storage account keys list, storage account show-connection-string, cosmosdb keys list, redis list-keys, functionapp keys list, ad sp create-for-rbac, ad sp credential reset",
    { choice: ["--query", /password|key|value|connectionString|^@$/iu] },
  ),
  fetcher("az", "acr login", { needs: "--expose-token" }),
  fetcher("op", "read, document get, inject", { not: "-o --output --out-file" }),
  fetcher("op", "item get, get item", { needs: "--reveal --fields --format" }),
  fetcher("sops", "", { needs: "-d --decrypt", not: "-i --in-place --output" }),
  fetcher("sops", "decrypt", { not: "-i --in-place --output" }),
  fetcher("circleci", "run oidc get"),
  fetcher("kubectl oc", "get secret, get secrets", {
    needs: "-o --output --template",
    choice: ["-o --output", reveals],
    rest: anything,
  }),
  fetcher("kubectl oc", "create token"),
  fetcher("kubectl oc", "config view", { needs: "--raw" }),
  fetcher("oc", "whoami", { needs: "-t --show-token" }),
  fetcher("terraform tofu terragrunt", "output", { needs: "-json -raw", isNamed: true }),
  fetcher("terraform tofu terragrunt", "state pull"),
  fetcher("heroku", "config", { not: "--help" }),
  fetcher("heroku", "config:get", { isNamed: true }),
  fetcher("heroku", "auth:token"),
  fetcher("gh", "auth token"),
  fetcher("gh", "auth status", { needs: "-t --show-token" }),
  fetcher("doppler", "secrets, secrets get, secrets download, configs tokens create", {
    not: "--only-names",
    rest: /^(?!set|upload|delete|download(?!.*))/u,
  }),
  fetcher("infisical", "export, secrets, secrets get", { rest: /^(?!set|delete|folders)/u }),
  fetcher("chamber", "export, read, env", { not: "-o --output-file" }),
  fetcher("credstash", "get, getall"),
  fetcher("pulumi", "config, config get, stack output, stack export", { needs: "--show-secrets" }),
  fetcher("ansible-vault", "view"),
  fetcher("bw", "get password, get item, get notes, unlock"),
  fetcher("lpass", "show", { not: "--name --username --url --id" }),
  fetcher("akeyless", "get-secret-value, get-dynamic-secret-value"),
  fetcher("conjur", "variable get"),
  fetcher("fly flyctl", "auth token, tokens create"),
  fetcher("ibmcloud", "iam oauth-tokens"),
  fetcher("doctl", "registry docker-config, kubernetes cluster kubeconfig show"),
  fetcher("security", "find-generic-password, find-internet-password", { needs: "-w" }),
  fetcher("npm", "token create"),
  fetcher("get-azkeyvaultsecret", "", { needs: "-asplaintext -AsPlainText" }),
  fetcher("get-secsecretvalue get-azaccesstoken", ""),
];

export interface SecretFetch {
  readonly command: CommandFact;
  /** `vault kv get`. */
  readonly what: string;
  /** From the program to the end of the verb. */
  readonly span: Span;
}

/** What a command fetches; undefined when it fetches no secret, or prints something else of it. */
export function secretFetchOf(command: CommandFact): SecretFetch | undefined {
  const { name } = command;
  const candidates = name === undefined ? [] : (byProgram().get(name) ?? []);
  if (name === undefined || candidates.length === 0) return undefined;
  const parsed = parseCommand(command);
  const operands = parsed.operands.map(wordText);
  for (const candidate of candidates) {
    const verb = candidate.verbs
      .filter((words) => words.every((word, at) => matches(operands[at], word, name)))
      .sort(byLength)[0];
    if (verb === undefined || !holds(candidate, parsed, operands.slice(verb.length))) continue;
    const last = verb.length === 0 ? command.words[0] : parsed.operands[verb.length - 1];
    const start = command.words[0]?.span.start ?? command.span.start;
    return { command, what: [name, ...verb].join(" "), span: { start, end: last?.span.end ?? command.span.end } };
  }
  return undefined;
}

/** `kubectl get secret/name`. */
function matches(operand: string | undefined, word: string, program: string): boolean {
  return operand === word || (program !== "vault" && word.startsWith("secret") && operand?.startsWith(`${word}/`) === true);
}

function byLength(a: readonly string[], b: readonly string[]): number {
  return b.length - a.length;
}

function holds(
  { needs = "", not = "", choice, isNamed = false, rest }: Fetcher,
  parsed: ParsedArgs,
  operands: readonly string[],
): boolean {
  if (hasOption(parsed, "--help", "-h") || (not !== "" && hasOption(parsed, ...not.split(" ")))) return false;
  if (needs !== "" && !hasOption(parsed, ...needs.split(" "))) return false;
  if (rest !== undefined && !rest.test(operands.join(" "))) return false;
  const chosen = choice && lastOption(parsed, ...choice[0].split(" "))?.value?.literal;
  if (choice !== undefined && chosen !== undefined && !choice[1].test(chosen)) return false;
  const [named] = operands;
  return !isNamed || named === undefined || /[$<]/u.test(named) || secretName(named) !== undefined;
}

let index: ReadonlyMap<string, readonly Fetcher[]> | undefined;

function byProgram(): ReadonlyMap<string, readonly Fetcher[]> {
  if (index !== undefined) return index;
  const made = new Map<string, Fetcher[]>();
  for (const entry of fetchers) for (const name of entry.programs) made.set(name, [...(made.get(name) ?? []), entry]);
  return (index = made);
}
