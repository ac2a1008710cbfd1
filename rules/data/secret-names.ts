/** Which names are secret: the rules' contract on names, in one place. */
import { builtInVariable } from "../../src/config/built-in-variables.ts";
import { credentialNamed } from "./credentials.ts";
import { wordsOf } from "./name-words.ts";
import { hasPublicPrefix, hasPublicTail, isConnection, isPlain } from "./public-names.ts";

/**
 * Why a name counts as secret. `built-in`: CircleCI's own tokens. `catalogue`: a known service's credential. `stored`: kept in a
 * context or in the project's variables. `shape`: it only looks like one.
 */
export type SecretNameKind = "built-in" | "catalogue" | "stored" | "shape";

export interface SecretNamePolicy {
  /** Names that a snapshot lists as context or project variables. */
  readonly stored?: Pick<ReadonlySet<string>, "has"> | undefined;
}

const secretWords = new Set([
  ...["SECRET", "TOKEN", "PASSWORD", "PASSWD", "PASS", "PWD", "APIKEY", "CREDENTIAL", "CREDENTIALS"],
  ...["AUTH", "KEYSTORE", "DSN", "PAT"],
]);

/** Two words that are secret together. */
const secretPairs = new Set(["API KEY", "ACCESS KEY", "PRIVATE KEY", "WEBHOOK URL"]);

/** Names that hold such a word and are well known to be harmless. `PWD` is the shell's working directory. */
const harmless = new Set(["CACHE_KEY", "SSH_AUTH_SOCK", "TOKENIZERS_PARALLELISM", "PWD", "OLDPWD"]);

/** Longer names are no variables; CircleCI takes 300 characters. */
const longestName = 300;

/**
 * Whether a variable, key or parameter of this name holds a secret, and how we know. The strongest reason wins; undefined when it
 * does not. The catalogue is asked before the endings that make a name harmless, so `VAULT_SECRET_ID` is secret and
 * `GOOGLE_APPLICATION_CREDENTIALS`, a path, is not.
 */
export function secretName(name: string, policy: SecretNamePolicy = {}): SecretNameKind | undefined {
  if (name.length > longestName) return undefined;
  const builtIn = builtInVariable(name);
  if (builtIn !== undefined) return builtIn.secret ? "built-in" : undefined;
  const known = credentialNamed(name);
  if (known !== undefined) return known.part === "secret" ? "catalogue" : undefined;
  const words = wordsOf(name);
  const isStored = policy.stored?.has(name) === true;
  const isShaped = looksSecret(words);
  if (isStored && isConnection(words)) return "stored";
  if (!isShaped && (!isStored || isPlain(words))) return undefined;
  if (harmless.has(name.toUpperCase()) || hasPublicTail(words) || hasPublicPrefix(words)) return undefined;
  return isStored ? "stored" : "shape";
}

function looksSecret(words: readonly string[]): boolean {
  return words.some((word, index) => secretWords.has(word) || secretPairs.has(`${word} ${words[index + 1] ?? ""}`));
}
