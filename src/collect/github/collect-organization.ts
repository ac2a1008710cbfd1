/**
 * What GitHub says of an organisation. Asked, once each however many repositories it has:
 *
 *   orgs/{org}                                settings
 *   orgs/{org}/members?filter=2fa_disabled    members without a second factor
 *   orgs/{org}/outside_collaborators          outside collaborators; who of a repository's collaborators is one, too
 *   orgs/{org}/actions/secrets                names of secrets
 *   orgs/{org}/hooks                          webhooks
 *   orgs/{org}/installations                  apps
 *
 * Lists ask once more for every hundred items.
 */
import { blankGithubOrganization } from "../../snapshot/blank.ts";
import { gap, mapFetched } from "../../snapshot/fetched.ts";
import type { AppInstallation, GithubOrganization, GithubOrganizationSettings } from "../../snapshot/repository.ts";
import { isRecord, stringIn } from "../json.ts";
import type { Json } from "../questions.ts";
import { activeHooks, parseHook, parseSecret } from "./facts-in-common.ts";
import { needs } from "./needs.ts";
import type { GithubClient, ListQuestion, OneQuestion } from "./questions.ts";
import { isName } from "./repository-identity.ts";

/** `login`: the name in addresses, `acme`. Never rejects. */
export async function collectGithubOrganization(client: GithubClient, login: string): Promise<GithubOrganization> {
  const identity = { address: `${client.site}/${login}`, login };
  if (!isName(login)) return blankGithubOrganization(identity, gap("inapplicable", "it is no name of an organisation of GitHub"));
  const settings = await client.ask(settingsQuestion(login));
  // What is true of this answer, such as that it is somebody's personal account, would be true of all.
  if (!settings.known && settings.reason !== "forbidden") return blankGithubOrganization(identity, settings);
  const [withoutTwoFactor, outside, secrets, webhooks, installations] = await Promise.all([
    client.list(membersWithoutTwoFactor(login)),
    client.list(outsideCollaborators(login)),
    client.list({
      path: `orgs/${login}/actions/secrets`,
      itemsIn: "secrets",
      needs: needs.organizationSecrets,
      parseItem: parseSecret,
    }),
    client.list({ path: `orgs/${login}/hooks`, needs: needs.organizationHooks, parseItem: parseHook }),
    client.list({
      path: `orgs/${login}/installations`,
      itemsIn: "installations",
      needs: needs.organization,
      parseItem: parseInstallation,
    }),
  ]);
  return {
    ...identity,
    settings,
    membersWithoutTwoFactor: mapFetched(withoutTwoFactor, (all) => all.length),
    outsideCollaborators: mapFetched(outside, (all) => all.length),
    secrets,
    webhooks: mapFetched(webhooks, activeHooks),
    installations,
  };
}

const noOrganization = gap(
  "not-found",
  "there is no organisation of that name, it is a personal account, or it is hidden from the token",
);

/** What only owners are told says who is one. Each repository needs to know. */
export function settingsQuestion(login: string): OneQuestion<GithubOrganizationSettings> {
  return {
    path: `orgs/${login}`,
    needs: needs.organization,
    parse: parseSettings,
    parseRefusal: ({ status }) => (status === 404 ? noOrganization : undefined),
  };
}

/** Logins. Each repository needs them too, so the question is the same wherever it is asked. */
export function outsideCollaborators(login: string): ListQuestion<string> {
  return {
    path: `orgs/${login}/outside_collaborators`,
    needs: needs.members,
    parseItem: (item) => stringIn(item, "login"),
  };
}

/** The filter is for owners; others are refused with HTTP 422. */
function membersWithoutTwoFactor(login: string): ListQuestion<true> {
  return {
    path: `orgs/${login}/members`,
    query: { filter: "2fa_disabled" },
    needs: needs.members,
    parseItem: (item) => (stringIn(item, "login") === undefined ? undefined : true),
    parseRefusal: ({ status }) =>
      status === 422 ? gap("forbidden", `only owners are told (HTTP 422): the token needs ${needs.members}`) : undefined,
  };
}

function parseSettings(body: unknown): GithubOrganizationSettings | undefined {
  if (!isRecord(body) || stringIn(body, "login") === undefined) return undefined;
  const truth = (key: string): boolean | undefined => (typeof body[key] === "boolean" ? body[key] : undefined);
  return {
    requiresTwoFactor: truth("two_factor_requirement_enabled"),
    defaultPermission: stringIn(body, "default_repository_permission"),
    allowsForkingPrivate: truth("members_can_fork_private_repositories"),
  };
}

function parseInstallation(item: Json): AppInstallation | undefined {
  const app = stringIn(item, "app_slug");
  const selection = item["repository_selection"];
  if (app === undefined || (selection !== "all" && selection !== "selected")) return undefined;
  return { app, selection, isSuspended: typeof item["suspended_at"] === "string" };
}
