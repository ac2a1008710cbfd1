/** What is said of keys of clouds that contexts and the project keep. */
import type { Audit } from "../../../src/rule/audit.ts";
import type { Reported } from "../../../src/rule/rule.ts";
import { namesInWords } from "../../data/context-secrets.ts";
import { oidcReplacement, type CredentialUse } from "../../data/oidc-replacement.ts";
import type { CloudProvider } from "../../data/oidc/use.ts";
import { keyInWords, storedKeysOf, type KeyOnSheet, type StoredKey } from "../stored-keys.ts";
import { cloudLoginsIn, cloudLore } from "./stored.ts";

export const cloudKeys = {
  aws: "a long-lived AWS key",
  gcp: "a Google Cloud service account's key",
  azure: "a long-lived Azure secret",
} as const;

export const byName = { severity: "medium", confidence: "medium" } as const;

export const worksAnywhere =
  "Such a key works until somebody revokes it: whoever finds it in a log, a cache or the backup of a laptop uses it from anywhere.";

export function cureFor(use: CredentialUse): Pick<Reported, "remediation" | "replacement"> {
  const { yaml, explanation } = oidcReplacement(use);
  return { remediation: explanation, replacement: yaml };
}

export function reportStored(key: StoredKey<CloudProvider>): Reported {
  const { kind: provider, names, reader, run } = key;
  const { at, words } = keyInWords(key, cloudKeys[provider]);
  return {
    at,
    ...(reader === undefined ? byName : {}),
    message: `${words} ${worksAnywhere}`,
    ...cureFor(
      reader === undefined ? { provider, via: "environment", names } : { provider, via: "command", tool: reader.program },
    ),
    route: { run, hops: reader?.hops ?? run.hops },
  };
}

export function reportOnSheet({ kind: provider, at, names, keeper }: KeyOnSheet<CloudProvider>, use: string): Reported {
  const kept = `${keeper.charAt(0).toUpperCase()}${keeper.slice(1)} keeps ${cloudKeys[provider]} (${namesInWords(names)}), and ${use}.`;
  return { at, ...byName, message: `${kept} ${worksAnywhere}`, ...cureFor({ provider, via: "environment", names }) };
}

/** A configuration is known to use the project's key. */
export function usesKey(audit: Audit, provider: CloudProvider): boolean {
  for (const logins of cloudLoginsIn(audit).values()) if (logins.standingOf(provider) === "uses") return true;
  return storedKeysOf(audit, cloudLore(audit)).some(({ kind, context }) => kind === provider && context === undefined);
}
