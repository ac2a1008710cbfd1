/** The organisation: its settings, people, secrets, hooks and apps. */
import type { Answer, Route } from "../exchange.ts";
import { ok, route } from "../exchange.ts";
import { canaries } from "../world/identities.ts";
import { itemsOf } from "../world/listing.ts";
import type { GithubOrganizationState, RepositoryState } from "../world/types.ts";
import { listOf, notFound, refuse, withOrganization } from "./ask.ts";
import type { DataOf, GithubAsk } from "./ask.ts";
import { nodeId, team, user } from "./people.ts";
import { hookConfig, shownSecret } from "./repositories.ts";
import { listedRepository } from "./repository-shape.ts";

type OrganizationHandler = (ask: GithubAsk, organization: GithubOrganizationState, ...parameters: readonly string[]) => Answer;

function of(below: string, handle: OrganizationHandler): Route<GithubAsk> {
  return route(`orgs/:${below}`, (ask: GithubAsk, login = "", ...rest) =>
    withOrganization(ask, login, (organization) => handle(ask, organization, ...rest)),
  );
}

function forOwners(handle: OrganizationHandler): OrganizationHandler {
  return (ask, organization, ...rest) => (ask.caller === "owner" ? handle(ask, organization, ...rest) : ownersOnly);
}

const ownersOnly = refuse(403, "You must be an organization owner or have the required permission to use this endpoint.");

export const organizationRoutes: readonly Route<GithubAsk>[] = [
  of("", settings),
  of("/repos", repositories),
  of("/members", members),
  of("/outside_collaborators", outside),
  of("/teams", teams),
  of("/teams/:/members", teamMembers),
  of("/actions/secrets", forOwners(secrets)),
  of("/hooks", forOwners(hooks)),
  of("/installations", forOwners(installations)),
  of(
    "/rulesets",
    forOwners(() => ok([])),
  ),
];

/** What only owners are told is left out for others. */
function settings(ask: GithubAsk, organization: GithubOrganizationState): Answer {
  const { login, id } = organization;
  const own = `${ask.api}/orgs/${login}`;
  return ok({
    login,
    id,
    node_id: nodeId("Organization", id),
    url: own,
    repos_url: `${own}/repos`,
    events_url: `${own}/events`,
    hooks_url: `${own}/hooks`,
    issues_url: `${own}/issues`,
    members_url: `${own}/members{/member}`,
    public_members_url: `${own}/public_members{/member}`,
    avatar_url: `https://avatars.acme.example/u/${id}`,
    description: null,
    is_verified: false,
    has_organization_projects: true,
    has_repository_projects: true,
    public_repos: 1,
    public_gists: 0,
    followers: 0,
    following: 0,
    html_url: `https://github.com/${login}`,
    created_at: "2019-01-01T12:00:00Z",
    updated_at: "2025-12-01T12:00:00Z",
    archived_at: null,
    type: "Organization",
    ...(ask.caller === "owner" ? forOwner(organization) : {}),
  } satisfies DataOf<"orgs", "get">);
}

function forOwner({ requiresTwoFactor, defaultPermission, allowsForkingPrivate }: GithubOrganizationState) {
  return {
    total_private_repos: 5,
    owned_private_repos: 5,
    private_gists: 0,
    disk_usage: 100,
    collaborators: 1,
    billing_email: canaries.email,
    default_repository_permission: defaultPermission,
    members_can_create_repositories: true,
    two_factor_requirement_enabled: requiresTwoFactor,
    members_allowed_repository_creation_type: "all",
    members_can_create_public_repositories: true,
    members_can_create_private_repositories: true,
    members_can_create_internal_repositories: false,
    members_can_create_pages: true,
    members_can_fork_private_repositories: allowsForkingPrivate,
    members_can_create_public_pages: true,
    members_can_create_private_pages: true,
    web_commit_signoff_required: false,
    plan: { name: "team", space: 976_562_499, private_repos: 999_999, filled_seats: 4, seats: 10 },
  };
}

/** Those that still exist; public ones only for nobody in particular. */
function repositories(ask: GithubAsk, { login }: GithubOrganizationState): Answer {
  const projects = ask.world.organizations.flatMap(({ projects: all }) => [...itemsOf(all, 0, all.count)]);
  const found = projects
    .map(({ github }) => github)
    .filter((repository): repository is RepositoryState => repository?.owner === login)
    .filter(({ visibility }) => ask.caller !== "nobody" || visibility === "public");
  return listOf(ask, found, (items) => items.map((repository) => listedRepository(repository, ask.caller, ask.api)));
}

function members(ask: GithubAsk, { members: all }: GithubOrganizationState): Answer {
  const { query } = ask.question;
  const withoutTwoFactor = query.get("filter") === "2fa_disabled";
  if (ask.caller === "nobody") return listOf(ask, [], (items) => items);
  if (withoutTwoFactor && ask.caller !== "owner") return refuse(422, "Only owners can use this filter.");
  const role = query.get("role") ?? "all";
  const found = all.filter(
    ({ admin, twoFactor }) => (!withoutTwoFactor || !twoFactor) && (role === "all" || admin === (role === "admin")),
  );
  return listOf(ask, found, (items) => {
    return items.map(({ login }) => user(login, ask.api)) satisfies DataOf<"orgs", "listMembers">;
  });
}

function outside(ask: GithubAsk, organization: GithubOrganizationState): Answer {
  if (ask.caller === "nobody") return refuse(401, "Requires authentication");
  if (ask.question.query.get("filter") === "2fa_disabled" && ask.caller !== "owner") {
    return refuse(422, "Only owners can use this filter.");
  }
  return listOf(ask, organization.outside, (items) => {
    return items.map((login) => user(login, ask.api)) satisfies DataOf<"orgs", "listOutsideCollaborators">;
  });
}

function teams(ask: GithubAsk, organization: GithubOrganizationState): Answer {
  return listOf(ask, organization.teams, (items) => {
    return items.map(({ slug, name }) => team(slug, name, "pull", ask.api)) satisfies DataOf<"teams", "list">;
  });
}

function teamMembers(ask: GithubAsk, organization: GithubOrganizationState, slug = ""): Answer {
  const found = organization.teams.find((candidate) => candidate.slug === slug);
  if (found === undefined) return notFound;
  return listOf(ask, found.members, (items) => {
    return items.map((login) => user(login, ask.api)) satisfies DataOf<"teams", "listMembersInOrg">;
  });
}

function secrets(ask: GithubAsk, organization: GithubOrganizationState): Answer {
  return listOf(ask, organization.secrets, (items) => {
    const shown = items.map((secret) => {
      const selected = `${ask.api}/orgs/${organization.login}/actions/secrets/${secret.name}/repositories`;
      return { ...shownSecret(secret), visibility: "all" as const, selected_repositories_url: selected };
    });
    return { total_count: organization.secrets.length, secrets: shown } satisfies DataOf<"actions", "listOrgSecrets">;
  });
}

function hooks(ask: GithubAsk, organization: GithubOrganizationState): Answer {
  return listOf(ask, organization.hooks, (items) => {
    return items.map((hook, index) => {
      const own = `${ask.api}/orgs/${organization.login}/hooks/${index + 1}`;
      return {
        id: index + 1,
        type: "Organization",
        url: own,
        ping_url: `${own}/pings`,
        deliveries_url: `${own}/deliveries`,
        name: "web",
        events: [...hook.events],
        active: true,
        config: hookConfig(hook),
        updated_at: "2025-06-01T12:00:00Z",
        created_at: "2025-06-01T12:00:00Z",
      };
    }) satisfies DataOf<"orgs", "listWebhooks">;
  });
}

function installations(ask: GithubAsk, organization: GithubOrganizationState): Answer {
  return listOf(ask, organization.installations, (items) => {
    const shown = items.map(({ app, selection, suspended }, index) => {
      return {
        id: 900 + index,
        account: user(organization.login, ask.api, "Organization"),
        repository_selection: selection,
        access_tokens_url: `${ask.api}/app/installations/${900 + index}/access_tokens`,
        repositories_url: `${ask.api}/installation/repositories`,
        html_url: `https://github.com/organizations/${organization.login}/settings/installations/${900 + index}`,
        app_id: 18_001 + index,
        app_slug: app,
        client_id: `Iv1.fake${index}`,
        target_id: organization.id,
        target_type: "Organization",
        permissions: { contents: "write" as const, metadata: "read" as const, checks: "write" as const },
        events: ["push", "pull_request"],
        created_at: "2024-01-01T12:00:00Z",
        updated_at: "2024-01-01T12:00:00Z",
        single_file_name: null,
        suspended_by: null,
        suspended_at: suspended ? "2025-01-01T12:00:00Z" : null,
      };
    });
    return { total_count: organization.installations.length, installations: shown } satisfies DataOf<
      "orgs",
      "listAppInstallations"
    >;
  });
}
