/** What a snapshot says of one project and of all that it belongs to. */
import type { Organization } from "./organization.ts";
import type { Project } from "./project.ts";
import type { GithubOrganization, Repository } from "./repository.ts";

export interface ProjectFacts {
  readonly project: Project;
  readonly organization: Organization | undefined;
  readonly repository: Repository | undefined;
  readonly githubOrganization: GithubOrganization | undefined;
  /** CircleCI runs on servers of its user's own. */
  readonly isOnServer?: boolean;
}

/** Code hosts do not tell upper from lower case. */
export function sameAddress(one: string, other: string | undefined): boolean {
  return other !== undefined && one.toLowerCase() === other.toLowerCase();
}
