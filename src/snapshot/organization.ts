/** What CircleCI says of an organisation. Times are ISO; names and ids only, no value of a secret and no person's address. */
import type { Fetched } from "./fetched.ts";

export interface Organization {
  /** `gh/acme`, `bb/acme` or `circleci/<id>`. */
  readonly slug: string;
  readonly id: string;
  readonly name: string;
  /** `circleci`: a standalone organisation, as with the GitHub App and GitLab. */
  readonly vcs: "github" | "bitbucket" | "circleci";
  readonly settings: Fetched<OrganizationSettings>;
  readonly contexts: Fetched<readonly Context[]>;
  readonly oidcClaims: Fetched<OidcClaims>;
  readonly urlOrbPrefixes: Fetched<readonly UrlOrbPrefix[]>;
  /** Whether config policies are enforced. */
  readonly configPolicies: Fetched<boolean>;
  readonly auditLogStreams: Fetched<readonly AuditLogStream[]>;
  /** Of standalone organisations. */
  readonly groups: Fetched<readonly Group[]>;
  readonly contacts: Fetched<Contacts>;
  readonly otelExporters: Fetched<readonly OtelExporter[]>;
  readonly runners: Fetched<readonly RunnerClass[]>;
  readonly storageRetention: Fetched<StorageRetention>;
}

/** For how many days things are kept. */
export interface StorageRetention {
  readonly artifactDays?: number | undefined;
  readonly workspaceDays?: number | undefined;
  readonly cacheDays?: number | undefined;
}

/** What is undefined was not answered. */
export interface OrganizationSettings {
  readonly allowsUncertifiedOrbs?: boolean | undefined;
  readonly allowsCertifiedOrbs?: boolean | undefined;
  readonly allowsPrivateOrbs?: boolean | undefined;
  /** A pipeline may be triggered with a configuration that is not in version control. */
  readonly allowsUnversionedConfig?: boolean | undefined;
  readonly disablesUserCheckoutKeys?: boolean | undefined;
  readonly requiresContextGroups?: boolean | undefined;
  readonly allowsAiAgents?: boolean | undefined;
}

export interface Context {
  readonly id: string;
  readonly name: string;
  readonly createdAt?: string | undefined;
  readonly restrictions: Fetched<readonly Restriction[]>;
  readonly variables: Fetched<readonly StoredVariable[]>;
}

export interface Restriction {
  readonly type: "project" | "expression" | "group";
  /** Id of a project or group, or the expression. */
  readonly value: string;
  /** Slug of the project, name of the group. */
  readonly name?: string | undefined;
}

/** A secret by its name. */
export interface StoredVariable {
  readonly name: string;
  readonly createdAt?: string | undefined;
  /** When its value was last set, as far as that is told. */
  readonly updatedAt?: string | undefined;
}

/** Undefined: CircleCI's own value holds. */
export interface OidcClaims {
  readonly audience?: readonly string[] | undefined;
  /** As CircleCI writes it, e.g. `1h30m`. */
  readonly ttl?: string | undefined;
}

export interface UrlOrbPrefix {
  readonly name: string;
  readonly prefix: string;
  /** `none`, `github-oauth`, `github-app`, `bitbucket-oauth`. */
  readonly auth: string;
}

export interface AuditLogStream {
  readonly target: string;
  readonly isDisabled: boolean;
  readonly status?: string | undefined;
}

export interface Group {
  readonly id: string;
  readonly name: string;
}

/** How many addresses of each kind there are. */
export interface Contacts {
  readonly primary: number;
  readonly security: number;
}

export interface OtelExporter {
  /** Scheme and host. */
  readonly origin: string;
  readonly isInsecure: boolean;
}

export interface RunnerClass {
  /** `namespace/name`. */
  readonly name: string;
  readonly description?: string | undefined;
  readonly tokens: Fetched<readonly RunnerToken[]>;
  /** How many agents have ever connected and when the last one did. */
  readonly agents: Fetched<{ readonly count: number; readonly lastConnectedAt?: string | undefined }>;
}

export interface RunnerToken {
  readonly nickname: string;
  readonly createdAt?: string | undefined;
}
