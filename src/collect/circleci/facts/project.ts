/**
 * All that CircleCI tells of a project. What is asked, each once:
 *
 * | part | questions | standalone | server |
 * | --- | --- | --- | --- |
 * | identity | 1, unless the caller has it | 1 | 1 |
 * | settings | 1 (v2); 1 more (v3) when v1.1 does not tell about unversioned configurations | same | 1 (v2) |
 * | SSH keys and flags | 1 (v1.1) | 1 | 1 |
 * | variables, webhooks, API tokens | 1 each | 1 each | 1 each |
 * | checkout keys, schedules | 1 each | none | 1 each |
 * | pipelines | 1, and 1 a pipeline for its triggers | same | none |
 * | claims of OIDC tokens | 1 | 1 | 1, none where the organisation has none |
 * | old AWS keys | 1 when the private API may be asked | same | none |
 * | metrics | 1 when they are wanted, and more as `metrics.ts` says | same | same |
 *
 * Eleven for a usual project of an OAuth organisation in the cloud.
 */
import { blankProject } from "../../../snapshot/blank.ts";
import type { ProjectIdentity } from "../../../snapshot/blank.ts";
import { gap } from "../../../snapshot/fetched.ts";
import type { Fetched } from "../../../snapshot/fetched.ts";
import type { OidcClaims, Organization, StoredVariable } from "../../../snapshot/organization.ts";
import type { Project } from "../../../snapshot/project.ts";
import type { CircleClient } from "../../questions.ts";
import { textIn, timeIn } from "./fields.ts";
import type { Body } from "./fields.ts";
import type { OrganizationIdentity } from "./find-organization.ts";
import { findProject } from "./find-project.ts";
import { collectApiTokens, collectCheckoutKeys, sshKeysOf } from "./keys.ts";
import { collectLegacyAwsKeys } from "./legacy-aws-keys.ts";
import { collectMetrics } from "./metrics.ts";
import type { MetricsWish } from "./metrics.ts";
import { collectOidcClaims } from "./oidc-claims.ts";
import { collectPipelines } from "./pipelines.ts";
import { collectLegacySettings, collectProjectSettings } from "./project-settings.ts";
import { collectSchedules } from "./schedules.ts";
import { addressOf, projectSlug } from "./slugs.ts";
import { collectWebhooks } from "./webhooks.ts";

/** The organisation as it was collected, or only its identity. */
export type ProjectOwner = OrganizationIdentity & Partial<Pick<Organization, "oidcClaims">>;

export interface ProjectWishes {
  /** Ask insights too. */
  readonly metrics?: MetricsWish | undefined;
}

const notGiven = gap(
  "skipped",
  "only a usage export tells it: download one from CircleCI's Plan Usage and hand it over with `--usage <file>`",
);

/** Never rejects. A project whose identity cannot be had is all gaps, with an empty id. */
export async function collectProject(
  client: CircleClient,
  asked: string | ProjectIdentity,
  owner: ProjectOwner,
  wishes: ProjectWishes = {},
): Promise<Project> {
  if (typeof asked !== "string") return describe(client, asked, owner, wishes);
  const found = await findProject(client, asked);
  if (found.known) return describe(client, { ...found.value.project, organization: owner.slug }, owner, wishes);
  const slug = projectSlug(asked) ?? `${owner.slug}/${asked.replaceAll(/[\s/]/g, "-")}`;
  const address = client.isCloud ? addressOf(slug) : undefined;
  const name = slug.slice(slug.lastIndexOf("/") + 1);
  return blankProject({ slug, id: "", name, organization: owner.slug, ...(address === undefined ? {} : { address }) }, found);
}

async function describe(
  client: CircleClient,
  identity: ProjectIdentity,
  owner: ProjectOwner,
  wishes: ProjectWishes,
): Promise<Project> {
  const { slug, id } = identity;
  const legacy = collectLegacySettings(client, slug);
  const [
    settings,
    older,
    variables,
    checkoutKeys,
    apiTokens,
    webhooks,
    schedules,
    pipelines,
    oidcClaims,
    legacyAwsKeys,
    metrics,
  ] = await Promise.all([
    collectProjectSettings(client, identity, owner, legacy),
    legacy,
    client.list({ api: "v2", path: `project/${slug}/envvar`, parseItem: parseVariable }),
    collectCheckoutKeys(client, slug, owner),
    collectApiTokens(client, slug),
    collectWebhooks(client, id),
    collectSchedules(client, slug, owner),
    collectPipelines(client, id),
    claimsOf(client, id, owner),
    collectLegacyAwsKeys(client, id),
    wishes.metrics === undefined ? gap("skipped", "it was not asked for") : collectMetrics(client, identity, wishes.metrics),
  ]);
  const address = identity.address ?? pipelines.address;
  // In the order in which findings about them are read.
  return {
    ...{
      ...identity,
      ...(address === undefined ? {} : { address }),
      settings,
      variables,
      checkoutKeys,
      sshKeys: sshKeysOf(older),
    },
    ...{ apiTokens, webhooks, schedules, pipelines: pipelines.definitions, oidcClaims, legacyAwsKeys, metrics, usage: notGiven },
  };
}

/** Where the organisation has none because this installation knows none, no project has. */
async function claimsOf(client: CircleClient, project: string, owner: ProjectOwner): Promise<Fetched<OidcClaims>> {
  const { oidcClaims } = owner;
  if (oidcClaims !== undefined && !oidcClaims.known && oidcClaims.reason === "unavailable") return oidcClaims;
  return collectOidcClaims(client, owner.id, project);
}

/** The answer also holds the end of the value, which stays here. It does not tell when the value was last set. */
export function parseVariable(item: Body): StoredVariable | undefined {
  const name = textIn(item, "name");
  return name === undefined ? undefined : { name, createdAt: timeIn(item, "created_at") };
}
