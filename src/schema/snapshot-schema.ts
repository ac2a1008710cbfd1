/**
 * The JSON Schema of a snapshot file: what `collect` writes and what it is checked against when it is read. It says what the types of
 * `src/snapshot` say; a test holds the two together.
 */
import type { JsonSchema } from "./settings-schema.ts";

type Schemas = Readonly<Record<string, JsonSchema>>;

const text: JsonSchema = { type: "string" };
const flag: JsonSchema = { type: "boolean" };
const amount: JsonSchema = { type: "number" };
const count: JsonSchema = { type: "integer", minimum: 0 };
const time: JsonSchema = { description: "ISO time.", type: "string", pattern: "^\\d{4}-\\d{2}-\\d{2}T[0-9:.]{5,15}Z$" };
/** Host and path; nothing that could lead out of a folder or break a line. */
const address: JsonSchema = { type: "string", pattern: "^[\\w.:-]+(?:/[\\w.~-]+)+$" };
const slug: JsonSchema = { type: "string", pattern: "^[a-z]+(?:/[\\w.-]+){1,2}$" };
const host: JsonSchema = { type: "string", pattern: "^https?://[\\w.:\\[\\]-]+$" };
const filePath: JsonSchema = { type: "string", pattern: "^(?!/)(?!(?:.*/)?\\.\\.?(?:/|$))[^\\u0000-\\u001f\\\\]+$" };

function object(required: Schemas, optional: Schemas = {}, description?: string): JsonSchema {
  return {
    ...(description === undefined ? {} : { description }),
    type: "object",
    required: Object.keys(required),
    additionalProperties: false,
    properties: { ...required, ...optional },
  };
}

function listOf(items: JsonSchema): JsonSchema {
  return { type: "array", items };
}

function refer(name: string): JsonSchema {
  return { $ref: `#/definitions/${name}` };
}

/** An answer with such a value, or why there is none. */
function fetched(value: JsonSchema): JsonSchema {
  return { allOf: [refer("answer")], properties: { value } };
}

/** Each by its name; what was left out was not asked for. */
function answers(values: Schemas): Schemas {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, fetched(value)]));
}

const answer: JsonSchema = {
  description: "An answer and when it came, or, with `known: false`, why there is none.",
  type: "object",
  required: ["known"],
  additionalProperties: false,
  properties: {
    known: flag,
    value: {},
    at: time,
    reason: { enum: ["token", "forbidden", "not-found", "unavailable", "rate-limited", "failed", "skipped", "inapplicable"] },
    detail: { description: "What was answered and who must act.", type: "string" },
  },
  if: { properties: { known: { const: true } } },
  // oxlint-disable-next-line unicorn/no-thenable
  then: { required: ["value", "at"] },
  else: { required: ["reason", "detail"] },
};

const storedVariable = object({ name: text }, { createdAt: time, updatedAt: time }, "A secret by its name.");
const webhook = object(
  {
    name: text,
    origin: { description: "Scheme and host.", type: "string" },
    ...{ events: listOf(text), verifiesTls: flag, hasSecret: flag },
  },
  { createdAt: time },
);
const oidcClaims = object({}, { audience: listOf(text), ttl: text });

const restriction = object({ type: { enum: ["project", "expression", "group"] }, value: text }, { name: text });
const context = object(
  { id: text, name: text, ...answers({ restrictions: listOf(restriction), variables: listOf(refer("storedVariable")) }) },
  { createdAt: time },
);

const runnerToken = object({ nickname: text }, { createdAt: time });
const runnerClass = object(
  { name: text, ...answers({ tokens: listOf(runnerToken), agents: object({ count }, { lastConnectedAt: time }) }) },
  { description: text },
);

const organizationSettings = object(
  {},
  {
    ...{ allowsUncertifiedOrbs: flag, allowsCertifiedOrbs: flag, allowsPrivateOrbs: flag, allowsUnversionedConfig: flag },
    ...{ disablesUserCheckoutKeys: flag, requiresContextGroups: flag, allowsAiAgents: flag },
  },
);

const organization = object(
  { slug, id: text, name: text, vcs: { enum: ["github", "bitbucket", "circleci"] } },
  answers({
    settings: organizationSettings,
    contexts: listOf(context),
    oidcClaims: refer("oidcClaims"),
    urlOrbPrefixes: listOf(object({ name: text, prefix: text, auth: text })),
    configPolicies: flag,
    auditLogStreams: listOf(object({ target: text, isDisabled: flag }, { status: text })),
    groups: listOf(object({ id: text, name: text })),
    contacts: object({ primary: count, security: count }),
    otelExporters: listOf(object({ origin: text, isInsecure: flag })),
    runners: listOf(runnerClass),
    storageRetention: object({}, { artifactDays: count, workspaceDays: count, cacheDays: count }),
  }),
  "An organisation of CircleCI.",
);

const projectSettings = object(
  {},
  {
    ...{ autocancelBuilds: flag, buildForkPrs: flag, buildPrsOnly: flag, disableSsh: flag, forksReceiveSecretEnvVars: flag },
    ...{ oss: flag, setGithubStatus: flag, setupWorkflows: flag, writeSettingsRequiresAdmin: flag },
    allowsUnversionedConfig: flag,
  },
);

const trigger = object({ name: text, source: text, isDisabled: flag }, { events: text });
const pipelineDefinition = object(
  { name: text, ...answers({ triggers: listOf(trigger) }) },
  { configRepository: text, configPath: text, checkoutRepository: text },
);

const runsOf = { totalRuns: amount, successRate: amount, throughput: amount, totalCreditsUsed: amount };
const timesOf = { failedRuns: amount, medianDurationSeconds: amount, p95DurationSeconds: amount };
const workflowMetrics = object({ name: text }, { branch: text, meanTimeToRecoverySeconds: amount, ...runsOf, ...timesOf });
const metrics = object(
  { workflows: listOf(workflowMetrics) },
  {
    ...{ totalDurationSeconds: amount, ...runsOf, flakyTests: count, workflowsWithoutJobs: listOf(text) },
    jobs: listOf(object({ workflow: text, name: text }, { ...runsOf, ...timesOf })),
  },
);

const jobUsage = object(
  { workflow: text, job: text, resourceClass: text, runs: count },
  {
    ...{ medianCpuPercent: amount, maxCpuPercent: amount, medianMemoryPercent: amount, maxMemoryPercent: amount },
    ...{ medianDurationSeconds: amount, credits: amount },
  },
);

const project = object(
  { slug, id: text, name: text, organization: slug },
  {
    address,
    defaultBranch: text,
    ...answers({
      settings: projectSettings,
      variables: listOf(refer("storedVariable")),
      checkoutKeys: listOf(
        object(
          { kind: { enum: ["deploy-key", "user-key"] }, publicKey: text, fingerprint: text, isPreferred: flag },
          { createdAt: time },
        ),
      ),
      sshKeys: listOf(object({ hostname: text, fingerprint: text }, { publicKey: text })),
      apiTokens: listOf(object({ label: text, scope: { enum: ["status", "view-builds", "all"] } }, { createdAt: time })),
      webhooks: listOf(refer("webhook")),
      schedules: listOf(object({ name: text }, { actor: text, branch: text, createdAt: time })),
      pipelines: listOf(pipelineDefinition),
      oidcClaims: refer("oidcClaims"),
      legacyAwsKeys: flag,
      metrics,
      usage: listOf(jobUsage),
    }),
  },
  "A project of CircleCI.",
);

const branchGuards = object(
  { isProtected: flag },
  {
    requiredChecks: listOf(text),
    ...{ requiresPullRequest: flag, requiredApprovals: count, requiresCodeOwnerReview: flag },
    ...{ allowsForcePushes: flag, allowsDeletion: flag, exemptsAdmins: flag },
  },
);

const repository = object(
  { address, visibility: { enum: ["public", "private", "internal"] }, isFork: flag, isArchived: flag, defaultBranch: text },
  {
    allowsForking: flag,
    ...answers({
      branchGuards,
      codeOwners: object({ ofConfig: listOf(text) }, { path: text, errors: count }),
      collaborators: listOf(object({ login: text, isOutside: flag, role: text })),
      teams: listOf(object({ name: text, slug: text, permission: text })),
      deployKeys: listOf(object({ title: text, publicKey: text, isReadOnly: flag }, { createdAt: time, lastUsedAt: time })),
      webhooks: listOf(refer("webhook")),
      secrets: listOf(refer("storedVariable")),
      secretScanning: object({}, { isEnabled: flag, hasPushProtection: flag, openAlerts: count }),
      files: listOf(object({ path: filePath, text })),
    }),
  },
  "A repository on GitHub.",
);

const githubOrganization = object(
  { address, login: text },
  answers({
    settings: object({}, { requiresTwoFactor: flag, defaultPermission: text, allowsForkingPrivate: flag }),
    membersWithoutTwoFactor: count,
    outsideCollaborators: count,
    secrets: listOf(refer("storedVariable")),
    webhooks: listOf(refer("webhook")),
    installations: listOf(object({ app: text, selection: { enum: ["all", "selected"] }, isSuspended: flag })),
  }),
  "An organisation on GitHub.",
);

const orb = object(
  {
    reference: { description: "As `circleci/node@5.1`.", type: "string" },
    ...answers({ details: object({ version: text }, { createdAt: time, latest: text }) }),
  },
  {},
  "An orb that a configuration names.",
);

export const snapshotSchema: JsonSchema = {
  $schema: "http://json-schema.org/draft-07/schema#",
  title: "Snapshot of circleci-secaudit",
  description: "What CircleCI and GitHub say of projects, written by `circleci-secaudit collect`. It holds no value of a secret.",
  ...object({
    format: { description: "Version of this format.", enum: [1] },
    tool: object({ name: text, version: text }),
    hosts: object({}, { circleci: host, github: host }, "What was asked: scheme and host."),
    organizations: listOf(refer("organization")),
    projects: listOf(refer("project")),
    githubOrganizations: listOf(refer("githubOrganization")),
    repositories: listOf(refer("repository")),
    orbs: listOf(refer("orb")),
    collectedAt: { ...time, description: "When the last answer came." },
  }),
  definitions: { answer, storedVariable, webhook, oidcClaims, organization, project, githubOrganization, repository, orb },
};
