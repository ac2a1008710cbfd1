/** All that was collected: one versioned file. */
import type { Fetched } from "./fetched.ts";
import type { Organization } from "./organization.ts";
import type { Project } from "./project.ts";
import type { GithubOrganization, Repository } from "./repository.ts";

/** Raised when an older reader could not make sense of the file. */
export const snapshotFormat = 1;

export interface Snapshot {
  readonly format: typeof snapshotFormat;
  readonly tool: { readonly name: string; readonly version: string };
  /** When the last answer came; ISO time. */
  readonly collectedAt: string;
  /** What was asked: scheme and host. Undefined: that service was not asked. */
  readonly hosts: { readonly circleci?: string | undefined; readonly github?: string | undefined };
  readonly organizations: readonly Organization[];
  readonly projects: readonly Project[];
  readonly githubOrganizations: readonly GithubOrganization[];
  readonly repositories: readonly Repository[];
  readonly orbs: readonly OrbFacts[];
}

/** An orb that a configuration names. */
export interface OrbFacts {
  /** `circleci/node@5.1`. */
  readonly reference: string;
  readonly details: Fetched<OrbDetails>;
}

export interface OrbDetails {
  /** What the reference means now. */
  readonly version: string;
  readonly createdAt?: string | undefined;
  readonly latest?: string | undefined;
}
