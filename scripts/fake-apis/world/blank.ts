/** A project, a repository and a context that keep every rule; the organisation says where its own differ. */
import { idOf, publicKey } from "./identities.ts";
import type { Days } from "./identities.ts";
import type { ContextState, ProjectFlags, ProjectState, ProtectionState, RepositoryState, VariableState } from "./types.ts";

export const tightSettings: ProjectFlags = {
  autocancel_builds: true,
  build_fork_prs: false,
  build_prs_only: false,
  disable_ssh: true,
  forks_receive_secret_env_vars: false,
  oss: false,
  set_github_status: true,
  setup_workflows: false,
  write_settings_requires_admin: true,
  unversioned_config: false,
};

export const tightProtection: ProtectionState = {
  approvals: 1,
  codeOwners: true,
  checks: ["ci/circleci: test"],
  forcePushes: false,
  deletions: false,
  admins: true,
};

export const codeowners = "# Who reviews what.\n*             @acme/developers\n/.circleci/   @acme/security\n";

export interface Written<T> {
  readonly index: number;
  readonly name: string;
  readonly days: Days;
  readonly differs?: Partial<T>;
}

export function repository({ index, name, days, differs }: Written<RepositoryState>): RepositoryState {
  const key = publicKey(`acme/${name} deploy`);
  return {
    id: 730_000_000 + index,
    owner: "acme",
    name,
    visibility: "private",
    allowsForking: false,
    archived: false,
    files: {},
    protection: undefined,
    ruleset: tightProtection,
    codeownersErrors: 0,
    collaborators: [
      { login: "acme-ada", role: "admin", outside: false },
      { login: "acme-ben", role: "push", outside: false },
    ],
    teams: [
      { slug: "developers", role: "push" },
      { slug: "security", role: "maintain" },
    ],
    deployKeys: [{ title: "CircleCI", key, readOnly: true, createdAt: days(40), lastUsed: days(1) }],
    hooks: [
      {
        url: "https://circleci.com/hooks/github",
        events: ["push", "pull_request"],
        insecureSsl: false,
        hasSecret: true,
      },
    ],
    secrets: [],
    scanning: { enabled: true, pushProtection: true, openAlerts: 0 },
    ...differs,
  };
}

export function project(
  { index, name, days, differs }: Written<ProjectState>,
  github: RepositoryState | undefined,
): ProjectState {
  return {
    id: idOf("project", index),
    name,
    slug: `gh/acme/${name}`,
    repository: `acme/${name}`,
    settings: tightSettings,
    variables: [],
    checkoutKeys: [{ type: "deploy-key", publicKey: publicKey(`acme/${name} deploy`), preferred: true, createdAt: days(40) }],
    sshKeys: [],
    apiTokens: [],
    webhooks: [],
    schedules: [],
    definitions: [
      {
        name: "Build from config.yml",
        provider: "github_oauth",
        configRepository: `acme/${name}`,
        configPath: ".circleci/config.yml",
        checkoutRepository: `acme/${name}`,
        triggers: [{ name: "push", source: "github_oauth", events: "all-pushes", disabled: false }],
      },
    ],
    oidc: {},
    hasLegacyAwsKeys: false,
    workflows: ["build"],
    github,
    ...differs,
  };
}

export function context(index: number, name: string, days: Days, differs: Partial<ContextState> = {}): ContextState {
  return {
    id: idOf("context", index),
    name,
    createdAt: days(300),
    restrictions: [],
    variables: [],
    ...differs,
  };
}

export function variable(name: string, updatedAt: string, createdAt: string | null = updatedAt): VariableState {
  return { name, createdAt, updatedAt };
}
