/** Which organisation is meant by a slug, an address or an id, and which other organisation of CircleCI belongs to the same account. */
import { gap, known } from "../../../snapshot/fetched.ts";
import type { Fetched } from "../../../snapshot/fetched.ts";
import type { Organization } from "../../../snapshot/organization.ts";
import { isRecord, recordIn } from "../../json.ts";
import type { CircleClient } from "../../questions.ts";
import { idIn, textIn } from "./fields.ts";
import type { Body } from "./fields.ts";
import { isWorthAnother } from "./gaps.ts";
import { organizationSlug, readSlug, slugAt, vcsOf } from "./slugs.ts";

export type OrganizationIdentity = Pick<Organization, "slug" | "id" | "name" | "vcs">;

/**
 * `asked` is a slug (`gh/acme`, `github/acme`, `circleci/<id>`), an address (`github.com/acme`) or an id. One question when all is well;
 * where the token may not read the organisation itself, v3 and the list of those that its user works with are asked.
 */
export async function findOrganization(client: CircleClient, asked: string): Promise<Fetched<OrganizationIdentity>> {
  const wanted = organizationSlug(asked) ?? organizationSlug(slugAt(asked) ?? "") ?? idIn({ asked }, "asked");
  if (wanted === undefined) return gap("failed", "it is neither a slug such as `gh/acme` nor an id of an organisation");
  const direct = await client.ask({ api: "v2", path: `organization/${encodeURIComponent(wanted)}`, parse: parseOrganization });
  if (direct.known || !isWorthAnother(direct)) return direct;
  const named = client.isCloud && wanted.includes("/") ? await findInV3(client, wanted) : undefined;
  return named ?? (await findAmongCollaborations(client, wanted)) ?? direct;
}

async function findInV3(client: CircleClient, slug: string): Promise<Fetched<OrganizationIdentity> | undefined> {
  const answer = await client.list({ api: "v3", path: "orgs", query: { "filter[slug]": slug }, parseItem: parseOrganizationV3 });
  if (!answer.known) return undefined;
  const [first] = answer.value;
  // Nothing that fits is an answer with an empty list.
  if (first === undefined) return undefined;
  return known({ slug, id: first.id, name: first.name ?? readSlug(slug)?.owner ?? slug, vcs: vcsOf(slug) }, answer.at);
}

async function findAmongCollaborations(client: CircleClient, wanted: string): Promise<Fetched<OrganizationIdentity> | undefined> {
  const answer = await listCollaborations(client);
  if (!answer.known) return undefined;
  const found = answer.value.find(({ slug, id }) => id === wanted || slug.toLowerCase() === wanted.toLowerCase());
  return found === undefined ? undefined : known(found, answer.at);
}

export interface Twins {
  readonly organizations: readonly OrganizationIdentity[];
  /** What could not be told for sure; sentences without their full stop. */
  readonly notes: readonly string[];
}

/**
 * One account at GitHub can be two organisations of CircleCI, one for the OAuth app and one for the GitHub App, and each has contexts and
 * settings of its own. Looks among those that the token's user works with, for one of the same name whose connection leads to the account.
 */
export async function findTwins(client: CircleClient, organization: OrganizationIdentity): Promise<Twins> {
  const other = organization.vcs === "circleci" ? "github" : organization.vcs === "github" ? "circleci" : undefined;
  if (other === undefined || !client.isCloud) return { organizations: [], notes: [] };
  const answer = await listCollaborations(client);
  const candidates = (answer.known ? answer.value : []).filter(
    ({ vcs, name, id }) => vcs === other && id !== organization.id && isSame(name, organization.name),
  );
  const twins: Twins[] = [];
  for (const candidate of candidates) twins.push(await judge(client, organization, candidate));
  return { organizations: twins.flatMap(({ organizations }) => organizations), notes: twins.flatMap(({ notes }) => notes) };
}

async function judge(client: CircleClient, organization: OrganizationIdentity, candidate: OrganizationIdentity): Promise<Twins> {
  const [standalone, classic] = candidate.vcs === "circleci" ? [candidate, organization] : [organization, candidate];
  const query = { "filter[org_id]": standalone.id };
  const logins = await client.list({ api: "v3", path: "provider/connections", query, parseItem: parseConnection });
  if (logins.known) {
    const account = readSlug(classic.slug)?.owner ?? classic.name;
    return { organizations: logins.value.some((login) => isSame(login, account)) ? [candidate] : [], notes: [] };
  }
  const note = `\`${candidate.slug}\` has the same name and may belong to the same account: \`--org ${candidate.slug}\` collects it too`;
  return { organizations: [], notes: [note] };
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** Those without an id have never been set up in CircleCI. */
async function listCollaborations(client: CircleClient): Promise<Fetched<readonly OrganizationIdentity[]>> {
  const answer = await client.list({ api: "v2", path: "me/collaborations", parseItem: (item) => ({ found: identityIn(item) }) });
  if (!answer.known) return answer;
  return known(
    answer.value.map(({ found }) => found).filter((found) => found !== undefined),
    answer.at,
  );
}

export function parseOrganization(body: unknown): OrganizationIdentity | undefined {
  return isRecord(body) ? identityIn(body) : undefined;
}

const vcsWords: Readonly<Record<string, string>> = { github: "gh", bitbucket: "bb", circleci: "circleci" };

function identityIn(record: Body): OrganizationIdentity | undefined {
  const [id, name] = [idIn(record, "id"), textIn(record, "name")];
  if (id === undefined || name === undefined) return undefined;
  const word = (textIn(record, "vcs_type") ?? "").toLowerCase();
  const prefix = Object.hasOwn(vcsWords, word) ? vcsWords[word] : undefined;
  const slug =
    organizationSlug(textIn(record, "slug") ?? "") ?? organizationSlug(`${prefix}/${prefix === "circleci" ? id : name}`);
  return slug === undefined ? undefined : { slug, id, name, vcs: vcsOf(slug) };
}

export function parseOrganizationV3(item: Body): { readonly id: string; readonly name: string | undefined } | undefined {
  const id = idIn(item, "id");
  return id === undefined ? undefined : { id, name: textIn(recordIn(item, "attributes"), "name") };
}

/** Login of the account at the code host; empty where there is none. */
export function parseConnection(item: Body): string {
  return textIn(recordIn(item, "attributes"), "login") ?? "";
}
