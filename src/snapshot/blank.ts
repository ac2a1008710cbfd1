/** Facts of which only the identity is known yet; whoever collects fills in the rest. */
import { gap } from "./fetched.ts";
import type { Gap } from "./fetched.ts";
import type { Organization } from "./organization.ts";
import type { Project } from "./project.ts";
import type { GithubOrganization, Repository } from "./repository.ts";

const notAsked = gap("skipped", "it was not asked for");

export function blankOrganization(
  identity: Pick<Organization, "slug" | "id" | "name" | "vcs">,
  why: Gap = notAsked,
): Organization {
  return {
    ...identity,
    settings: why,
    contexts: why,
    oidcClaims: why,
    urlOrbPrefixes: why,
    configPolicies: why,
    auditLogStreams: why,
    groups: why,
    contacts: why,
    otelExporters: why,
    runners: why,
    storageRetention: why,
  };
}

export type ProjectIdentity = Pick<Project, "slug" | "id" | "name" | "organization" | "address" | "defaultBranch">;

export function blankProject(identity: ProjectIdentity, why: Gap = notAsked): Project {
  return {
    ...identity,
    settings: why,
    variables: why,
    checkoutKeys: why,
    sshKeys: why,
    apiTokens: why,
    webhooks: why,
    schedules: why,
    pipelines: why,
    oidcClaims: why,
    legacyAwsKeys: why,
    metrics: why,
    usage: why,
  };
}

export type RepositoryIdentity = Pick<
  Repository,
  "address" | "visibility" | "isFork" | "allowsForking" | "isArchived" | "defaultBranch"
>;

export function blankRepository(identity: RepositoryIdentity, why: Gap = notAsked): Repository {
  return {
    ...identity,
    branchGuards: why,
    codeOwners: why,
    collaborators: why,
    teams: why,
    deployKeys: why,
    webhooks: why,
    secrets: why,
    secretScanning: why,
    files: why,
  };
}

export function blankGithubOrganization(
  identity: Pick<GithubOrganization, "address" | "login">,
  why: Gap = notAsked,
): GithubOrganization {
  return {
    ...identity,
    settings: why,
    membersWithoutTwoFactor: why,
    outsideCollaborators: why,
    secrets: why,
    webhooks: why,
    installations: why,
  };
}
