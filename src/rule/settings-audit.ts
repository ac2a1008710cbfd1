/** What a rule about settings sees: the facts of a project or an organisation, and the configurations that were audited with them. */
import type { Organization } from "../snapshot/organization.ts";
import type { Project } from "../snapshot/project.ts";
import type { ProjectFacts } from "../snapshot/project-facts.ts";
import type { GithubOrganization } from "../snapshot/repository.ts";
import type { Audit } from "./audit.ts";
import type { AuditPolicy } from "./policy.ts";

export interface ProjectAudit extends ProjectFacts {
  /** The audits of this project's configurations; none when only its settings are audited. */
  readonly audits: readonly Audit[];
  readonly policy: AuditPolicy;
  /** ISO date, from which ages are reckoned. */
  readonly today: string;
}

export interface OrganizationAudit {
  readonly organization: Organization;
  readonly githubOrganization: GithubOrganization | undefined;
  /** Those of its projects that are audited. */
  readonly projects: readonly Project[];
  /** Names of the contexts that jobs of the audited configurations take, as far as they are known. */
  readonly takenContexts: ReadonlySet<string>;
  /** CircleCI runs on servers of its user's own. */
  readonly isOnServer?: boolean;
  readonly policy: AuditPolicy;
  /** ISO date, from which ages are reckoned. */
  readonly today: string;
}
