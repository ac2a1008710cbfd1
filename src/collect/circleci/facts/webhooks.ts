/** Webhooks of a project. What stands behind the host in their addresses is often a secret and is not kept. */
import type { Fetched } from "../../../snapshot/fetched.ts";
import type { Webhook } from "../../../snapshot/project.ts";
import type { CircleClient } from "../../questions.ts";
import { flagIn, labelIn, originIn, textIn, textsIn, timeIn } from "./fields.ts";
import type { Body } from "./fields.ts";

export function collectWebhooks(client: CircleClient, project: string): Promise<Fetched<readonly Webhook[]>> {
  return client.list({
    api: "v2",
    path: "webhook",
    query: { "scope-id": project, "scope-type": "project" },
    parseItem: parseWebhook,
  });
}

/** `signing_secret` is asterisks when one is set, else empty. Without it nothing can be said of the webhook. */
export function parseWebhook(item: Body): Webhook | undefined {
  const [secret, verifiesTls] = [item["signing_secret"], flagIn(item, "verify_tls")];
  if (verifiesTls === undefined || textIn(item, "url") === undefined) return undefined;
  if (typeof secret !== "string" && secret !== null) return undefined;
  const events = (textsIn(item, "events") ?? []).filter((event) => /^[a-z-]{1,60}$/.test(event));
  const [name, origin] = [labelIn(item, "name"), originIn(item, "url")];
  return {
    name,
    origin,
    events,
    verifiesTls,
    hasSecret: secret !== null && secret !== "",
    createdAt: timeIn(item, "created_at"),
  };
}
