/** What CircleCI says of a project. Times are ISO; names, ids and fingerprints only, no value of a secret. */
import type { Fetched } from "./fetched.ts";
import type { JobUsage, ProjectMetrics } from "./metrics.ts";
import type { OidcClaims, StoredVariable } from "./organization.ts";

export interface Project {
  /** `gh/acme/app`, `bb/acme/app` or `circleci/<organisation>/<project>`. */
  readonly slug: string;
  readonly id: string;
  readonly name: string;
  /** Slug of the organisation. */
  readonly organization: string;
  /** Where its code is, e.g. `github.com/acme/app`; undefined when CircleCI does not say. */
  readonly address?: string | undefined;
  readonly defaultBranch?: string | undefined;
  readonly settings: Fetched<ProjectSettings>;
  readonly variables: Fetched<readonly StoredVariable[]>;
  readonly checkoutKeys: Fetched<readonly CheckoutKey[]>;
  /** Additional SSH keys. */
  readonly sshKeys: Fetched<readonly SshKey[]>;
  readonly apiTokens: Fetched<readonly ApiToken[]>;
  readonly webhooks: Fetched<readonly Webhook[]>;
  readonly schedules: Fetched<readonly Schedule[]>;
  readonly pipelines: Fetched<readonly PipelineDefinition[]>;
  readonly oidcClaims: Fetched<OidcClaims>;
  /** Whether the old AWS key pair of the project is set. */
  readonly legacyAwsKeys: Fetched<boolean>;
  /** From insights. */
  readonly metrics: Fetched<ProjectMetrics>;
  /** From the usage export. */
  readonly usage: Fetched<readonly JobUsage[]>;
}

/** Named as CircleCI's API names them. What is undefined was not answered. */
export interface ProjectSettings {
  readonly autocancelBuilds?: boolean | undefined;
  readonly buildForkPrs?: boolean | undefined;
  readonly buildPrsOnly?: boolean | undefined;
  readonly disableSsh?: boolean | undefined;
  readonly forksReceiveSecretEnvVars?: boolean | undefined;
  /** Builds and logs are public. */
  readonly oss?: boolean | undefined;
  readonly setGithubStatus?: boolean | undefined;
  readonly setupWorkflows?: boolean | undefined;
  readonly writeSettingsRequiresAdmin?: boolean | undefined;
  /** A pipeline may be triggered with a configuration that is not in version control. */
  readonly allowsUnversionedConfig?: boolean | undefined;
}

export interface CheckoutKey {
  /** `user-key` acts with all rights of a person. */
  readonly kind: "deploy-key" | "user-key";
  /** Type and key, without a comment. */
  readonly publicKey: string;
  readonly fingerprint: string;
  readonly isPreferred: boolean;
  readonly createdAt?: string | undefined;
}

export interface SshKey {
  /** Empty: it is offered to every host. */
  readonly hostname: string;
  readonly fingerprint: string;
  /** Type and key, without a comment. */
  readonly publicKey?: string | undefined;
}

export interface ApiToken {
  readonly label: string;
  readonly scope: "status" | "view-builds" | "all";
  readonly createdAt?: string | undefined;
}

/** Of CircleCI or GitHub. What stands behind the host may be a secret and is not kept. */
export interface Webhook {
  readonly name: string;
  /** Scheme and host. */
  readonly origin: string;
  readonly events: readonly string[];
  readonly verifiesTls: boolean;
  readonly hasSecret: boolean;
  readonly createdAt?: string | undefined;
}

export interface Schedule {
  readonly name: string;
  /** Login of whoever it runs as, or `system`. */
  readonly actor?: string | undefined;
  readonly branch?: string | undefined;
  readonly createdAt?: string | undefined;
}

export interface PipelineDefinition {
  readonly name: string;
  /** `acme/app` of where the configuration is, and of the code. */
  readonly configRepository?: string | undefined;
  readonly configPath?: string | undefined;
  readonly checkoutRepository?: string | undefined;
  readonly triggers: Fetched<readonly Trigger[]>;
}

export interface Trigger {
  readonly name: string;
  /** `github_app`, `github_server`, `github_oauth`, `webhook`, `schedule`. */
  readonly source: string;
  /** Such as `all-pushes`, `only-open-prs`. */
  readonly events?: string | undefined;
  readonly isDisabled: boolean;
}
