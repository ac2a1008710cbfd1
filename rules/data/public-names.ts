/** Names, as the words of `wordsOf`, that say of themselves that they hold no secret. */
/** Last words that name a place, an identity or a version of the thing, not the thing. */
const publicTails = new Set(["PATH", "FILE", "DIR", "NAME", "ID", "VERSION", "REGION", "USERNAME", "EMAIL"]);

/**
 * More of the same kind, met in real configurations: `TOKEN_URL`, `AUTH_HTTP_STATUS`, `SECRET_ARN`, `KEYSTORE_ALIAS`.
 * `HEADER` and `RESPONSE` are left out on purpose: their values often contain the secret.
 */
const descriptiveTails = new Set([
  ...["FILEPATH", "FILENAME", "DIRECTORY", "FOLDER", "USER", "LOGIN", "ALIAS", "ARN", "FINGERPRINT", "LABEL", "LOCATION"],
  ...["URL", "URI", "ENDPOINT", "HOST", "PORT", "SOCK", "SOCKET", "ISSUER", "AUDIENCE", "SCOPE"],
  ...["STATUS", "ENABLED", "DISABLED", "TYPE", "METHOD", "MODE", "COUNT", "LENGTH", "TTL", "EXPIRY", "EXPIRES", "EXPIRATION"],
  ...["POLICY", "PROVIDER", "STRATEGY", "RATE", "DOMAIN", "REALM", "PREFIX"],
]);

/** First words of switches: `USE_GCLOUD_AUTH_PLUGIN`, `ALLOW_EMPTY_PASSWORD`. */
const switchWords = new Set(["USE", "ALLOW", "ENABLE", "DISABLE", "REQUIRE", "SKIP", "NO", "HAS", "IS"]);

/** Prefixes with which web frameworks mark what they build into pages for everybody. */
const publicPrefixes = new Set(["NEXT PUBLIC", "NUXT PUBLIC", "EXPO PUBLIC"]);

/** True when the last word says so: `GITHUB_TOKEN_FILE`, `CLIENT_ID`. Webhook URLs are secret. */
export function hasPublicTail(words: readonly string[]): boolean {
  const last = words.at(-1) ?? "";
  if (last === "URL" && words.at(-2) === "WEBHOOK") return false;
  return words.length > 1 && (publicTails.has(last) || descriptiveTails.has(last));
}

/** True when the beginning says so: `PUBLIC_TOKEN`, `NEXT_PUBLIC_API_KEY`, `REQUIRE_AUTH`. */
export function hasPublicPrefix(words: readonly string[]): boolean {
  if (words.length > 1 && switchWords.has(words[0] ?? "")) return true;
  const first = words.slice(0, 2).join(" ");
  return words[0] === "PUBLIC" || publicPrefixes.has(first);
}

/**
 * Words of settings that people keep beside their secrets. They count only for names that nothing but their being stored makes
 * secret: `CLUSTER`, `LOG_LEVEL`, `SLACK_CHANNEL`, `IMAGE_NAME_STAGING`.
 */
const plainWords = new Set([
  ...["ENV", "ENVIRONMENT", "STAGE", "LEVEL", "DEBUG", "VERBOSE", "FLAG", "FLAGS", "OPTS", "OPTIONS", "FORMAT", "LANG", "LOCALE"],
  ...["BUCKET", "CLUSTER", "NAMESPACE", "PROJECT", "ACCOUNT", "ORG", "ORGANIZATION", "ORGANISATION", "TEAM", "OWNER", "CHANNEL"],
  ...["BRANCH", "TAG", "IMAGE", "REPO", "REPOSITORY", "REGISTRY", "SERVER", "HOSTNAME", "ADDRESS", "IP", "ZONE", "ZONES", "TZ"],
  ...["TIMEZONE", "TIMEOUT", "SIZE", "LIMIT", "MEMORY", "CPU", "CONCURRENCY", "PARALLELISM", "WORKERS", "THREADS", "RETRIES"],
  ...["TARGET", "PLATFORM", "ARCH", "SERVICE", "APP", "APPLICATION", "PACKAGE", "STACK", "WORKSPACE", "ROOT", "HOME", "SUBDIR"],
  ...[
    "DATABASE",
    "DB",
    "SCHEMA",
    "TABLE",
    "QUEUE",
    "TOPIC",
    "ROLE",
    "PROFILE",
    "GROUP",
    "DATE",
    "YEAR",
    "NUMBER",
    "SUBNET",
    "VPC",
  ],
  ...["PREFIX", "SUFFIX", "VARIANT", "MODULE", "COMPONENT", "SCRIPT", "COMMAND", "NODE", "CONTEXT"],
]);

/** Words of things that are secret, whatever they belong to: `IMAGE_SIGNING_KEY`. Digits at their ends are gone. */
const keyWords = new Set([
  ...["KEY", "KEYS", "CERT", "CERTS", "CERTIFICATE", "P", "PFX", "PEM", "JKS", "BASE", "B", "CREDS", "SEED", "MNEMONIC", "JSON"],
  ...["KUBECONFIG", "CONFIG", "LICENSE", "LICENCE", "SALT", "HOOK", "WEBHOOK", "COOKIE", "SESSION", "PIN", "OTP", "JWT"],
]);

/** True when some word names a setting, a place or an identity, and none a key. */
export function isPlain(words: readonly string[]): boolean {
  if (words.some((word) => keyWords.has(word))) return false;
  if (words.length === 1 && descriptiveTails.has(words[0] ?? "")) return true;
  return words.some((word) => plainWords.has(word) || publicTails.has(word));
}

const connectionWords = new Set([
  ...["DATABASE", "DB", "POSTGRES", "POSTGRESQL", "PG", "MYSQL", "MARIADB", "MONGO", "MONGODB", "REDIS", "RABBITMQ", "AMQP"],
  ...["CLOUDAMQP", "BROKER", "KAFKA", "SMTP"],
]);

/** `DATABASE_URL`, which holds a password when somebody keeps it as a secret. */
export function isConnection(words: readonly string[]): boolean {
  const last = words.at(-1) ?? "";
  return (last === "URL" || last === "URI") && words.some((word) => connectionWords.has(word));
}
