/** What the fake knows: organisations, projects and repositories, before any API has put them into its own shape. */

/** Things in order, the later ones made when they are asked for: thousands of projects take no memory. */
export interface Listing<T> {
  readonly count: number;
  at(index: number): T | undefined;
  /** By id, name or slug. */
  find(key: string): T | undefined;
}

export interface World {
  readonly organizations: readonly OrganizationState[];
  readonly orbs: readonly OrbState[];
  readonly userId: string;
}

export interface OrganizationState {
  readonly slug: string;
  readonly id: string;
  readonly name: string;
  readonly vcs: "github" | "circleci";
  readonly contexts: Listing<ContextState>;
  readonly projects: Listing<ProjectState>;
  readonly flags: OrganizationFlags;
  readonly oidc: OidcState;
  readonly urlOrbs: readonly { readonly name: string; readonly prefix: string; readonly auth: string }[];
  readonly enforcesPolicies: boolean;
  readonly auditLogBucket: string | undefined;
  readonly groups: readonly { readonly id: string; readonly name: string }[];
  readonly contacts: { readonly primary: readonly string[]; readonly security: readonly string[] };
  readonly exporters: readonly { readonly endpoint: string; readonly insecure: boolean }[];
  readonly runners: readonly RunnerState[];
  readonly github: GithubOrganizationState | undefined;
}

export interface OrganizationFlags {
  readonly uncertifiedOrbs: boolean;
  readonly privateOrbs: boolean;
  readonly unversionedConfig: boolean;
  readonly noUserKeys: boolean;
  readonly requiresGroups: boolean;
  readonly aiAgents: boolean;
}

export interface OidcState {
  readonly audience?: readonly string[];
  readonly ttl?: string;
}

export interface ContextState {
  readonly id: string;
  readonly name: string;
  readonly createdAt: string;
  readonly restrictions: readonly RestrictionState[];
  readonly variables: readonly VariableState[];
}

export interface RestrictionState {
  readonly type: "project" | "expression" | "group";
  readonly value: string;
  readonly name: string;
}

export interface VariableState {
  readonly name: string;
  /** Null: so old that CircleCI does not know. */
  readonly createdAt: string | null;
  readonly updatedAt: string;
}

export interface ProjectState {
  readonly id: string;
  readonly name: string;
  readonly slug: string;
  /** `acme/shop`, on the code host. */
  readonly repository: string;
  readonly settings: ProjectFlags;
  readonly variables: readonly VariableState[];
  readonly checkoutKeys: readonly CheckoutKeyState[];
  readonly sshKeys: readonly { readonly hostname: string; readonly publicKey: string }[];
  readonly apiTokens: readonly { readonly label: string; readonly scope: string; readonly createdAt: string }[];
  readonly webhooks: readonly WebhookState[];
  readonly schedules: readonly ScheduleState[];
  readonly definitions: readonly DefinitionState[];
  readonly oidc: OidcState;
  readonly hasLegacyAwsKeys: boolean;
  readonly workflows: readonly string[];
  /** Undefined: its repository is gone. */
  readonly github: RepositoryState | undefined;
}

export interface ProjectFlags {
  readonly autocancel_builds: boolean;
  readonly build_fork_prs: boolean;
  readonly build_prs_only: boolean;
  readonly disable_ssh: boolean;
  readonly forks_receive_secret_env_vars: boolean;
  readonly oss: boolean;
  readonly set_github_status: boolean;
  readonly setup_workflows: boolean;
  readonly write_settings_requires_admin: boolean;
  readonly unversioned_config: boolean;
}

export interface CheckoutKeyState {
  readonly type: "deploy-key" | "github-user-key";
  readonly publicKey: string;
  readonly preferred: boolean;
  readonly createdAt: string;
}

export interface WebhookState {
  readonly name: string;
  readonly url: string;
  readonly verifiesTls: boolean;
  readonly hasSecret: boolean;
  readonly createdAt: string;
}

export interface ScheduleState {
  readonly name: string;
  readonly actor: string;
  readonly branch: string;
  readonly createdAt: string;
}

export interface DefinitionState {
  readonly name: string;
  readonly provider: string;
  readonly configRepository: string;
  readonly configPath: string;
  readonly checkoutRepository: string;
  readonly triggers: readonly {
    readonly name: string;
    readonly source: string;
    readonly events: string;
    readonly disabled: boolean;
  }[];
}

export interface RunnerState {
  readonly name: string;
  readonly description: string;
  readonly tokens: readonly { readonly nickname: string; readonly createdAt: string }[];
  readonly agents: readonly { readonly hostname: string; readonly lastConnected: string }[];
}

export interface OrbState {
  readonly name: string;
  readonly certified: boolean;
  readonly createdAt: string;
  /** Newest first. */
  readonly versions: readonly { readonly version: string; readonly createdAt: string }[];
  readonly source: string;
}

export interface RepositoryState {
  readonly id: number;
  readonly owner: string;
  readonly name: string;
  readonly visibility: "public" | "private";
  readonly allowsForking: boolean;
  readonly archived: boolean;
  readonly files: Readonly<Record<string, string>>;
  /** Classic protection of the default branch. */
  readonly protection: ProtectionState | undefined;
  /** A ruleset over the default branch. */
  readonly ruleset: ProtectionState | undefined;
  readonly codeownersErrors: number;
  readonly collaborators: readonly { readonly login: string; readonly role: RoleName; readonly outside: boolean }[];
  readonly teams: readonly { readonly slug: string; readonly role: RoleName }[];
  readonly deployKeys: readonly DeployKeyState[];
  readonly hooks: readonly HookState[];
  readonly secrets: readonly VariableState[];
  readonly scanning: { readonly enabled: boolean; readonly pushProtection: boolean; readonly openAlerts: number };
}

export type RoleName = "pull" | "triage" | "push" | "maintain" | "admin";

export interface ProtectionState {
  readonly approvals: number;
  readonly codeOwners: boolean;
  readonly checks: readonly string[];
  readonly forcePushes: boolean;
  readonly deletions: boolean;
  readonly admins: boolean;
}

export interface DeployKeyState {
  readonly title: string;
  readonly key: string;
  readonly readOnly: boolean;
  readonly createdAt: string;
  readonly lastUsed: string | null;
}

export interface HookState {
  readonly url: string;
  readonly events: readonly string[];
  readonly insecureSsl: boolean;
  readonly hasSecret: boolean;
}

export interface GithubOrganizationState {
  readonly login: string;
  readonly id: number;
  readonly requiresTwoFactor: boolean;
  readonly defaultPermission: "none" | "read" | "write" | "admin";
  readonly allowsForkingPrivate: boolean;
  readonly members: readonly { readonly login: string; readonly admin: boolean; readonly twoFactor: boolean }[];
  readonly outside: readonly string[];
  readonly teams: readonly { readonly slug: string; readonly name: string; readonly members: readonly string[] }[];
  readonly secrets: readonly VariableState[];
  readonly hooks: readonly HookState[];
  readonly installations: readonly {
    readonly app: string;
    readonly selection: "all" | "selected";
    readonly suspended: boolean;
  }[];
}
