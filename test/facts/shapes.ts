/** How facts are abbreviated in fixtures: every key there is, and what stands behind it. The compiler holds it against the contract. */
import type { Fetched } from "../../src/snapshot/fetched.ts";
import type * as organizations from "../../src/snapshot/organization.ts";
import type * as metrics from "../../src/snapshot/metrics.ts";
import type * as projects from "../../src/snapshot/project.ts";
import type * as repositories from "../../src/snapshot/repository.ts";

/** A value that is written as it is: a scalar or a list of scalars. */
export interface Scalar {
  readonly kind: "scalar";
}

/** A `Fetched`, written as its value; a gap when it is left out. */
export interface Asked<Inner> {
  readonly kind: "asked";
  readonly inner: Inner;
}

export interface ListOf<Item> {
  readonly kind: "list";
  readonly item: Item;
}

export interface Mapping<Fields> {
  readonly kind: "map";
  readonly fields: Fields;
  /** What holds where nothing is written; strings may name the item: `<name>`. */
  readonly defaults: { readonly [K in keyof Fields]?: unknown };
}

export type AnyShape = Scalar | Asked<unknown> | ListOf<unknown> | Mapping<Record<string, unknown>>;

type ShapeOf<V> = [V] extends [Fetched<infer T>]
  ? Asked<ShapeOf<T>>
  : [V] extends [readonly (infer I)[]]
    ? [I] extends [object]
      ? ListOf<ShapeOf<I>>
      : Scalar
    : [V] extends [object]
      ? Mapping<FieldsOf<V>>
      : Scalar;

export type FieldsOf<T> = { readonly [K in keyof T]-?: ShapeOf<Exclude<T[K], undefined>> };

const scalar: Scalar = { kind: "scalar" };
const asked = <I>(inner: I): Asked<I> => ({ kind: "asked", inner });
const list = <I>(item: I): ListOf<I> => ({ kind: "list", item });

function map<F>(fields: F, defaults: Mapping<F>["defaults"] = {}): Mapping<F> {
  return { kind: "map", fields, defaults };
}

type Shape<T> = Mapping<FieldsOf<T>>;

const variable: Shape<organizations.StoredVariable> = map({ name: scalar, createdAt: scalar, updatedAt: scalar });
const oidcClaims: Shape<organizations.OidcClaims> = map({ audience: scalar, ttl: scalar });

const context: Shape<organizations.Context> = map(
  {
    id: scalar,
    name: scalar,
    createdAt: scalar,
    restrictions: asked(list(map({ type: scalar, value: scalar, name: scalar }))),
    variables: asked(list(variable)),
  },
  { id: "id-of-<name>" },
);

const runner: Shape<organizations.RunnerClass> = map({
  name: scalar,
  description: scalar,
  tokens: asked(list(map({ nickname: scalar, createdAt: scalar }))),
  agents: asked(map({ count: scalar, lastConnectedAt: scalar })),
});

export const organization: Shape<organizations.Organization> = map(
  {
    slug: scalar,
    id: scalar,
    name: scalar,
    vcs: scalar,
    settings: asked(
      map({
        allowsUncertifiedOrbs: scalar,
        allowsCertifiedOrbs: scalar,
        allowsPrivateOrbs: scalar,
        allowsUnversionedConfig: scalar,
        disablesUserCheckoutKeys: scalar,
        requiresContextGroups: scalar,
        allowsAiAgents: scalar,
      }),
    ),
    contexts: asked(list(context)),
    oidcClaims: asked(oidcClaims),
    urlOrbPrefixes: asked(list(map({ name: scalar, prefix: scalar, auth: scalar }))),
    configPolicies: asked(scalar),
    auditLogStreams: asked(list(map({ target: scalar, isDisabled: scalar, status: scalar }))),
    groups: asked(list(map({ id: scalar, name: scalar }))),
    contacts: asked(map({ primary: scalar, security: scalar })),
    otelExporters: asked(list(map({ origin: scalar, isInsecure: scalar }))),
    runners: asked(list(runner)),
    storageRetention: asked(map({ artifactDays: scalar, workspaceDays: scalar, cacheDays: scalar })),
  },
  { slug: "gh/acme", id: "id-of-acme", name: "acme", vcs: "github" },
);

const webhook: Shape<projects.Webhook> = map(
  {
    name: scalar,
    origin: scalar,
    events: scalar,
    verifiesTls: scalar,
    hasSecret: scalar,
    createdAt: scalar,
  },
  { events: ["workflow-completed"], verifiesTls: true, hasSecret: true },
);

const runs = { totalRuns: scalar, failedRuns: scalar, successRate: scalar, throughput: scalar, totalCreditsUsed: scalar };
const durations = { medianDurationSeconds: scalar, p95DurationSeconds: scalar };

const workflowMetrics: Shape<metrics.WorkflowMetrics> = map({
  ...{ name: scalar, branch: scalar, meanTimeToRecoverySeconds: scalar },
  ...runs,
  ...durations,
});
const jobMetrics: Shape<metrics.JobMetrics> = map({ workflow: scalar, name: scalar, ...runs, ...durations });

const projectMetrics: Shape<metrics.ProjectMetrics> = map(
  {
    ...{ totalRuns: scalar, totalDurationSeconds: scalar, totalCreditsUsed: scalar, successRate: scalar, throughput: scalar },
    workflows: list(workflowMetrics),
    jobs: list(jobMetrics),
    ...{ workflowsWithoutJobs: scalar, flakyTests: scalar },
  },
  { workflows: [] },
);

const jobUsage: Shape<metrics.JobUsage> = map(
  {
    ...{ workflow: scalar, job: scalar, resourceClass: scalar, runs: scalar },
    ...{ medianCpuPercent: scalar, maxCpuPercent: scalar, medianMemoryPercent: scalar, maxMemoryPercent: scalar },
    ...{ medianDurationSeconds: scalar, credits: scalar },
  },
  { runs: 100 },
);

const pipeline: Shape<projects.PipelineDefinition> = map({
  name: scalar,
  configRepository: scalar,
  configPath: scalar,
  checkoutRepository: scalar,
  triggers: asked(list(map({ name: scalar, source: scalar, events: scalar, isDisabled: scalar }, { isDisabled: false }))),
});

const projectSettings: Shape<projects.ProjectSettings> = map({
  autocancelBuilds: scalar,
  buildForkPrs: scalar,
  buildPrsOnly: scalar,
  disableSsh: scalar,
  forksReceiveSecretEnvVars: scalar,
  oss: scalar,
  setGithubStatus: scalar,
  setupWorkflows: scalar,
  writeSettingsRequiresAdmin: scalar,
  allowsUnversionedConfig: scalar,
});

export const project: Shape<projects.Project> = map(
  {
    slug: scalar,
    id: scalar,
    name: scalar,
    organization: scalar,
    address: scalar,
    defaultBranch: scalar,
    settings: asked(projectSettings),
    variables: asked(list(variable)),
    checkoutKeys: asked(
      list(
        map(
          { kind: scalar, publicKey: scalar, fingerprint: scalar, isPreferred: scalar, createdAt: scalar },
          { publicKey: "ssh-ed25519 AAAA", isPreferred: true },
        ),
      ),
    ),
    sshKeys: asked(list(map({ hostname: scalar, fingerprint: scalar, publicKey: scalar }))),
    apiTokens: asked(list(map({ label: scalar, scope: scalar, createdAt: scalar }))),
    webhooks: asked(list(webhook)),
    schedules: asked(list(map({ name: scalar, actor: scalar, branch: scalar, createdAt: scalar }))),
    pipelines: asked(list(pipeline)),
    oidcClaims: asked(oidcClaims),
    legacyAwsKeys: asked(scalar),
    metrics: asked(projectMetrics),
    usage: asked(list(jobUsage)),
  },
  {
    slug: "gh/acme/app",
    id: "id-of-app",
    name: "app",
    organization: "gh/acme",
    address: "github.com/acme/app",
    defaultBranch: "main",
  },
);

const branchGuards: Shape<repositories.BranchGuards> = map(
  {
    isProtected: scalar,
    requiresPullRequest: scalar,
    requiredApprovals: scalar,
    requiresCodeOwnerReview: scalar,
    requiredChecks: scalar,
    allowsForcePushes: scalar,
    allowsDeletion: scalar,
    exemptsAdmins: scalar,
  },
  { isProtected: true, requiredChecks: [] },
);

export const repository: Shape<repositories.Repository> = map(
  {
    address: scalar,
    visibility: scalar,
    isFork: scalar,
    allowsForking: scalar,
    isArchived: scalar,
    defaultBranch: scalar,
    branchGuards: asked(branchGuards),
    codeOwners: asked(map({ path: scalar, ofConfig: scalar, errors: scalar }, { ofConfig: [] })),
    collaborators: asked(list(map({ login: scalar, isOutside: scalar, role: scalar }, { isOutside: false, role: "push" }))),
    teams: asked(list(map({ name: scalar, slug: scalar, permission: scalar }, { slug: "<name>", permission: "push" }))),
    deployKeys: asked(
      list(
        map(
          { title: scalar, publicKey: scalar, isReadOnly: scalar, createdAt: scalar, lastUsedAt: scalar },
          { title: "CircleCI", publicKey: "ssh-ed25519 AAAA" },
        ),
      ),
    ),
    webhooks: asked(list(webhook)),
    secrets: asked(list(variable)),
    secretScanning: asked(map({ isEnabled: scalar, hasPushProtection: scalar, openAlerts: scalar })),
    files: asked(list(map({ path: scalar, text: scalar }))),
  },
  {
    address: "github.com/acme/app",
    visibility: "private",
    isFork: false,
    isArchived: false,
    defaultBranch: "main",
  },
);

export const githubOrganization: Shape<repositories.GithubOrganization> = map(
  {
    address: scalar,
    login: scalar,
    settings: asked(map({ requiresTwoFactor: scalar, defaultPermission: scalar, allowsForkingPrivate: scalar })),
    membersWithoutTwoFactor: asked(scalar),
    outsideCollaborators: asked(scalar),
    secrets: asked(list(variable)),
    webhooks: asked(list(webhook)),
    installations: asked(
      list(map({ app: scalar, selection: scalar, isSuspended: scalar }, { selection: "selected", isSuspended: false })),
    ),
  },
  { address: "github.com/acme", login: "acme" },
);
