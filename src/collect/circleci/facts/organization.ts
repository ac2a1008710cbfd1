/**
 * All that CircleCI tells of an organisation. What is asked, each once:
 *
 * | part | questions |
 * | --- | --- |
 * | settings | 1 (v3); 1 more (v1.1) where v3 does not show them; on servers only the latter |
 * | contexts | 1 a page of contexts, 2 a context; on servers 1 more when none were found |
 * | claims of OIDC tokens, URL orbs, config policies, telemetry | 1 each |
 * | streams of audit logs | 1; 1 more when that is refused |
 * | groups | 1 in standalone organisations of the cloud |
 * | contacts, days for which artifacts, workspaces and caches are kept | 1 each when the private API may be asked |
 * | runners | 1; where there are classes, 1 for all agents and 1 a class |
 */
import type { Organization } from "../../../snapshot/organization.ts";
import type { CircleClient } from "../../questions.ts";
import { collectContexts } from "./contexts.ts";
import type { OrganizationIdentity } from "./find-organization.ts";
import { collectOidcClaims } from "./oidc-claims.ts";
import {
  collectAuditLogStreams,
  collectConfigPolicies,
  collectContacts,
  collectGroups,
  collectOtelExporters,
  collectUrlOrbPrefixes,
} from "./organization-parts.ts";
import { collectOrganizationSettings } from "./organization-settings.ts";
import { collectRunners } from "./runners.ts";
import { collectStorageRetention } from "./storage-retention.ts";

/** Never rejects. The parts are asked at once; the client lets through as many questions as CircleCI takes. */
export async function collectOrganization(client: CircleClient, identity: OrganizationIdentity): Promise<Organization> {
  const { slug, id, name, vcs } = identity;
  const [
    settings,
    contexts,
    oidcClaims,
    urlOrbPrefixes,
    configPolicies,
    auditLogStreams,
    groups,
    contacts,
    otelExporters,
    runners,
    storageRetention,
  ] = await Promise.all([
    collectOrganizationSettings(client, identity),
    collectContexts(client, id),
    collectOidcClaims(client, id),
    collectUrlOrbPrefixes(client, id),
    collectConfigPolicies(client, id),
    collectAuditLogStreams(client, id),
    collectGroups(client, identity),
    collectContacts(client, id),
    collectOtelExporters(client, id),
    collectRunners(client, id),
    collectStorageRetention(client, id),
  ]);
  return {
    ...{ slug, id, name, vcs, settings, contexts, oidcClaims, urlOrbPrefixes },
    ...{ configPolicies, auditLogStreams, groups, contacts, otelExporters, runners, storageRetention },
  };
}
