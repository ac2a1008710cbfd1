/** A snapshot in which every fact is known, once each. */
import type { Snapshot } from "../../src/snapshot/snapshot.ts";

/** Every optional fact is there: one that the types gain makes this file, and then the schema, wrong. */
type Whole<T> = T extends { readonly known: false }
  ? never
  : T extends readonly (infer Item)[]
    ? readonly Whole<Item>[]
    : T extends object
      ? { readonly [Key in keyof T]-?: Whole<Exclude<T[Key], undefined>> }
      : T;

const at = "2026-01-31T12:00:00.000Z";

function known<T>(value: T): { readonly known: true; readonly value: T; readonly at: string } {
  return { known: true, value, at };
}

const webhook = {
  name: "deploys",
  origin: "https://hooks.example.com",
  events: ["workflow-completed"],
  verifiesTls: true,
  hasSecret: false,
  createdAt: at,
};
const variable = { name: "AWS_ACCESS_KEY_ID", createdAt: at, updatedAt: at };
const runs = {
  ...{ totalRuns: 3, failedRuns: 1, successRate: 0.5, throughput: 1.5, totalCreditsUsed: 12 },
  ...{ medianDurationSeconds: 20, p95DurationSeconds: 30.5 },
};
const claims = { audience: ["sts.example.com"], ttl: "1h" };

export const fullSnapshot: Whole<Snapshot> = {
  format: 1,
  tool: { name: "circleci-secaudit", version: "0.3.0" },
  collectedAt: at,
  hosts: { circleci: "https://circleci.com", github: "https://api.github.com" },
  organizations: [
    {
      ...{ slug: "gh/acme", id: "b9c0", name: "acme", vcs: "github" },
      settings: known({
        ...{ allowsUncertifiedOrbs: true, allowsCertifiedOrbs: true, allowsPrivateOrbs: true, allowsUnversionedConfig: true },
        ...{ disablesUserCheckoutKeys: true, requiresContextGroups: false, allowsAiAgents: false },
      }),
      contexts: known([
        {
          ...{ id: "c1", name: "prod", createdAt: at },
          restrictions: known([{ type: "group", value: "b9c0", name: "All members" }]),
          variables: known([variable]),
        },
      ]),
      oidcClaims: known(claims),
      urlOrbPrefixes: known([{ name: "ours", prefix: "https://orbs.example.com/", auth: "none" }]),
      configPolicies: known(true),
      auditLogStreams: known([{ target: "S3", isDisabled: false, status: "CONNECTED" }]),
      groups: known([{ id: "g1", name: "platform" }]),
      contacts: known({ primary: 1, security: 0 }),
      otelExporters: known([{ origin: "https://otel.example.com", isInsecure: false }]),
      runners: known([
        {
          ...{ name: "acme/linux", description: "builders" },
          tokens: known([{ nickname: "first", createdAt: at }]),
          agents: known({ count: 2, lastConnectedAt: at }),
        },
      ]),
      storageRetention: known({ artifactDays: 30, workspaceDays: 15, cacheDays: 15 }),
    },
  ],
  projects: [
    {
      ...{ slug: "gh/acme/app", id: "p1", name: "app", organization: "gh/acme" },
      ...{ address: "github.com/acme/app", defaultBranch: "main" },
      settings: known({
        ...{
          autocancelBuilds: true,
          buildForkPrs: true,
          buildPrsOnly: false,
          disableSsh: false,
          forksReceiveSecretEnvVars: true,
        },
        ...{ oss: false, setGithubStatus: true, setupWorkflows: true, writeSettingsRequiresAdmin: false },
        allowsUnversionedConfig: false,
      }),
      variables: known([variable]),
      checkoutKeys: known([
        { kind: "deploy-key", publicKey: "ssh-rsa AAAA", fingerprint: "aa:bb", isPreferred: true, createdAt: at },
      ]),
      sshKeys: known([{ hostname: "", fingerprint: "cc:dd", publicKey: "ssh-rsa BBBB" }]),
      apiTokens: known([{ label: "badge", scope: "status", createdAt: at }]),
      webhooks: known([webhook]),
      schedules: known([{ name: "nightly", actor: "system", branch: "main", createdAt: at }]),
      pipelines: known([
        {
          ...{ name: "build", configRepository: "acme/app", configPath: ".circleci/config.yml", checkoutRepository: "acme/app" },
          triggers: known([{ name: "push", source: "github_app", events: "all-pushes", isDisabled: false }]),
        },
      ]),
      oidcClaims: known(claims),
      legacyAwsKeys: known(false),
      metrics: known({
        ...{ totalRuns: 3, totalDurationSeconds: 90.5, totalCreditsUsed: 12, successRate: 0.5, throughput: 1.5 },
        ...{ flakyTests: 2, workflowsWithoutJobs: ["nightly"] },
        workflows: [{ name: "main", branch: "main", meanTimeToRecoverySeconds: 600.5, ...runs }],
        jobs: [{ workflow: "main", name: "test", ...runs }],
      }),
      usage: known([
        {
          ...{ workflow: "main", job: "test", resourceClass: "large", runs: 3, medianDurationSeconds: 12.5, credits: 10.5 },
          ...{ medianCpuPercent: 22.5, maxCpuPercent: 80, medianMemoryPercent: 12.5, maxMemoryPercent: 40 },
        },
      ]),
    },
  ],
  githubOrganizations: [
    {
      ...{ address: "github.com/acme", login: "acme" },
      settings: known({ requiresTwoFactor: true, defaultPermission: "read", allowsForkingPrivate: false }),
      membersWithoutTwoFactor: known(0),
      outsideCollaborators: known(1),
      secrets: known([variable]),
      webhooks: known([webhook]),
      installations: known([{ app: "circleci-app", selection: "all", isSuspended: false }]),
    },
  ],
  repositories: [
    {
      ...{ address: "github.com/acme/app", visibility: "private", isFork: false, allowsForking: false },
      ...{ isArchived: false, defaultBranch: "main" },
      branchGuards: known({
        ...{ isProtected: true, requiresPullRequest: true, requiredApprovals: 1, requiresCodeOwnerReview: true },
        ...{ requiredChecks: ["ci/circleci: test"], allowsForcePushes: false, allowsDeletion: false, exemptsAdmins: false },
      }),
      codeOwners: known({ path: ".github/CODEOWNERS", ofConfig: ["@acme/security"], errors: 0 }),
      collaborators: known([{ login: "mona", isOutside: false, role: "push" }]),
      teams: known([{ name: "Platform", slug: "platform", permission: "admin" }]),
      deployKeys: known([{ title: "CircleCI", publicKey: "ssh-rsa AAAA", isReadOnly: true, createdAt: at, lastUsedAt: at }]),
      webhooks: known([webhook]),
      secrets: known([variable]),
      secretScanning: known({ isEnabled: true, hasPushProtection: true, openAlerts: 0 }),
      files: known([{ path: ".circleci/config.yml", text: "version: 2.1\n" }]),
    },
  ],
  orbs: [{ reference: "circleci/node@5.1", details: known({ version: "5.1.0", createdAt: at, latest: "5.2.0" }) }],
};
