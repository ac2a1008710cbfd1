/** What a snapshot says of one project and of all that it belongs to. */
import type { Organization } from "./organization.ts";
import type { Project } from "./project.ts";
import type { GithubOrganization, Repository } from "./repository.ts";
import type { Snapshot } from "./snapshot.ts";

export interface ProjectFacts {
  readonly project: Project;
  readonly organization: Organization | undefined;
  readonly repository: Repository | undefined;
  readonly githubOrganization: GithubOrganization | undefined;
}

/** What belongs together in a snapshot. */
export function factsOf(project: Project, snapshot: Snapshot): ProjectFacts {
  const owner = project.address?.slice(0, project.address.lastIndexOf("/"));
  return {
    project,
    organization: snapshot.organizations.find(({ slug }) => slug === project.organization),
    repository: snapshot.repositories.find(({ address }) => sameAddress(address, project.address)),
    githubOrganization: snapshot.githubOrganizations.find(({ address }) => sameAddress(address, owner)),
  };
}

/** Code hosts do not tell upper from lower case. */
export function sameAddress(one: string, other: string | undefined): boolean {
  return other !== undefined && one.toLowerCase() === other.toLowerCase();
}
