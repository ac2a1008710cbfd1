/** What GitHub says of a repository and of its organisation. Times are ISO; no value of a secret. */
import type { Fetched } from "./fetched.ts";
import type { StoredVariable } from "./organization.ts";
import type { Webhook } from "./project.ts";

export interface Repository {
  /** `github.com/acme/app`. */
  readonly address: string;
  readonly visibility: "public" | "private" | "internal";
  readonly isFork: boolean;
  readonly allowsForking?: boolean | undefined;
  readonly isArchived: boolean;
  readonly defaultBranch: string;
  readonly branchGuards: Fetched<BranchGuards>;
  readonly codeOwners: Fetched<CodeOwners>;
  /** Those who may push. */
  readonly collaborators: Fetched<readonly Collaborator[]>;
  readonly teams: Fetched<readonly Team[]>;
  readonly deployKeys: Fetched<readonly DeployKey[]>;
  readonly webhooks: Fetched<readonly Webhook[]>;
  /** Secrets of GitHub Actions. */
  readonly secrets: Fetched<readonly StoredVariable[]>;
  readonly secretScanning: Fetched<SecretScanning>;
  /** The files of `.circleci`, of the default branch. Secrets in them are replaced by random characters of the same shape. */
  readonly files: Fetched<readonly ConfigFile[]>;
}

/** Of the default branch: what rules of all levels and branch protection say together. What is undefined was not answered. */
export interface BranchGuards {
  /** Some rule or protection applies. */
  readonly isProtected: boolean;
  readonly requiresPullRequest?: boolean | undefined;
  readonly requiredApprovals?: number | undefined;
  readonly requiresCodeOwnerReview?: boolean | undefined;
  /** Names of the checks that must pass. */
  readonly requiredChecks?: readonly string[] | undefined;
  readonly allowsForcePushes?: boolean | undefined;
  readonly allowsDeletion?: boolean | undefined;
  /** Administrators are not held to it. */
  readonly exemptsAdmins?: boolean | undefined;
}

export interface CodeOwners {
  /** Path of the file; undefined when there is none. */
  readonly path?: string | undefined;
  /** Who owns `.circleci/config.yml`: the last pattern that fits, e.g. `@acme/security`. */
  readonly ofConfig: readonly string[];
  /** Mistakes that GitHub finds in the file. */
  readonly errors?: number | undefined;
}

export interface Collaborator {
  readonly login: string;
  /** No member of the organisation. */
  readonly isOutside: boolean;
  /** `push`, `maintain`, `admin` or the name of a role. */
  readonly role: string;
}

export interface Team {
  readonly name: string;
  readonly slug: string;
  /** `pull`, `triage`, `push`, `maintain`, `admin` or the name of a role. */
  readonly permission: string;
}

export interface DeployKey {
  readonly title: string;
  /** Type and key, without a comment. */
  readonly publicKey: string;
  readonly isReadOnly: boolean;
  readonly createdAt?: string | undefined;
  readonly lastUsedAt?: string | undefined;
}

/** What is undefined only administrators are told. */
export interface SecretScanning {
  readonly isEnabled?: boolean | undefined;
  readonly hasPushProtection?: boolean | undefined;
  readonly openAlerts?: number | undefined;
}

export interface ConfigFile {
  /** From the root of the repository, with `/`. */
  readonly path: string;
  readonly text: string;
}

export interface GithubOrganization {
  /** `github.com/acme`. */
  readonly address: string;
  readonly login: string;
  readonly settings: Fetched<GithubOrganizationSettings>;
  readonly membersWithoutTwoFactor: Fetched<number>;
  readonly outsideCollaborators: Fetched<number>;
  readonly secrets: Fetched<readonly StoredVariable[]>;
  readonly webhooks: Fetched<readonly Webhook[]>;
  readonly installations: Fetched<readonly AppInstallation[]>;
}

/** What is undefined only owners are told. */
export interface GithubOrganizationSettings {
  readonly requiresTwoFactor?: boolean | undefined;
  /** What members may do in every repository: `none`, `read`, `write`, `admin`. */
  readonly defaultPermission?: string | undefined;
  readonly allowsForkingPrivate?: boolean | undefined;
}

export interface AppInstallation {
  readonly app: string;
  readonly selection: "all" | "selected";
  readonly isSuspended: boolean;
}
