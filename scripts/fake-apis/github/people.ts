/** Users and teams as GitHub writes them. */
import type { GithubOrganizationState, RoleName } from "../world/types.ts";

function numberOf(login: string): number {
  return 40_000 + ([...login].reduce((sum, character) => sum * 3 + (character.codePointAt(0) ?? 0), 0) % 9_000);
}

export function nodeId(kind: string, id: number): string {
  return Buffer.from(`0${kind.length}:${kind}${id}`).toString("base64");
}

/** What GitHub tells of a user wherever one is named. */
export function user(login: string, api: string, type: "User" | "Organization" = "User") {
  const own = `${api}/users/${login}`;
  return {
    login,
    id: numberOf(login),
    node_id: nodeId(type, numberOf(login)),
    avatar_url: `https://avatars.acme.example/u/${numberOf(login)}`,
    gravatar_id: "",
    url: own,
    html_url: `https://github.com/${login}`,
    followers_url: `${own}/followers`,
    following_url: `${own}/following{/other_user}`,
    gists_url: `${own}/gists{/gist_id}`,
    starred_url: `${own}/starred{/owner}{/repo}`,
    subscriptions_url: `${own}/subscriptions`,
    organizations_url: `${own}/orgs`,
    repos_url: `${own}/repos`,
    events_url: `${own}/events{/privacy}`,
    received_events_url: `${own}/received_events`,
    type,
    site_admin: false,
    user_view_type: "public",
  };
}

const roles: readonly RoleName[] = ["pull", "triage", "push", "maintain", "admin"];

export function permissionsOf(role: RoleName): Readonly<Record<RoleName, boolean>> {
  const rank = roles.indexOf(role);
  const has = (name: RoleName): boolean => roles.indexOf(name) <= rank;
  return { pull: has("pull"), triage: has("triage"), push: has("push"), maintain: has("maintain"), admin: has("admin") };
}

/** GitHub's own name of a role: `write` for `push`. */
export function roleNameOf(role: RoleName): string {
  return role === "push" ? "write" : role === "pull" ? "read" : role;
}

/** What GitHub tells of a team wherever one is named. */
export function team(slug: string, name: string, permission: RoleName, api: string) {
  const id = numberOf(slug);
  return {
    id,
    node_id: nodeId("Team", id),
    name,
    slug,
    description: null,
    privacy: "closed",
    notification_setting: "notifications_enabled",
    permission,
    permissions: permissionsOf(permission),
    url: `${api}/organizations/530001/team/${id}`,
    html_url: `https://github.com/orgs/acme/teams/${slug}`,
    members_url: `${api}/organizations/530001/team/${id}/members{/member}`,
    repositories_url: `${api}/organizations/530001/team/${id}/repos`,
    type: "organization" as const,
    organization_id: 530_001,
    parent: null,
  };
}

export function teamNamed(organization: GithubOrganizationState | undefined, slug: string): string {
  return organization?.teams.find((candidate) => candidate.slug === slug)?.name ?? slug;
}
