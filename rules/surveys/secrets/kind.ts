/** What kind of secret a variable holds and what it opens, as far as its name tells. */
import type { RegisteredSecret, SecretKind } from "../../../src/rule/secret-register.ts";
import { credentialNamed, type Credential } from "../../data/credentials.ts";
import { wordsOf } from "../../data/name-words.ts";
import { wordSet } from "../../data/options.ts";
import { hasPublicTail, isConnection } from "../../data/public-names.ts";

export interface NamedKind extends Pick<RegisteredSecret, "kind" | "service" | "oidc"> {
  readonly credential: Credential | undefined;
}

export function kindOfName(name: string): NamedKind {
  const credential = credentialNamed(name)?.entry;
  const words = wordsOf(name);
  return {
    credential,
    kind: kindOf(words, credential),
    service: credential === undefined || /^an? /u.test(credential.service) ? undefined : credential.service,
    oidc: credential?.oidc ?? "unknown",
  };
}

const has = (words: readonly string[], ...wanted: readonly string[]): boolean => wanted.some((word) => words.includes(word));

function isPair(words: readonly string[], first: string, second: string): boolean {
  return words.some((word, index) => word === first && words[index + 1] === second);
}

/** What is written in the name goes before what the catalogue says of the service. */
function kindOf(words: readonly string[], credential: Credential | undefined): SecretKind {
  if (isPair(words, "CONNECTION", "STRING") || isConnection(words) || has(words, "DSN")) return "connection-string";
  if (credential?.kind === "cloud" || credential?.id === "kubernetes") return "cloud-credential";
  if (credential?.id === "ssh-key" || isSshKey(words)) return "ssh-key";
  if (has(words, "PASSPHRASE")) return "password";
  if (credential?.id === "google-play") return "cloud-credential";
  if (isPassword(words)) return "password";
  if (isCertificate(words)) return "certificate";
  if (credential?.kind === "signing" || isKeyMaterial(words)) return "encryption-key";
  if (has(words, "OAUTH", "BEARER") || isPair(words, "REFRESH", "TOKEN") || isPair(words, "CLIENT", "SECRET"))
    return "oauth-token";
  return isToken(words) || credential !== undefined ? "api-key" : "unknown";
}

function isSshKey(words: readonly string[]): boolean {
  return isPair(words, "DEPLOY", "KEY") || (has(words, "SSH") && has(words, "KEY", "RSA", "ED"));
}

function isPassword(words: readonly string[]): boolean {
  return has(words, "PASSWORD", "PASSWD", "PASS", "PWD", "PGPASSWORD");
}

function isCertificate(words: readonly string[]): boolean {
  return has(words, "CERT", "CERTS", "CERTIFICATE", "PFX", "PEM", "JKS", "KEYSTORE", "TLS", "SSL", "CSC") || has(words, "P");
}

function isKeyMaterial(words: readonly string[]): boolean {
  const isKey = has(words, "KEY");
  return (
    isPair(words, "PRIVATE", "KEY") || (isKey && has(words, "ENCRYPTION", "SIGNING", "GPG", "PGP", "MASTER", "COSIGN", "JWT"))
  );
}

function isToken(words: readonly string[]): boolean {
  return has(words, "TOKEN", "PAT", "KEY", "APIKEY", "AUTH", "WEBHOOK", "HOOK", "SECRET", "CREDENTIAL", "CREDENTIALS");
}

const environments = wordSet("DEV DEVELOPMENT STAGE STAGING STG PROD PRODUCTION PRD LIVE TEST UAT QA SANDBOX");

/** `TOKEN_URL_STAGE`: what stands before the name of an environment says that it is no secret. */
export function isPublicBut(name: string): boolean {
  const words = wordsOf(name);
  const end = words.findLastIndex((word) => !environments.has(word)) + 1;
  return end < words.length && hasPublicTail(words.slice(0, end));
}
