/** Contexts with their restrictions and the names of their variables: two questions a context, on top of one a page of contexts. */
import type { Fetched } from "../../../snapshot/fetched.ts";
import type { Context, Restriction, StoredVariable } from "../../../snapshot/organization.ts";
import type { CircleClient } from "../../questions.ts";
import { idIn, textIn, timeIn } from "./fields.ts";
import type { Body } from "./fields.ts";
import { projectSlug } from "./slugs.ts";

type ContextIdentity = Pick<Context, "id" | "name" | "createdAt">;

/** All are asked about at once; the client lets through as many as CircleCI takes. */
export async function collectContexts(client: CircleClient, organization: string): Promise<Fetched<readonly Context[]>> {
  const found = await listContexts(client, organization);
  if (!found.known) return found;
  return { ...found, value: await Promise.all(found.value.map((context) => describe(client, context))) };
}

async function listContexts(client: CircleClient, organization: string): Promise<Fetched<readonly ContextIdentity[]>> {
  const usual = await listOwned(client, organization, "organization");
  if (client.isCloud || (usual.known && usual.value.length > 0)) return usual;
  // On some servers contexts belong to an "account" with the same id; the cloud refuses that word.
  const other = await listOwned(client, organization, "account");
  return other.known && (!usual.known || other.value.length > 0) ? other : usual;
}

function listOwned(client: CircleClient, id: string, type: string): Promise<Fetched<readonly ContextIdentity[]>> {
  return client.list({ api: "v2", path: "context", query: { "owner-id": id, "owner-type": type }, parseItem: parseContext });
}

async function describe(client: CircleClient, context: ContextIdentity): Promise<Context> {
  const path = `context/${context.id}`;
  const [restrictions, variables] = await Promise.all([
    client.list({ api: "v2", path: `${path}/restrictions`, parseItem: parseRestriction }),
    client.list({ api: "v2", path: `${path}/environment-variable`, parseItem: parseContextVariable }),
  ]);
  return { ...context, restrictions, variables };
}

export function parseContext(item: Body): ContextIdentity | undefined {
  const [id, name] = [idIn(item, "id"), textIn(item, "name")];
  return id === undefined || name === undefined ? undefined : { id, name, createdAt: timeIn(item, "created_at") };
}

/** A kind of restriction that is not known could open or close the context: the whole answer is a gap then. */
export function parseRestriction(item: Body): Restriction | undefined {
  const type = item["restriction_type"];
  if (type !== "project" && type !== "expression" && type !== "group") return undefined;
  const value = textIn(item, "restriction_value") ?? (type === "project" ? textIn(item, "project_id") : undefined);
  if (value === undefined) return undefined;
  const given = textIn(item, "name");
  const name = given !== undefined && type === "project" ? (projectSlug(given) ?? given) : given;
  return { type, value, ...(name === undefined ? {} : { name }) };
}

/** The answer also holds the end of the value, which stays here. */
export function parseContextVariable(item: Body): StoredVariable | undefined {
  const name = textIn(item, "variable");
  if (name === undefined) return undefined;
  return { name, createdAt: timeIn(item, "created_at"), updatedAt: timeIn(item, "updated_at") };
}
