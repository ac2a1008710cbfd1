/** What is said of keys of clouds that contexts and the project keep. */
import type { Audit } from "../../../src/rule/audit.ts";
import type { Reported } from "../../../src/rule/rule.ts";
import type { Organization } from "../../../src/snapshot/organization.ts";
import type { CredentialUse } from "../../data/oidc-replacement.ts";
import type { CloudProvider } from "../../data/oidc/use.ts";
import { oidcCure } from "../oidc-cure.ts";
import { keyInWords, sheetKeyInWords, storedKeysOf, type KeyOnSheet, type StoredKey } from "../stored-keys.ts";
import { cloudLoginsIn, cloudLore } from "./stored.ts";

export const cloudKeys = {
  aws: "a long-lived AWS key",
  gcp: "a Google Cloud service account's key",
  azure: "a long-lived Azure secret",
} as const;

export const byName = { severity: "medium", confidence: "medium" } as const;

export const worksAnywhere =
  "Such a key works until somebody revokes it: whoever finds it in a log, a cache or the backup of a laptop uses it from anywhere.";

export function reportStored(key: StoredKey<CloudProvider>, organization: Organization | undefined): Reported {
  const { kind: provider, names, reader, run } = key;
  const { at, words } = keyInWords(key, cloudKeys[provider]);
  const use: CredentialUse =
    reader === undefined ? { provider, via: "environment", names } : { provider, via: "command", tool: reader.program };
  return {
    at,
    ...(reader === undefined ? byName : {}),
    message: `${words} ${worksAnywhere}`,
    ...oidcCure(use, organization),
    route: { run, hops: reader?.hops ?? run.hops },
  };
}

export function reportOnSheet(key: KeyOnSheet<CloudProvider>, use: string, organization: Organization | undefined): Reported {
  const { kind: provider, at, names } = key;
  const message = `${sheetKeyInWords(key, cloudKeys[provider], use)} ${worksAnywhere}`;
  return { at, ...byName, message, ...oidcCure({ provider, via: "environment", names }, organization) };
}

/** A configuration is known to use the project's key. */
export function usesKey(audit: Audit, provider: CloudProvider): boolean {
  for (const logins of cloudLoginsIn(audit).values()) if (logins.standingOf(provider) === "uses") return true;
  return storedKeysOf(audit, cloudLore(audit)).some(({ kind, context }) => kind === provider && context === undefined);
}
