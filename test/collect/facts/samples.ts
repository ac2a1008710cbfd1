/**
 * One answer of CircleCI for each parser, in the spelling that the documents have, and what is kept of it. Whatever may not be kept is
 * written with one of the `canaries`.
 */
import { parseContext, parseContextVariable, parseRestriction } from "../../../src/collect/circleci/facts/contexts.ts";
import {
  parseFollowed,
  parseInsightNames,
  parseListedProject,
  parsePipelines,
} from "../../../src/collect/circleci/facts/discover-projects.ts";
import {
  parseConnection,
  parseOrganization,
  parseOrganizationV3,
} from "../../../src/collect/circleci/facts/find-organization.ts";
import { parseProject } from "../../../src/collect/circleci/facts/find-project.ts";
import { parseApiToken, parseCheckoutKey, parseSshKey } from "../../../src/collect/circleci/facts/keys.ts";
import { parseLegacyAwsKeys } from "../../../src/collect/circleci/facts/legacy-aws-keys.ts";
import { parseJobMetrics } from "../../../src/collect/circleci/facts/job-metrics.ts";
import { parseFlakyTests, parseMetrics } from "../../../src/collect/circleci/facts/metrics.ts";
import { parseOidcClaims } from "../../../src/collect/circleci/facts/oidc-claims.ts";
import {
  parseAccess,
  parseAuditLogStream,
  parseConfigPolicies,
  parseContacts,
  parseGroup,
  parseOtelExporter,
  parseUrlOrbPrefix,
} from "../../../src/collect/circleci/facts/organization-parts.ts";
import { parseSettingsV1, parseSettingsV3 } from "../../../src/collect/circleci/facts/organization-settings.ts";
import { parseDefinition, parseTrigger } from "../../../src/collect/circleci/facts/pipelines.ts";
import {
  parseLegacySettings,
  parseProjectSettings,
  parseUnversionedV3,
} from "../../../src/collect/circleci/facts/project-settings.ts";
import { parseVariable } from "../../../src/collect/circleci/facts/project.ts";
import { parseAgent, parseClass, parseRunnerToken } from "../../../src/collect/circleci/facts/runners.ts";
import { parseSchedule } from "../../../src/collect/circleci/facts/schedules.ts";
import { parseStorageRetention } from "../../../src/collect/circleci/facts/storage-retention.ts";
import { parseWebhook } from "../../../src/collect/circleci/facts/webhooks.ts";
import { parseWorkflowMetrics } from "../../../src/collect/circleci/facts/workflow-metrics.ts";
import type { Json } from "../../../src/collect/questions.ts";

/** A masked tail, a value, a person's address, the path and the query of a URL, a user name in it, a machine. */
export const canaries = {
  tail: "xxxx9Zq7",
  value: "canary-value-4711",
  mail: "ada.canary@acme.example",
  path: "canary-path",
  user: "canary-user",
  machine: "canary-machine",
} as const;

const { tail, value, mail, path, user, machine } = canaries;
const url = `https://${user}:${value}@hooks.acme.example/${path}?secret=${value}`;
const key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFakeFakeFakeFakeFakeFakeFakeFakeFakeFake";
const times = { "created-at": "2024-05-06T07:08:09.100Z", "updated-at": "2025-05-06T07:08:09Z" };
const createdAt = "2024-05-06T07:08:09.100Z";
const id = "7a0f2d3c-0000-4000-8000-000000000001";

export interface Sample {
  readonly name: string;
  readonly parse: (body: unknown) => unknown;
  readonly body: unknown;
  readonly kept: unknown;
}

function body(name: string, parse: (body: unknown) => unknown, given: unknown, kept: unknown): Sample {
  return { name, parse, body: given, kept };
}

/** The client hands over records only. */
function item(name: string, parse: (item: Json) => unknown, given: unknown, kept: unknown): Sample {
  return { name, body: given, kept, parse: (one) => (typeof one === "object" && one !== null ? parse(one as Json) : undefined) };
}

const people = { users: [{ login: user, email: mail }], created_by: mail };

export const organizationSamples: readonly Sample[] = [
  body(
    "organization",
    parseOrganization,
    { id, name: "acme", slug: "github/acme", "vcs-type": "github", ...people },
    {
      ...{ id, name: "acme", slug: "gh/acme", vcs: "github" },
    },
  ),
  item(
    "v3 organization",
    parseOrganizationV3,
    { id, attributes: { name: "acme", contact: mail }, references: {} },
    { id, name: "acme" },
  ),
  item(
    "connection",
    parseConnection,
    { id, attributes: { provider: "github_app", login: "acme", authorized_username: user } },
    "acme",
  ),
  body(
    "v3 settings",
    parseSettingsV3,
    {
      data: {
        attributes: {
          enable_uncertified_public_orbs: true,
          enable_unversioned_config: false,
          is_running_disabled: false,
          ...people,
        },
      },
    },
    { allowsUncertifiedOrbs: true, allowsUnversionedConfig: false },
  ),
  body(
    "v1.1 settings, nested",
    parseSettingsV1,
    {
      name: "acme",
      feature_flags: { allow_private_orbs: true, "require-context-group-restriction": false, limit: 4 },
      ...people,
    },
    { allowsPrivateOrbs: true, requiresContextGroups: false },
  ),
  body(
    "v1.1 settings, flat",
    parseSettingsV1,
    { "allow_private_orbs?": true, disable_user_checkout_keys: false, "allow_ai_agents?": null, ...people },
    { allowsPrivateOrbs: true, disablesUserCheckoutKeys: false },
  ),
  item("context", parseContext, { id, name: "prod", ...times }, { id, name: "prod", createdAt }),
  item(
    "restriction",
    parseRestriction,
    { id, "context-id": id, name: "All members", "restriction-type": "group", "restriction-value": id },
    { type: "group", value: id, name: "All members" },
  ),
  item(
    "restriction to a project",
    parseRestriction,
    { id, name: "github/acme/app", "restriction-type": "project", "restriction-value": null, "project-id": id },
    { type: "project", value: id, name: "gh/acme/app" },
  ),
  item(
    "context variable",
    parseContextVariable,
    { variable: "AWS_SECRET_ACCESS_KEY", ...times, "truncated-value": tail, "context-id": id },
    { name: "AWS_SECRET_ACCESS_KEY", createdAt, updatedAt: "2025-05-06T07:08:09.000Z" },
  ),
  body(
    "OIDC claims",
    parseOidcClaims,
    { "org-id": id, audience: ["sts.amazonaws.com"], ttl: "1h30m", "ttl-updated-at": "2025-01-01T00:00:00Z" },
    { audience: ["sts.amazonaws.com"], ttl: "1h30m" },
  ),
  item(
    "URL orb prefix",
    parseUrlOrbPrefix,
    {
      id,
      name: `orbs of ${mail}`,
      prefix: `https://${user}:${value}@raw.example.com/acme/?token=${value}`,
      auth: "github_oauth",
    },
    { name: "orbs of …", prefix: "https://raw.example.com/acme/", auth: "github-oauth" },
  ),
  body("config policies", parseConfigPolicies, { enabled: false }, false),
  body("access to audit logs", parseAccess, { has_access: false }, false),
  item(
    "audit-log stream",
    parseAuditLogStream,
    {
      ...{ id, "target-type": "S3", "is-disabled": false, "connection-status": "CONNECTED", "created-by": mail },
      config: { arn: `arn:aws:iam::123456789012:role/${user}`, bucket_name: path },
    },
    { target: "S3", isDisabled: false, status: "CONNECTED" },
  ),
  item("group", parseGroup, { id, name: "deployers", description: mail }, { id, name: "deployers" }),
  body("contacts", parseContacts, { primary: [mail], security: [mail, "canary@acme.example"] }, { primary: 1, security: 2 }),
  body(
    "retention of storage",
    parseStorageRetention,
    {
      "storage-retention-controls": {
        ...{ "retention-days-cache": 15, retention_days_workspace: null, retention_days_artifact: 30, set_by: mail },
      },
      storage_retention_limits: { artifact: 30 },
    },
    { artifactDays: 30, cacheDays: 15 },
  ),
  item(
    "exporter",
    parseOtelExporter,
    {
      id,
      endpoint: `https://${user}:${value}@otel.acme.example:4318/${path}`,
      protocol: "http",
      insecure: true,
      headers: { "x-key": tail },
    },
    { origin: "https://otel.acme.example:4318", isInsecure: true },
  ),
  item(
    "runner class",
    parseClass,
    { id, "resource-class": "acme/linux", description: `ask ${mail}` },
    { name: "acme/linux", description: "ask …" },
  ),
  item(
    "runner token",
    parseRunnerToken,
    { id, "resource-class": "acme/linux", nickname: "build host", token: value, ...times },
    { nickname: "build host", createdAt },
  ),
  item(
    "runner agent",
    parseAgent,
    {
      "resource-class": "acme/linux",
      hostname: machine,
      name: machine,
      ip: "10.9.8.7",
      "last-connected": "2026-01-01T00:00:00Z",
    },
    { resourceClass: "acme/linux", lastConnectedAt: "2026-01-01T00:00:00.000Z" },
  ),
];

export const projectSamples: readonly Sample[] = [
  body(
    "project",
    (given) => parseProject(given, "gh/acme/app"),
    {
      ...{
        slug: "gh/acme/app",
        name: "app",
        id,
        "organization-name": "acme",
        "organization-slug": "acme",
        "organization-id": id,
      },
      "vcs-info": { "vcs-url": `https://${user}:${value}@github.com/acme/app`, provider: "GitHub", "default-branch": "main" },
    },
    {
      project: {
        slug: "gh/acme/app",
        id,
        name: "app",
        organization: "gh/acme",
        address: "github.com/acme/app",
        defaultBranch: "main",
      },
      organization: { slug: "gh/acme", id, name: "acme", vcs: "github" },
    },
  ),
  body(
    "project settings",
    parseProjectSettings,
    {
      advanced: {
        "build-fork-prs": true,
        disable_ssh: false,
        oss: null,
        setup_workflows: "yes",
        pr_only_branch_overrides: ["main"],
      },
    },
    { buildForkPrs: true, disableSsh: false },
  ),
  body("v3 project settings", parseUnversionedV3, { data: { attributes: { enable_unversioned_config: true } } }, true),
  body(
    "v1.1 project settings",
    parseLegacySettings,
    {
      "feature-flags": { "api-trigger-with-config": true, "drop-all-build-requests": false, limit: 3 },
      "ssh-keys": [{ hostname: "", "public-key": `${key} ${mail}`, fingerprint: "SHA256:NotARealFingerprintAtAll0000" }],
      ...{ aws: { keypair: { access_key_id: tail } }, env_vars: { TOKEN: value }, ...people },
    },
    {
      sshKeys: [{ hostname: "", fingerprint: "SHA256:NotARealFingerprintAtAll0000", publicKey: key }],
      allowsUnversionedConfig: true,
    },
  ),
  item(
    "SSH key",
    parseSshKey,
    { hostname: `${user}@deploy.acme.example`, public_key: null, fingerprint: "c9:0b:1c:4f:d5:65:56:b9:ad:88:f9:81:2b:37:74:2f" },
    { hostname: "deploy.acme.example", fingerprint: "c9:0b:1c:4f:d5:65:56:b9:ad:88:f9:81:2b:37:74:2f" },
  ),
  item(
    "checkout key",
    parseCheckoutKey,
    {
      "public-key": `${key} ${mail}\n`,
      type: "github-user-key",
      fingerprint: "SHA256:NotARealFingerprintAtAll0000",
      preferred: true,
      ...times,
    },
    { kind: "user-key", publicKey: key, fingerprint: "SHA256:NotARealFingerprintAtAll0000", isPreferred: true, createdAt },
  ),
  item(
    "API token",
    parseApiToken,
    { id, label: `deploys by ${mail}`, scope: "view-builds", token: value, time: times["created-at"] },
    {
      ...{ label: "deploys by …", scope: "view-builds", createdAt },
    },
  ),
  item(
    "webhook",
    parseWebhook,
    {
      ...{ id, name: "deploys", url, events: ["workflow-completed", 7], "verify-tls": false, "signing-secret": "****", ...times },
      scope: { id, type: "project" },
    },
    {
      name: "deploys",
      origin: "https://hooks.acme.example",
      events: ["workflow-completed"],
      verifiesTls: false,
      hasSecret: true,
      createdAt,
    },
  ),
  item(
    "schedule",
    parseSchedule,
    {
      ...{ id, name: "nightly", description: mail, timetable: { "per-hour": 1 }, "project-slug": "gh/acme/app", ...times },
      parameters: { branch: "main", token: value },
      actor: { id, login: "ada", name: mail },
    },
    { name: "nightly", actor: "ada", branch: "main", createdAt },
  ),
  item(
    "pipeline definition",
    parseDefinition,
    {
      ...{ id, name: "build", description: mail, "created-at": times["created-at"] },
      "config-source": {
        provider: "github_app",
        repo: { "full-name": "acme/configs", "external-id": "1" },
        "file-path": ".circleci/config.yml",
      },
      "checkout-source": { provider: "github_app", repo: { "full-name": "acme/app" } },
    },
    {
      ...{ id, provider: "github_app" },
      definition: {
        name: "build",
        configRepository: "acme/configs",
        configPath: ".circleci/config.yml",
        checkoutRepository: "acme/app",
      },
    },
  ),
  item(
    "trigger",
    parseTrigger,
    {
      ...{ id, name: "", "event-name": "push", "event-preset": "only-open-prs", disabled: true, parameters: { token: value } },
      "event-source": { provider: "webhook", webhook: { url, sender: mail } },
    },
    { name: "push", source: "webhook", events: "only-open-prs", isDisabled: true },
  ),
  item(
    "variable",
    parseVariable,
    { name: "NPM_TOKEN", value: tail, "created-at": "#joda/inst 2023-04-14T21:20:14+0000" },
    {
      ...{ name: "NPM_TOKEN", createdAt: "2023-04-14T21:20:14.000Z" },
    },
  ),
  body(
    "old AWS keys",
    parseLegacyAwsKeys,
    { project_env_vars: [{ name: "A", value: tail }], "legacy-aws-keys": { access_key_id: tail } },
    true,
  ),
  body(
    "metrics",
    parseMetrics,
    {
      "project-data": {
        metrics: { total_runs: 12, total_duration_secs: 3600, total_credits_used: 90, success_rate: 0.5, throughput: 1.5 },
        trends: {},
      },
      "project-workflow-data": [
        { "workflow-name": "ci", metrics: { total_runs: 12, p95_duration_secs: 60.5, success_rate: 0.5 } },
      ],
      "project-workflow-branch-data": [{ workflow_name: "ci", branch: "main", metrics: { total_credits_used: 9 } }],
    },
    {
      ...{ totalRuns: 12, totalDurationSeconds: 3600, totalCreditsUsed: 90, successRate: 0.5, throughput: 1.5 },
      workflows: [
        { name: "ci", totalRuns: 12, successRate: 0.5, p95DurationSeconds: 60.5 },
        { name: "ci", branch: "main", totalCreditsUsed: 9 },
      ],
    },
  ),
  item(
    "workflow's metrics",
    parseWorkflowMetrics,
    {
      ...{ name: "ci", project_id: id, "window-start": times["created-at"] },
      metrics: {
        ...{ total_runs: 12, "failed-runs": 6, success_rate: 0.5, throughput: 1.5, total_credits_used: 90, mttr: 3600 },
        duration_metrics: { median: 50, p95: 60, max: "90" },
      },
    },
    {
      ...{ name: "ci", totalRuns: 12, failedRuns: 6, successRate: 0.5, throughput: 1.5, totalCreditsUsed: 90 },
      ...{ meanTimeToRecoverySeconds: 3600, medianDurationSeconds: 50, p95DurationSeconds: 60 },
    },
  ),
  item(
    "job's metrics",
    (given) => parseJobMetrics(given, "ci"),
    { name: "test", metrics: { total_runs: 12, success_rate: null, duration_metrics: null } },
    { workflow: "ci", name: "test", totalRuns: 12 },
  ),
  body(
    "flaky tests",
    parseFlakyTests,
    { "flaky-tests": [{ test_name: user, source: path, times_flaked: 4 }], "total-flaky-tests": 1 },
    1,
  ),
  item("listed project", parseListedProject, { id, slug: "github/acme/app", name: "app", has_trigger: true }, "gh/acme/app"),
  item(
    "followed project",
    parseFollowed,
    { username: "acme", reponame: "app", "vcs-type": "github", "vcs-url": url, ...people },
    "gh/acme/app",
  ),
  body("names in insights", parseInsightNames, { org_data: {}, "all-projects": ["app", "site"] }, ["app", "site"]),
  body(
    "page of pipelines",
    parsePipelines,
    {
      items: [
        { id, "project-slug": "gh/acme/app", trigger: { actor: { login: user } }, trigger_parameters: { token: value } },
        { id, project_slug: "gh/acme/app" },
      ],
      next_page_token: "more",
    },
    { slugs: ["gh/acme/app"], next: "more" },
  ),
];
