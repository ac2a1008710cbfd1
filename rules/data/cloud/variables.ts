/** Environment variables that hold long-lived keys of clouds, and texts that stand where a key would and are none. */
import { isPlaceholder } from "../../../src/secrets/placeholder.ts";
import { credentialNamed } from "../credentials.ts";
import type { CloudProvider } from "../oidc/use.ts";

export interface CloudVariable {
  readonly provider: CloudProvider;
  /** `id`: AWS's key id, which is of no use without the key. Ids of the others serve OIDC as well and are left out. */
  readonly part: "secret" | "id";
}

/** Undefined for other names; a session token belongs to keys that end by themselves. */
export function cloudVariable(name: string): CloudVariable | undefined {
  const known = credentialNamed(name);
  const provider = known?.entry.provider;
  if (known === undefined || provider === undefined || /session_?token/iu.test(name)) return undefined;
  if (known.part === "id" && provider !== "aws") return undefined;
  return { provider, part: known.part };
}

/** The names under which AWS's tools look for keys, and under which a role's short-lived keys are left too. */
export function isAwsStandardName(name: string): boolean {
  return name === "AWS_ACCESS_KEY_ID" || name === "AWS_SECRET_ACCESS_KEY";
}

/** No real one is shorter: AWS's ids have 16 characters or more, keys of service accounts are whole files. */
const shortest: Readonly<Record<CloudProvider, number>> = { aws: 16, gcp: 40, azure: 8 };

const localKey = /example|localstack|minio|devstoreaccount|usedevelopmentstorage|not-?used|unused|fake|mock|dummy/iu;

/** False for stand-ins, test values and paths of key files; true for a variable that may hold a key. */
export function mayBeKey(text: string, provider: CloudProvider): boolean {
  const value = text.trim();
  if (value === "" || (provider !== "aws" && isPath(value))) return false;
  if (value.startsWith("$") || value.startsWith("<<")) return true;
  if (value.length < shortest[provider] || localKey.test(value) || isPlaceholder(value)) return false;
  return !(provider === "gcp" && value.startsWith("{")) || value.includes("private_key");
}

/** `/tmp/key.json`, `~/key.json`, `$HOME/key.json`, `key.json`. A secret of AWS may begin with a slash as well. */
function isPath(text: string): boolean {
  return text.length < 200 && (/^[~.]{0,2}\/[\w.~/-]*$/u.test(text) || /^\S*\.(?:json|p12|pem|key)["']?$/iu.test(text));
}
