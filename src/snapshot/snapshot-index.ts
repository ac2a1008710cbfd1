/** Looks things up in a snapshot of thousands of projects. */
import type { Organization } from "./organization.ts";
import type { ProjectFacts } from "./project-facts.ts";
import type { Project } from "./project.ts";
import type { GithubOrganization, Repository } from "./repository.ts";
import type { Snapshot } from "./snapshot.ts";

export interface SnapshotIndex {
  /** All that belongs to a project of the snapshot: the same object each time. */
  factsOf(project: Project): ProjectFacts;
  /** The projects of a repository by its address, such as `github.com/acme/app`; more than one where several build it. */
  projectsAt(address: string): readonly ProjectFacts[];
}

export function indexSnapshot(snapshot: Snapshot): SnapshotIndex {
  const organizations = new Map<string, Organization>(snapshot.organizations.map((each) => [each.slug, each]));
  const repositories = new Map<string, Repository>(snapshot.repositories.map((each) => [keyOf(each.address), each]));
  const owners = new Map<string, GithubOrganization>(snapshot.githubOrganizations.map((each) => [keyOf(each.address), each]));
  const known = new Map<Project, ProjectFacts>();
  const byAddress = new Map<string, Project[]>();
  for (const project of snapshot.projects) {
    if (project.address === undefined) continue;
    const others = byAddress.get(keyOf(project.address));
    if (others === undefined) byAddress.set(keyOf(project.address), [project]);
    else others.push(project);
  }
  const isOnServer = isServer(snapshot.hosts.circleci);
  const factsOf = (project: Project): ProjectFacts => {
    const { address, organization } = project;
    const facts = known.get(project) ?? {
      project,
      organization: organizations.get(organization),
      repository: address === undefined ? undefined : repositories.get(keyOf(address)),
      githubOrganization: address === undefined ? undefined : owners.get(keyOf(address.slice(0, address.lastIndexOf("/")))),
      isOnServer,
    };
    known.set(project, facts);
    return facts;
  };
  return { factsOf, projectsAt: (address) => (byAddress.get(keyOf(address)) ?? []).map(factsOf) };
}

/** As in `sameAddress`. */
function keyOf(address: string): string {
  return address.toLowerCase();
}

/** What answers on this very machine is there for tests, and does as the cloud does. */
function isServer(host: string | undefined): boolean {
  return host !== undefined && !/^https?:\/\/(?:(?:[\w-]+\.)*circleci\.com|localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/i.test(host);
}
