/** Who may push to a repository. */
import { mapFetched } from "../../snapshot/fetched.ts";
import type { Fetched, Known } from "../../snapshot/fetched.ts";
import type { Collaborator, Team } from "../../snapshot/repository.ts";
import { recordIn, stringIn } from "../json.ts";
import type { Json } from "../questions.ts";
import { outsideCollaborators, settingsQuestion } from "./collect-organization.ts";
import { needs } from "./needs.ts";
import type { GithubClient, ListQuestion } from "./questions.ts";
import type { FoundRepository } from "./repository-identity.ts";

type Person = Omit<Collaborator, "isOutside">;

/**
 * Whom the organisation knows as outside collaborators is asked once for all its repositories; where the token's owner is not one of its
 * owners, each repository is asked for its own. Whoever else may push to a personal repository is outside.
 */
export async function collectCollaborators(
  client: GithubClient,
  found: FoundRepository,
): Promise<Fetched<readonly Collaborator[]>> {
  const { owner, isOwnedByUser } = found;
  const [people, ofOrganization] = await Promise.all([
    client.list(pushers(found, "all")),
    isOwnedByUser ? undefined : ofOrganizationAsOwner(client, owner),
  ]);
  if (!people.known) return people;
  if (isOwnedByUser) return mapFetched(people, (all) => marked(all, (login) => login.toLowerCase() !== owner.toLowerCase()));
  const outside = ofOrganization ?? (await ofRepository(client, found));
  if (!outside.known) return outside;
  const logins = new Set(outside.value);
  return mapFetched(people, (all) => marked(all, (login) => logins.has(login)));
}

/** Undefined where not all of them may have been told. */
async function ofOrganizationAsOwner(client: GithubClient, login: string): Promise<Known<readonly string[]> | undefined> {
  const [settings, outside] = await Promise.all([client.ask(settingsQuestion(login)), client.list(outsideCollaborators(login))]);
  const isOwner = settings.known && settings.value.requiresTwoFactor !== undefined;
  return isOwner && outside.known ? outside : undefined;
}

async function ofRepository(client: GithubClient, found: FoundRepository): Promise<Fetched<readonly string[]>> {
  return mapFetched(await client.list(pushers(found, "outside")), (all) => all.flatMap((person) => person?.login ?? []));
}

function marked(people: readonly (Person | null)[], isOutside: (login: string) => boolean): readonly Collaborator[] {
  return people.flatMap((person) => (person === null ? [] : { ...person, isOutside: isOutside(person.login) }));
}

/** Null for those who may not push: the filter is not known to every installation. */
function pushers({ owner, name }: FoundRepository, affiliation: "all" | "outside"): ListQuestion<Person | null> {
  return {
    path: `repos/${owner}/${name}/collaborators`,
    query: { affiliation, permission: "push" },
    needs: needs.collaborators,
    parseItem: parsePerson,
  };
}

function parsePerson(item: Json): Person | null | undefined {
  const login = stringIn(item, "login");
  if (login === undefined) return undefined;
  const permissions = recordIn(item, "permissions");
  const role = stringIn(item, "role_name") ?? highest(permissions);
  if (role === undefined) return undefined;
  const mayPush = permissions === undefined ? !["read", "pull", "triage"].includes(role) : permissions["push"] === true;
  return mayPush ? { login, role: roleNames[role] ?? role } : null;
}

/** GitHub calls two of its roles by other names here than elsewhere. */
const roleNames: Readonly<Record<string, string | undefined>> = Object.assign(Object.create(null), {
  read: "pull",
  write: "push",
});

function highest(permissions: Json | undefined): string | undefined {
  return ["admin", "maintain", "push", "triage", "pull"].find((name) => permissions?.[name] === true);
}

export function collectTeams(client: GithubClient, { owner, name }: FoundRepository): Promise<Fetched<readonly Team[]>> {
  return client.list({ path: `repos/${owner}/${name}/teams`, needs: needs.administration, parseItem: parseTeam });
}

function parseTeam(item: Json): Team | undefined {
  const [name, slug, permission] = [stringIn(item, "name"), stringIn(item, "slug"), stringIn(item, "permission")];
  return name === undefined || slug === undefined || permission === undefined ? undefined : { name, slug, permission };
}
