/** The organisations: `gh/acme`, and the standalone one that Acme's mobile team made for itself. */
import { acmeContexts, allMembers } from "./acme-contexts.ts";
import { acmeProjects } from "./acme-projects.ts";
import { context, project, repository, variable } from "./blank.ts";
import { madeConfig } from "./configs.ts";
import { beforeTheIncident, canaries, idOf, indexOf } from "./identities.ts";
import type { Days } from "./identities.ts";
import { listingOf } from "./listing.ts";
import type { ContextState, GithubOrganizationState, OrganizationState, ProjectState } from "./types.ts";

export interface Size {
  readonly projects: number | undefined;
  readonly contexts: number | undefined;
}

export function acme(days: Days, size: Size): OrganizationState {
  const id = idOf("organization", 1);
  const [contexts, projects] = [acmeContexts(id, days), acmeProjects(days)];
  return {
    slug: "gh/acme",
    id,
    name: "acme",
    vcs: "github",
    contexts: listingOf(contexts, size.contexts ?? contexts.length, {
      make: (index) => madeContext(index, id, days),
      indexOf: (key) => indexOf("context", key) ?? madeIndex(/^team-(\d+)$/, key),
    }),
    projects: listingOf(projects, size.projects ?? projects.length, {
      make: (index) => madeProject(index, days),
      indexOf: (key) => indexOf("project", key) ?? madeIndex(/^(?:gh\/acme\/)?service-(\d+)$/, key),
    }),
    flags: {
      uncertifiedOrbs: true,
      privateOrbs: true,
      unversionedConfig: true,
      noUserKeys: false,
      requiresGroups: false,
      aiAgents: false,
    },
    oidc: {},
    urlOrbs: [
      { name: "everything on GitHub", prefix: "https://raw.githubusercontent.com/", auth: "none" },
      { name: "ours", prefix: "https://orbs.acme.example/reviewed/", auth: "github-app" },
    ],
    enforcesPolicies: false,
    auditLogBucket: "acme-circleci-audit",
    groups: [],
    contacts: { primary: [canaries.email], security: [] },
    exporters: [{ endpoint: "telemetry.acme.example:4317", insecure: true }],
    runners: [
      {
        name: "acme/builders",
        description: "Machines in the office",
        tokens: [
          { nickname: "first-machine", createdAt: beforeTheIncident },
          { nickname: "second-machine", createdAt: days(15) },
        ],
        agents: [{ hostname: canaries.hostname, lastConnected: days(1) }],
      },
    ],
    github: acmeOnGithub(),
  };
}

function madeIndex(pattern: RegExp, key: string): number | undefined {
  const digits = pattern.exec(key)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

function madeContext(index: number, organization: string, days: Days): ContextState {
  return context(index, `team-${index}`, days, {
    restrictions: [allMembers(organization)],
    variables: [variable("SERVICE_TOKEN", days(index % 400)), variable("SERVICE_URL", days(30))],
  });
}

function madeProject(index: number, days: Days): ProjectState {
  const name = `service-${index}`;
  const files = { ".circleci/config.yml": madeConfig(index, `team-${8 + (index % 200)}`), "README.md": `# Service ${index}\n` };
  const differs = { variables: [variable("SERVICE_KEY", days(index % 300))], workflows: ["main"] };
  return project({ index, name, days, differs }, repository({ index, name, days, differs: { files } }));
}

function acmeOnGithub(): GithubOrganizationState {
  return {
    login: "acme",
    id: 530_001,
    requiresTwoFactor: false,
    defaultPermission: "write",
    allowsForkingPrivate: true,
    members: [
      { login: "acme-ada", admin: true, twoFactor: true },
      { login: "acme-ben", admin: false, twoFactor: false },
      { login: "acme-cleo", admin: false, twoFactor: true },
    ],
    outside: ["freelance-fay"],
    teams: [
      { slug: "developers", name: "Developers", members: ["acme-ben", "acme-cleo"] },
      { slug: "security", name: "Security", members: ["acme-ada"] },
      { slug: "payments", name: "payments", members: ["acme-cleo"] },
    ],
    secrets: [variable("ORG_NPM_TOKEN", beforeTheIncident)],
    hooks: [{ url: "https://audit.acme.example/github", events: ["*"], insecureSsl: false, hasSecret: true }],
    installations: [
      { app: "circleci-app", selection: "all", suspended: false },
      { app: "old-helper", selection: "selected", suspended: true },
    ],
  };
}

/** Of type `circleci`: the GitHub App, groups of its own, no fork builds, no checkout keys. */
export function standalone(days: Days): OrganizationState {
  const id = idOf("organization", 2);
  const projectId = idOf("project", 0x10_0000);
  const app = project(
    {
      index: 0x10_0000,
      name: "mobile",
      days,
      differs: {
        slug: `circleci/${id}/${projectId}`,
        repository: "acme/mobile",
        checkoutKeys: [],
        definitions: [
          {
            name: "Build and test",
            provider: "github_app",
            configRepository: "acme/mobile",
            configPath: ".circleci/config.yml",
            checkoutRepository: "acme/mobile",
            triggers: [{ name: "pull requests", source: "github_app", events: "only-open-prs", disabled: false }],
          },
        ],
      },
    },
    repository({
      index: 0x10_0000,
      name: "mobile",
      days,
      differs: { files: { ".circleci/config.yml": madeConfig(0, "store-upload") }, deployKeys: [] },
    }),
  );
  return {
    ...acme(days, { projects: 0, contexts: 0 }),
    slug: `circleci/${id}`,
    id,
    // The same account on GitHub, connected by its App.
    name: "acme",
    vcs: "circleci",
    contexts: listingOf(
      [
        context(0x10_0000, "store-upload", days, {
          restrictions: [{ type: "project", value: projectId, name: app.slug }],
          variables: [variable("APP_STORE_API_KEY", days(80))],
        }),
      ],
      1,
    ),
    projects: listingOf([app], 1),
    oidc: { audience: ["https://mobile.acme.example"], ttl: "1h30m" },
    urlOrbs: [],
    enforcesPolicies: true,
    auditLogBucket: undefined,
    groups: [
      { id: idOf("group", 21), name: "Mobile" },
      { id: idOf("group", 22), name: "Release managers" },
    ],
    contacts: { primary: [canaries.email], security: [canaries.email] },
    exporters: [],
    runners: [],
    github: undefined,
  };
}
