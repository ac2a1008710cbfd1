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

/** Whoever works with more of them belongs to all the world. */
const mostStandalone = 25;

/**
 * One account at GitHub can be two organisations of CircleCI, one for the OAuth app and one for the GitHub App, and each has contexts and
 * settings of its own. Looks among those that the token's user works with: names may differ, the login of the connection tells. One question
 * for them all, and one for each standalone organisation.
 */
export async function findTwins(client: CircleClient, organization: OrganizationIdentity): Promise<Twins> {
  if (!client.isCloud || organization.vcs === "bitbucket") return { organizations: [], notes: [] };
  const answer = await listCollaborations(client);
  const others = (answer.known ? answer.value : []).filter(({ id }) => id !== organization.id);
  if (organization.vcs === "circleci") {
    const logins = await listLogins(client, organization);
    const classic = others.filter(({ vcs }) => vcs === "github");
    return joined(classic.map((candidate) => judge(logins, { candidate, classic: candidate, standalone: organization })));
  }
  const standalone = others.filter(({ vcs }) => vcs === "circleci");
  // Those of the same name first, in case there are too many.
  const likely = standalone
    .toSorted((one, other) => rank(one, organization) - rank(other, organization))
    .slice(0, mostStandalone);
  return joined(
    await Promise.all(
      likely.map(async (candidate) =>
        judge(await listLogins(client, candidate), { candidate, classic: organization, standalone: candidate }),
      ),
    ),
  );
}

function rank({ name }: OrganizationIdentity, organization: OrganizationIdentity): number {
  return isSame(name, organization.name) ? 0 : 1;
}

function joined(all: readonly Twins[]): Twins {
  return { organizations: all.flatMap(({ organizations }) => organizations), notes: all.flatMap(({ notes }) => notes) };
}

function listLogins(client: CircleClient, { id }: OrganizationIdentity): Promise<Fetched<readonly string[]>> {
  return client.list({ api: "v3", path: "provider/connections", query: { "filter[org_id]": id }, parseItem: parseConnection });
}

interface Pair {
  readonly candidate: OrganizationIdentity;
  readonly classic: OrganizationIdentity;
  readonly standalone: OrganizationIdentity;
}

function judge(logins: Fetched<readonly string[]>, { candidate, classic, standalone }: Pair): Twins {
  const account = readSlug(classic.slug)?.owner ?? classic.name;
  if (logins.known) {
    return { organizations: logins.value.some((login) => isSame(login, account)) ? [candidate] : [], notes: [] };
  }
  if (!isSame(classic.name, standalone.name)) return { organizations: [], notes: [] };
  const note = `\`${candidate.slug}\` has the same name and may belong to the same account: \`--org ${candidate.slug}\` collects it too`;
  return { organizations: [], notes: [note] };
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** Login of the account at the code host; empty where there is none. */
export function parseConnection(item: Body): string {
  return textIn(recordIn(item, "attributes"), "login") ?? "";
}

/** Those without an id have never been set up in CircleCI. */
export async function listCollaborations(client: CircleClient): Promise<Fetched<readonly OrganizationIdentity[]>> {
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
