/** Facts that repositories and organisations have alike. */
import type { StoredVariable } from "../../snapshot/organization.ts";
import type { Webhook } from "../../snapshot/project.ts";
import { recordIn, stringIn } from "../json.ts";
import type { Json } from "../questions.ts";

/** A secret of GitHub Actions, which is told without its value. */
export function parseSecret(item: Json): StoredVariable | undefined {
  const name = stringIn(item, "name");
  return name === undefined ? undefined : { name, createdAt: timeIn(item, "created_at"), updatedAt: timeIn(item, "updated_at") };
}

export interface FoundHook {
  readonly hook: Webhook;
  readonly isActive: boolean;
}

/** What stands behind the host, and the secret, which GitHub shows as asterisks, are left behind. */
export function parseHook(item: Json): FoundHook | undefined {
  const config = recordIn(item, "config");
  const url = config === undefined ? undefined : stringIn(config, "url");
  if (config === undefined || url === undefined || !URL.canParse(url)) return undefined;
  const { origin } = new URL(url);
  const events = item["events"];
  const hook: Webhook = {
    name: stringIn(item, "name") ?? "web",
    origin,
    events: Array.isArray(events) ? events.filter((event) => typeof event === "string") : [],
    verifiesTls: [undefined, "0", 0].some((value) => value === config["insecure_ssl"]),
    hasSecret: (stringIn(config, "secret") ?? "") !== "",
    createdAt: timeIn(item, "created_at"),
  };
  return { hook, isActive: item["active"] !== false };
}

/** Those that are switched off send nothing. */
export function activeHooks(found: readonly FoundHook[]): readonly Webhook[] {
  return found.filter(({ isActive }) => isActive).map(({ hook }) => hook);
}

/** In ISO form; undefined when there is none. */
export function timeIn(item: Json, key: string): string | undefined {
  const time = Date.parse(stringIn(item, key) ?? "");
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}

/** What people write freely, without the addresses of persons. */
export function withoutAddresses(text: string): string {
  return text.replaceAll(/[^\s@<>"'(]{1,64}@[^\s@<>"')]{1,255}/g, "(an e-mail address)");
}
