/** Settings of organisations in their three shapes, OIDC claims, policies, audit logs, groups, exporters, runners. */
import type { Answer, Route } from "../exchange.ts";
import { ok, refuse, route } from "../exchange.ts";
import { canaries, idOf } from "../world/identities.ts";
import type { OidcState, OrganizationFlags, OrganizationState, RunnerState } from "../world/types.ts";
import { organizationOf, projectOf } from "../world/world.ts";
import { denied, fault3 } from "./ask.ts";
import type { CircleAsk } from "./ask.ts";
import { withOrganization } from "./identity.ts";

export const organizationRoutes: readonly Route<CircleAsk>[] = [
  route("api/v3/orgs/:/settings", settings3),
  route("api/v1.1/organization/:/:/settings", settings1),
  route("api/v2/org/:/oidc-custom-claims", organizationClaims),
  route("api/v2/org/:/project/:/oidc-custom-claims", projectClaims),
  route("api/v2/organization/:/url-orb-allow-list", urlOrbs),
  route("api/v2/owner/:/context/config/decision/settings", policies),
  route("api/v2/organizations/:/audit-log/configs", auditLogs),
  route("api/v2/organizations/:/audit-log/access", (ask, id) =>
    withOrganization(ask, id, ({ auditLogBucket }) => ok({ has_access: auditLogBucket !== undefined })),
  ),
  route("api/v2/organizations/:/groups", groups),
  route("api/v2/otel/exporters", exporters),
];

function settings3(ask: CircleAsk, id: string): Answer {
  const flags = organizationOf(ask.world, id)?.flags;
  if (flags === undefined || ask.caller === "member") return fault3(404, "Organization not found");
  const attributes = {
    enable_uncertified_public_orbs: flags.uncertifiedOrbs,
    enable_certified_public_orbs: true,
    enable_private_orbs: flags.privateOrbs,
    enable_unversioned_config: flags.unversionedConfig,
    is_user_checkout_keys_disabled: flags.noUserKeys,
    is_context_group_restriction_required: flags.requiresGroups,
    is_running_disabled: false,
    is_runner_terms_of_service_accepted: true,
    is_bitbucket_workspace_member_org_member: false,
    enable_ai_agents: flags.aiAgents,
    enable_ai_error_summarization: false,
    enable_minor_ai_features: false,
    enable_chunk_ip_ranges: false,
    enable_image_brownouts: true,
    enable_resource_class_brownouts: true,
  };
  return ok({ data: { attributes } });
}

const longNames: Readonly<Record<string, string>> = { github: "gh", bitbucket: "bb", circleci: "circleci" };

/** Nested where the organisation came by OAuth, flat where it stands alone: there some names end in `?` and people are listed too. */
function settings1(ask: CircleAsk, vcs: string, name: string): Answer {
  const organization = organizationOf(ask.world, `${longNames[vcs] ?? vcs}/${name}`);
  if (organization === undefined) return refuse(404, "Organization not found.");
  if (ask.caller === "member") return denied;
  const asked = ask.faults.find(({ kind }) => kind === "nested-settings" || kind === "flat-settings")?.kind;
  const isFlat = asked === undefined ? organization.vcs === "circleci" : asked === "flat-settings";
  return ok(isFlat ? flat(organization.flags) : { name: organization.name, feature_flags: nested(organization.flags) });
}

function nested(flags: OrganizationFlags): Readonly<Record<string, unknown>> {
  return {
    allow_certified_public_orbs: true,
    allow_uncertified_public_orbs: flags.uncertifiedOrbs,
    allow_private_orbs: flags.privateOrbs,
    require_context_group_restriction: flags.requiresGroups,
    disable_user_checkout_keys: flags.noUserKeys,
    allow_api_trigger_with_config: flags.unversionedConfig,
    drop_all_build_requests: false,
    ai_error_summarization: false,
    allow_ai_agents: flags.aiAgents,
    image_brownouts_enabled: true,
  };
}

function flat(flags: OrganizationFlags): unknown {
  const entries = Object.entries(nested(flags)).map(([key, value], index) => [index % 2 === 0 ? `${key}?` : key, value]);
  return {
    ...Object.fromEntries(entries),
    name: "acme",
    users: [{ login: "acme-ada", email: canaries.email }],
    num_paid_containers: 4,
  };
}

/** Unset is no error: ids only. */
function claims(ids: object, { audience, ttl }: OidcState): Answer {
  const at = "2025-06-01T00:00:00.000Z";
  return ok({
    ...ids,
    ...(audience === undefined ? {} : { audience, audience_updated_at: at }),
    ...(ttl === undefined ? {} : { ttl, ttl_updated_at: at }),
  });
}

const noClaims: Answer = { status: 403, body: { error: "forbidden" } };

function organizationClaims({ world }: CircleAsk, id: string): Answer {
  const organization = organizationOf(world, id);
  return organization?.id === id ? claims({ org_id: id }, organization.oidc) : noClaims;
}

function projectClaims({ world }: CircleAsk, id: string, projectId: string): Answer {
  const found = projectOf(world, projectId);
  if (found?.organization.id !== id) return noClaims;
  return claims({ org_id: id, project_id: projectId }, found.project.oidc);
}

function urlOrbs(ask: CircleAsk, key: string): Answer {
  return withOrganization(ask, key, ({ urlOrbs: items }) =>
    ok({ items: items.map((item, index) => ({ id: idOf("other", 300 + index), ...item })), next_page_token: null }),
  );
}

/** To read it needs the right to edit policies. */
function policies(ask: CircleAsk, id: string): Answer {
  const organization = organizationOf(ask.world, id);
  if (organization?.id !== id || ask.caller === "member") return { status: 403, body: { error: "Forbidden" } };
  return ok({ enabled: organization.enforcesPolicies });
}

function auditLogs(ask: CircleAsk, id: string): Answer {
  const bucket = organizationOf(ask.world, id)?.auditLogBucket;
  // Without the plan it is answered as without the right.
  if (bucket === undefined || ask.caller === "member") return refuse(404, "Resource does not exist or unauthorized");
  const config = {
    arn: "arn:aws:iam::123456789012:role/audit",
    region: "eu-west-1",
    bucket_name: bucket,
    bucket_prefix: "",
    endpoint: "",
  };
  const times = { created_by: idOf("user", 1), created_at: "2025-02-01T00:00:00.000Z", updated_at: "2025-02-01T00:00:00.000Z" };
  const item = {
    id: idOf("other", 400),
    org_id: id,
    target_type: "S3",
    is_disabled: false,
    config,
    connection_status: "CONNECTED",
  };
  return ok({ items: [{ ...item, ...times }] });
}

/** Of standalone organisations only; a missing one is refused. */
function groups(ask: CircleAsk, id: string): Answer {
  const organization = organizationOf(ask.world, id);
  if (organization?.vcs !== "circleci") return denied;
  return ok({ items: organization.groups.map((group) => ({ ...group, description: "" })), next_page_token: null });
}

/** A bare list. */
function exporters(ask: CircleAsk): Answer {
  const organization = organizationOf(ask.world, ask.question.query.get("org-id") ?? "");
  if (organization === undefined) return denied;
  return ok(
    organization.exporters.map(({ endpoint, insecure }, index) => {
      return {
        id: idOf("other", 500 + index),
        endpoint,
        protocol: "grpc",
        insecure,
        headers: { authorization: canaries.header },
      };
    }),
  );
}

export const runnerRoutes: readonly Route<CircleAsk>[] = [
  route("api/v3/runner/resource", (ask) => runnerList(ask, shownClass)),
  route("api/v3/runner/token", (ask) => runnerList(ask, shownTokens)),
  route("api/v3/runner", (ask) => runnerList(ask, shownAgents)),
];

/** Without a filter 400; what is missing or forbidden is 404. */
function runnerList({ question, world }: CircleAsk, show: (runner: RunnerState, index: number) => readonly unknown[]): Answer {
  const { query } = question;
  const [resourceClass, namespace, organization] = [query.get("resource-class"), query.get("namespace"), query.get("org-id")];
  if (resourceClass === null && namespace === null && organization === null) return refuse(400, "A filter is needed.");
  const isMeant = ({ id }: OrganizationState, { name }: RunnerState): boolean =>
    name === resourceClass || name.split("/")[0] === namespace || id === organization;
  const found = world.organizations.flatMap((owner) => owner.runners.filter((runner) => isMeant(owner, runner)));
  if (found.length === 0 && organization === null) return refuse(404, "Not found");
  return ok({ items: found.flatMap(show) });
}

function shownClass({ name, description }: RunnerState, index: number): readonly unknown[] {
  return [{ id: idOf("runner", index), resource_class: name, description }];
}

function shownTokens({ name, tokens }: RunnerState): readonly unknown[] {
  return tokens.map(({ nickname, createdAt }, index) => {
    return { id: idOf("runner", 100 + index), resource_class: name, nickname, created_at: createdAt };
  });
}

function shownAgents({ name, agents }: RunnerState): readonly unknown[] {
  return agents.map(({ hostname, lastConnected }) => {
    return {
      resource_class: name,
      hostname,
      name: hostname,
      first_connected: "2025-01-01T00:00:00Z",
      last_connected: lastConnected,
      last_used: lastConnected,
      ip: "10.1.2.3",
      version: "3.1.0",
      status: "idle",
    };
  });
}
