/** Keys, hooks, secrets and alerts of a repository. */
import { gap, known, mapFetched } from "../../snapshot/fetched.ts";
import type { Fetched } from "../../snapshot/fetched.ts";
import type { StoredVariable } from "../../snapshot/organization.ts";
import type { Webhook } from "../../snapshot/project.ts";
import type { DeployKey, SecretScanning } from "../../snapshot/repository.ts";
import { stringIn } from "../json.ts";
import type { Json } from "../questions.ts";
import { activeHooks, parseHook, parseSecret, timeIn, withoutAddresses } from "./facts-in-common.ts";
import { needs } from "./needs.ts";
import type { GithubClient } from "./questions.ts";
import type { FoundRepository } from "./repository-identity.ts";

export function collectDeployKeys(
  client: GithubClient,
  { owner, name }: FoundRepository,
): Promise<Fetched<readonly DeployKey[]>> {
  return client.list({ path: `repos/${owner}/${name}/keys`, needs: needs.administration, parseItem: parseDeployKey });
}

function parseDeployKey(item: Json): DeployKey | undefined {
  const [type, key] = stringIn(item, "key")?.trim().split(/\s+/) ?? [];
  if (type === undefined || key === undefined || typeof item["read_only"] !== "boolean") return undefined;
  return {
    title: withoutAddresses(stringIn(item, "title") ?? ""),
    publicKey: `${type} ${key}`,
    isReadOnly: item["read_only"],
    createdAt: timeIn(item, "created_at"),
    lastUsedAt: timeIn(item, "last_used"),
  };
}

export async function collectHooks(client: GithubClient, { owner, name }: FoundRepository): Promise<Fetched<readonly Webhook[]>> {
  const found = await client.list({ path: `repos/${owner}/${name}/hooks`, needs: needs.hooks, parseItem: parseHook });
  return mapFetched(found, activeHooks);
}

export function collectSecrets(
  client: GithubClient,
  { owner, name }: FoundRepository,
): Promise<Fetched<readonly StoredVariable[]>> {
  return client.list({
    path: `repos/${owner}/${name}/actions/secrets`,
    itemsIn: "secrets",
    needs: needs.secrets,
    parseItem: parseSecret,
  });
}

const isOff = gap("inapplicable", "secret scanning is off");

/** Alerts are only counted: `hide_secret` keeps what they found out of the answer. */
export async function collectSecretScanning(
  client: GithubClient,
  { owner, name, secretScanning }: FoundRepository,
  at: string,
): Promise<Fetched<SecretScanning>> {
  // Where it is off there is nothing to ask for.
  if (secretScanning.isEnabled === false) return known(secretScanning, at);
  const alerts = await client.list({
    path: `repos/${owner}/${name}/secret-scanning/alerts`,
    query: { state: "open", hide_secret: "true" },
    needs: needs.secretScanning,
    parseItem: (item) => (typeof item["number"] === "number" ? true : undefined),
    // "Secret scanning is disabled on this repository."
    parseRefusal: ({ status, message }) => (status === 404 && /\bdisabled\b/i.test(message) ? isOff : undefined),
  });
  if (alerts.known) return known({ ...secretScanning, isEnabled: true, openAlerts: alerts.value.length }, alerts.at);
  if (alerts.reason === isOff.reason) return known({ ...secretScanning, isEnabled: false }, at);
  return secretScanning.isEnabled === undefined ? alerts : known(secretScanning, at);
}
