/** What was asked for by name → organisations and projects that CircleCI knows. */
import type { ProjectIdentity } from "../../snapshot/blank.ts";
import { gap } from "../../snapshot/fetched.ts";
import type { Fetched, Gap } from "../../snapshot/fetched.ts";
import { discoverProjects } from "../circleci/facts/discover-projects.ts";
import { findOrganization, findTwins } from "../circleci/facts/find-organization.ts";
import type { OrganizationIdentity } from "../circleci/facts/find-organization.ts";
import { findProject } from "../circleci/facts/find-project.ts";
import type { FoundProject } from "../circleci/facts/find-project.ts";
import { addressAt, projectSlug, slugAt } from "../circleci/facts/slugs.ts";
import type { CircleClient } from "../questions.ts";

export interface Wanted {
  /** As typed: slugs, addresses or ids. */
  readonly organizations: readonly string[];
  /** Each by the names that it may have, slugs or addresses: the first that is known counts. */
  readonly projects: readonly (readonly string[])[];
}

/** Something of which nothing can be had. */
export interface Missing {
  readonly name: string;
  /** It was asked for by this name. */
  readonly isNamed: boolean;
  readonly why: Gap;
}

export interface FoundOrganization {
  readonly identity: OrganizationIdentity;
  /** Slugs, or identities where they were asked for anyway; in order. */
  readonly projects: readonly (string | ProjectIdentity)[];
  /** All of it was asked for. */
  readonly isWhole: boolean;
}

export interface FoundWanted {
  readonly organizations: readonly FoundOrganization[];
  readonly missing: readonly Missing[];
  readonly notes: readonly Note[];
}

/** What may be left out. */
export interface Note {
  readonly about: string;
  /** Sentences without the last full stop. */
  readonly text: string;
}

/** Never rejects. */
export async function findWanted(client: CircleClient, wanted: Wanted): Promise<FoundWanted> {
  const missing: Missing[] = [];
  const notes: Note[] = [];
  const organizations = new Map<string, FoundOrganization>();
  for (const name of wanted.organizations) {
    const found = await findOrganization(client, name);
    if (!found.known) missing.push({ name, isNamed: true, why: found });
    else for (const whole of await wholeOrganizations(client, found.value, notes)) organizations.set(whole.identity.slug, whole);
  }
  for (const names of wanted.projects) {
    const found = await firstKnown(client, names);
    if (found.known) addProject(organizations, found.value);
    else missing.push({ name: names[0] ?? "", isNamed: true, why: found });
  }
  return { organizations: [...organizations.values()], missing, notes };
}

/** An account at GitHub may be two organisations of CircleCI. */
async function wholeOrganizations(
  client: CircleClient,
  identity: OrganizationIdentity,
  notes: Note[],
): Promise<readonly FoundOrganization[]> {
  const twins = await findTwins(client, identity);
  notes.push(...twins.notes.map((text) => ({ about: nameOf(identity), text })));
  const found: FoundOrganization[] = [];
  for (const one of [identity, ...twins.organizations]) {
    const { slugs, isComplete, note } = await discoverProjects(client, one);
    if (!isComplete) notes.push({ about: nameOf(one), text: note });
    found.push({ identity: one, projects: slugs, isWhole: true });
  }
  return found;
}

/** The slug of a standalone organisation tells nobody anything. */
function nameOf({ slug, name, vcs }: OrganizationIdentity): string {
  return vcs === "circleci" ? `${slug} (${name})` : slug;
}

/** A name that CircleCI does not know is no reason to give up; whatever else goes wrong would go wrong again. */
async function firstKnown(client: CircleClient, names: readonly string[]): Promise<Fetched<FoundProject>> {
  let first: Gap | undefined;
  for (const name of names) {
    const slug = projectSlug(name) ?? slugAt(name) ?? slugOnServer(name, client);
    const found = slug === undefined || projectSlug(slug) === undefined ? noSlug : await findProject(client, slug);
    if (found.known || found.reason === "token" || found.reason === "failed") return found;
    first ??= found;
  }
  return first ?? noSlug;
}

/** A server is bound to one GitHub, which may be of one's own; its projects are called as in the cloud. */
function slugOnServer(name: string, { isCloud }: CircleClient): string | undefined {
  const [, ...names] = addressAt(name)?.split("/") ?? [];
  return isCloud || names.length !== 2 ? undefined : ["gh", ...names].join("/");
}

const noSlug = gap(
  "not-found",
  "it is neither an address at GitHub or Bitbucket nor a slug; projects of the GitHub App and of GitLab have one like `circleci/…/…`, which stands in the project's settings under Overview",
);

function addProject(organizations: Map<string, FoundOrganization>, { project, organization }: FoundProject): void {
  const known = organizations.get(organization.slug) ?? { identity: organization, projects: [], isWhole: false };
  const others = known.projects.filter((other) => slugOf(other) !== project.slug);
  const projects = [...others, project].toSorted((a, b) => (slugOf(a) < slugOf(b) ? -1 : 1));
  organizations.set(organization.slug, { ...known, projects });
}

function slugOf(project: string | ProjectIdentity): string {
  return typeof project === "string" ? project : project.slug;
}
