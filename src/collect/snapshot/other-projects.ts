/** Projects that are known by their repositories only. */
import { blankProject } from "../../snapshot/blank.ts";
import type { Gap } from "../../snapshot/fetched.ts";
import type { Project } from "../../snapshot/project.ts";
import { findProject } from "../circleci/facts/find-project.ts";
import { collectProject } from "../circleci/facts/project.ts";
import type { ProjectWishes } from "../circleci/facts/project.ts";
import { ownerOf, readSlug, slugAt } from "../circleci/facts/slugs.ts";
import type { CircleClient } from "../questions.ts";
import type { FoundWanted } from "./find-wanted.ts";
import { inOrder } from "./in-order.ts";

/** Of what CircleCI says of them nothing is known. */
export function projectsOfGithub(addresses: readonly string[], why: Gap): readonly Project[] {
  return addresses.flatMap((address) => {
    const [site, owner = "", name = ""] = address.split("/");
    if (name === "") return [];
    // Only of GitHub itself is it known how CircleCI calls its projects.
    const slug = slugAt(address) ?? `github/${owner}/${name}`;
    const organization = ownerOf(slug);
    return site === undefined ? [] : [blankProject({ slug, id: "", name, organization, address }, why)];
  });
}

const atOnce = 8;

/**
 * CircleCI has no public list of an organisation's projects, but knows each by its name: whoever has a configuration in a repository of
 * an organisation that is wanted whole is asked about.
 */
export async function* lateProjects(
  client: CircleClient,
  { organizations }: FoundWanted,
  addresses: readonly string[],
  wishes: ProjectWishes,
): AsyncGenerator<Project, void, undefined> {
  const key = (slug: string): string => slug.toLowerCase();
  const whole = new Map(organizations.filter(({ isWhole }) => isWhole).map(({ identity }) => [key(identity.slug), identity]));
  const known = new Set(
    organizations.flatMap(({ projects }) => projects.map((project) => key(typeof project === "string" ? project : project.slug))),
  );
  const slugs = addresses
    .map((address) => slugAt(address) ?? "")
    .filter((slug) => readSlug(slug)?.project !== undefined && !known.has(key(slug)) && whole.has(key(ownerOf(slug))));
  const asked = inOrder(slugs.toSorted(), atOnce, async (slug) => {
    const owner = whole.get(key(ownerOf(slug)));
    const found = await findProject(client, slug);
    return owner === undefined || !found.known ? undefined : collectProject(client, found.value.project, owner, wishes);
  });
  for await (const project of asked) if (project !== undefined) yield project;
}
