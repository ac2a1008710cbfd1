/** What else there is to an organisation; each part is one question. */
import { gap } from "../../../snapshot/fetched.ts";
import type { Fetched } from "../../../snapshot/fetched.ts";
import type { AuditLogStream, Contacts, Group, OtelExporter, UrlOrbPrefix } from "../../../snapshot/organization.ts";
import { isRecord } from "../../json.ts";
import type { CircleClient } from "../../questions.ts";
import { flagIn, idIn, labelIn, originIn, textIn } from "./fields.ts";
import type { Body } from "./fields.ts";
import type { OrganizationIdentity } from "./find-organization.ts";
import { orUnavailable } from "./gaps.ts";

export async function collectUrlOrbPrefixes(client: CircleClient, id: string): Promise<Fetched<readonly UrlOrbPrefix[]>> {
  const path = `organization/${id}/url-orb-allow-list`;
  return orUnavailable(client, await client.list({ api: "v2", path, parseItem: parseUrlOrbPrefix }), "URL orbs");
}

export async function collectConfigPolicies(client: CircleClient, id: string): Promise<Fetched<boolean>> {
  const path = `owner/${id}/context/config/decision/settings`;
  const answer = orUnavailable(client, await client.ask({ api: "v2", path, parse: parseConfigPolicies }), "config policies");
  if (answer.known || answer.reason !== "forbidden") return answer;
  return gap("forbidden", `${answer.detail}; it takes the right to edit the organisation's policies, and a plan that has them`);
}

/** A refusal has two meanings, which a second question tells apart: the plan has no streaming, or the token may not see it. */
export async function collectAuditLogStreams(client: CircleClient, id: string): Promise<Fetched<readonly AuditLogStream[]>> {
  const path = `organizations/${id}/audit-log`;
  const answer = await client.list({ api: "v2", path: `${path}/configs`, parseItem: parseAuditLogStream });
  if (answer.known || (answer.reason !== "forbidden" && answer.reason !== "not-found")) return answer;
  if (!client.isCloud) return orUnavailable(client, answer, "streaming of audit logs");
  const access = await client.ask({ api: "v2", path: `${path}/access`, parse: parseAccess });
  const isOutsidePlan = access.known && !access.value;
  return isOutsidePlan ? gap("unavailable", "the organisation's plan has no streaming of audit logs") : answer;
}

/** In other organisations, groups are the teams of the code host. */
export async function collectGroups(client: CircleClient, { id, vcs }: OrganizationIdentity): Promise<Fetched<readonly Group[]>> {
  if (vcs !== "circleci") return gap("inapplicable", "only standalone organisations have groups of their own");
  return client.list({ api: "v2", path: `organizations/${id}/groups`, parseItem: parseGroup });
}

export function collectContacts(client: CircleClient, id: string): Promise<Fetched<Contacts>> {
  return client.ask({ api: "private", path: `organization/${id}/contacts`, parse: parseContacts });
}

export async function collectOtelExporters(client: CircleClient, id: string): Promise<Fetched<readonly OtelExporter[]>> {
  const query = { "org-id": id };
  const answer = await client.list({ api: "v2", path: "otel/exporters", query, parseItem: parseOtelExporter });
  return orUnavailable(client, answer, "exporters of telemetry");
}

/** The path counts: it is how far the allowance reaches. */
export function parseUrlOrbPrefix(item: Body): UrlOrbPrefix | undefined {
  const [prefix, auth] = [textIn(item, "prefix"), textIn(item, "auth")];
  if (prefix === undefined || auth === undefined || !/^[a-z_-]{1,40}$/.test(auth) || !URL.canParse(prefix)) return undefined;
  const { protocol, host, pathname } = new URL(prefix);
  return { name: labelIn(item, "name"), prefix: `${protocol}//${host}${pathname}`, auth: auth.replaceAll("_", "-") };
}

export function parseConfigPolicies(body: unknown): boolean | undefined {
  return isRecord(body) ? flagIn(body, "enabled") : undefined;
}

export function parseAccess(body: unknown): boolean | undefined {
  return isRecord(body) ? flagIn(body, "has_access") : undefined;
}

/** Names of buckets and roles are not kept. */
export function parseAuditLogStream(item: Body): AuditLogStream | undefined {
  const [target, isDisabled] = [wordIn(item, "target_type"), flagIn(item, "is_disabled")];
  if (target === undefined || isDisabled === undefined) return undefined;
  const status = wordIn(item, "connection_status");
  return { target, isDisabled, ...(status === undefined ? {} : { status }) };
}

function wordIn(item: Body, key: string): string | undefined {
  const text = textIn(item, key);
  return text !== undefined && /^\w{1,40}$/.test(text) ? text : undefined;
}

export function parseGroup(item: Body): Group | undefined {
  const [id, name] = [idIn(item, "id"), textIn(item, "name")];
  return id === undefined || name === undefined ? undefined : { id, name };
}

/** Addresses of people: only how many there are is kept. */
export function parseContacts(body: unknown): Contacts | undefined {
  if (!isRecord(body)) return undefined;
  const [primary, security] = [countIn(body, "primary"), countIn(body, "security")];
  return primary === undefined || security === undefined ? undefined : { primary, security };
}

/** What is no text is no address: it is not known then what it stands for. */
function countIn(body: Body, key: string): number | undefined {
  const addresses = body[key] === null ? [] : body[key];
  if (!Array.isArray(addresses) || addresses.some((address) => typeof address !== "string")) return undefined;
  return addresses.filter((address: string) => address.trim() !== "").length;
}

export function parseOtelExporter(item: Body): OtelExporter | undefined {
  const isInsecure = flagIn(item, "insecure");
  return isInsecure === undefined ? undefined : { origin: originIn(item, "endpoint"), isInsecure };
}
