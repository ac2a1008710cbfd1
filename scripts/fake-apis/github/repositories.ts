/** Repositories: what they are, who may push, which keys, hooks and secrets they have, what scanning found. */
import type { Answer, Route } from "../exchange.ts";
import { ok, route } from "../exchange.ts";
import type { HookState, RepositoryState, VariableState } from "../world/types.ts";
import { listOf, notFound, refuse, withRepository } from "./ask.ts";
import type { DataOf, GithubAsk } from "./ask.ts";
import { permissionsOf, roleNameOf, team, teamNamed, user } from "./people.ts";
import { fullRepository } from "./repository-shape.ts";

type RepositoryHandler = (ask: GithubAsk, repository: RepositoryState, ...parameters: readonly string[]) => Answer;

export function ofRepository(below: string, handle: RepositoryHandler): Route<GithubAsk> {
  return route(`repos/:/:${below}`, (ask: GithubAsk, owner = "", name = "", ...rest) =>
    withRepository(ask, owner, name, (repository) => handle(ask, repository, ...rest)),
  );
}

/** For those who administer the repository; others are told either that they may not or that it is not there. */
function forAdmins(refusal: Answer, handle: RepositoryHandler): RepositoryHandler {
  return (ask, repository, ...rest) => (ask.caller === "owner" ? handle(ask, repository, ...rest) : refusal);
}

export const repositoryRoutes: readonly Route<GithubAsk>[] = [
  ofRepository("", (ask, repository) => ok(fullRepository(repository, ask.caller, ask.api))),
  ofRepository("/collaborators", collaborators),
  ofRepository("/collaborators/:/permission", permission),
  ofRepository("/teams", forAdmins(notFound, teams)),
  ofRepository("/keys", forAdmins(notFound, deployKeys)),
  ofRepository("/hooks", forAdmins(notFound, hooks)),
  ofRepository("/actions/secrets", forPushers(secrets)),
  ofRepository(
    "/dependabot/secrets",
    forPushers(() => ok({ total_count: 0, secrets: [] })),
  ),
  ofRepository("/secret-scanning/alerts", forAdmins(notFound, alerts)),
  ofRepository(
    "/code-security-configuration",
    forAdmins(notFound, () => ({ status: 204 })),
  ),
];

function forPushers(handle: RepositoryHandler): RepositoryHandler {
  return (ask, repository, ...rest) =>
    ask.caller === "nobody" ? refuse(401, "Requires authentication") : handle(ask, repository, ...rest);
}

function collaborators(ask: GithubAsk, repository: RepositoryState): Answer {
  if (ask.caller === "nobody") return refuse(401, "Requires authentication");
  const { query } = ask.question;
  const [affiliation, role] = [query.get("affiliation") ?? "all", query.get("permission") ?? "pull"];
  const people = repository.collaborators.filter(
    (person) =>
      (affiliation !== "outside" || person.outside) &&
      Object.entries(permissionsOf(person.role)).some(([name, has]) => name === role && has),
  );
  return listOf(ask, people, (items) => {
    return items.map(({ login, role: own }) => {
      return { ...user(login, ask.api), permissions: permissionsOf(own), role_name: roleNameOf(own) };
    }) satisfies DataOf<"repos", "listCollaborators">;
  });
}

function permission(ask: GithubAsk, repository: RepositoryState, login = ""): Answer {
  const person = repository.collaborators.find((candidate) => candidate.login === login);
  if (person === undefined) return notFound;
  const role = roleNameOf(person.role);
  return ok({
    permission: person.role === "admin" ? "admin" : person.role === "pull" ? "read" : "write",
    role_name: role,
    user: { ...user(login, ask.api), permissions: permissionsOf(person.role), role_name: role },
  } satisfies DataOf<"repos", "getCollaboratorPermissionLevel">);
}

function teams(ask: GithubAsk, repository: RepositoryState): Answer {
  const organization = ask.world.organizations[0]?.github;
  return listOf(ask, repository.teams, (items) => {
    return items.map(({ slug, role }) => team(slug, teamNamed(organization, slug), role, ask.api)) satisfies DataOf<
      "repos",
      "listTeams"
    >;
  });
}

function deployKeys(ask: GithubAsk, repository: RepositoryState): Answer {
  return listOf(ask, repository.deployKeys, (items) => {
    return items.map(({ title, key, readOnly, createdAt, lastUsed }, index) => {
      const id = repository.id * 4 + index;
      return {
        id,
        key,
        url: `${ask.api}/repos/${repository.owner}/${repository.name}/keys/${id}`,
        title,
        verified: true,
        created_at: createdAt,
        read_only: readOnly,
        added_by: "acme-ada",
        last_used: lastUsed,
        enabled: true,
      };
    }) satisfies DataOf<"repos", "listDeployKeys">;
  });
}

/** A secret is shown as stars, and not at all when there is none. */
export function hookConfig({ url, insecureSsl, hasSecret }: HookState) {
  return { url, content_type: "json", insecure_ssl: insecureSsl ? "1" : "0", ...(hasSecret ? { secret: "********" } : {}) };
}

function hooks(ask: GithubAsk, repository: RepositoryState): Answer {
  return listOf(ask, repository.hooks, (items) => {
    return items.map((hook, index) => {
      const id = repository.id * 4 + index;
      const own = `${ask.api}/repos/${repository.owner}/${repository.name}/hooks/${id}`;
      return {
        type: "Repository",
        id,
        name: "web",
        active: true,
        events: [...hook.events],
        config: hookConfig(hook),
        updated_at: "2025-06-01T12:00:00Z",
        created_at: "2025-06-01T12:00:00Z",
        url: own,
        test_url: `${own}/test`,
        ping_url: `${own}/pings`,
        deliveries_url: `${own}/deliveries`,
        last_response: { code: 200, status: "active", message: "OK" },
      };
    }) satisfies DataOf<"repos", "listWebhooks">;
  });
}

export function shownSecret({ name, createdAt, updatedAt }: VariableState) {
  return { name, created_at: createdAt ?? updatedAt, updated_at: updatedAt };
}

function secrets(ask: GithubAsk, repository: RepositoryState): Answer {
  return listOf(ask, repository.secrets, (items) => {
    return { total_count: repository.secrets.length, secrets: items.map(shownSecret) } satisfies DataOf<
      "actions",
      "listRepoSecrets"
    >;
  });
}

function alerts(ask: GithubAsk, { scanning, name, owner }: RepositoryState): Answer {
  if (!scanning.enabled) return refuse(404, "Secret scanning is disabled on this repository.");
  const hidden = ask.question.query.get("hide_secret") === "true";
  const numbers = Array.from({ length: scanning.openAlerts }, (_, index) => index + 1);
  return listOf(ask, numbers, (items) => {
    return items.map((number) => {
      return {
        number,
        created_at: "2025-11-01T12:00:00Z",
        updated_at: "2025-11-01T12:00:00Z",
        url: `${ask.api}/repos/${owner}/${name}/secret-scanning/alerts/${number}`,
        html_url: `https://github.com/${owner}/${name}/security/secret-scanning/${number}`,
        state: "open" as const,
        resolution: null,
        resolved_at: null,
        secret_type: "acme_service_key",
        secret_type_display_name: "Acme Service Key",
        ...(hidden ? {} : { secret: leakedSecret }),
        validity: "unknown" as const,
        publicly_leaked: false,
        push_protection_bypassed: false,
      };
    }) satisfies DataOf<"secretScanning", "listAlertsForRepo">;
  });
}

/** Told to whoever does not ask for it to be hidden. */
export const leakedSecret = "canary-leaked-secret-5150";
