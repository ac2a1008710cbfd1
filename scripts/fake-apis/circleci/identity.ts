/** Who asks, and which organisations and projects there are. */
import type { Answer, Route } from "../exchange.ts";
import { ok, refuse, route } from "../exchange.ts";
import { idOf } from "../world/identities.ts";
import { itemsOf } from "../world/listing.ts";
import type { OrganizationState, ProjectState } from "../world/types.ts";
import { organizationOf, projectOf } from "../world/world.ts";
import type { Found } from "../world/world.ts";
import { dataOf, fault3, listOf } from "./ask.ts";
import type { CircleAsk } from "./ask.ts";

export const identityRoutes: readonly Route<CircleAsk>[] = [
  route("api/v2/me", me),
  route("api/v2/me/collaborations", collaborations),
  route("api/v2/organization/:", (ask, key) => withOrganization(ask, key, (organization) => ok(shownOrganization(organization)))),
  route("api/v2/project/:/:/:", (ask, vcs, owner, name) =>
    withProject(ask, `${vcs}/${owner}/${name}`, (found) => ok(shownProject(found))),
  ),
  route("api/v2/pipeline", recentPipelines),
  route("api/v2/project/:/:/:/pipeline", (ask, vcs, owner, name) =>
    withProject(ask, `${vcs}/${owner}/${name}`, ({ project }) => listOf(ask, [project], shownPipeline)),
  ),
  route("api/v1.1/projects", followed),
  route("api/v3/orgs", organizations3),
  route("api/v3/projects/:", project3),
  route("api/v3/provider/connections", connections3),
];

function me({ world }: CircleAsk): Answer {
  return ok({ id: world.userId, login: "acme-ada", name: "Ada of Acme", avatar_url: "https://avatars.acme.example/ada" });
}

/** The personal account, which was never onboarded, has no id. */
function collaborations({ world }: CircleAsk): Answer {
  const personal = { id: null, vcs_type: "github", name: "acme-ada", avatar_url: "", slug: "gh/acme-ada" };
  const organizations = world.organizations.map(({ id, vcs, name, slug }) => {
    return { id, vcs_type: vcs, name, avatar_url: "https://avatars.acme.example/acme", slug };
  });
  return ok([personal, ...organizations]);
}

export function withOrganization(ask: CircleAsk, key: string, answer: (organization: OrganizationState) => Answer): Answer {
  const organization = organizationOf(ask.world, key);
  return organization === undefined ? refuse(404, "Organization not found.") : answer(organization);
}

export function withProject(ask: CircleAsk, key: string, answer: (found: Found) => Answer): Answer {
  const found = projectOf(ask.world, key);
  return found === undefined ? refuse(404, "Project not found") : answer(found);
}

function shownOrganization({ id, name, slug, vcs }: OrganizationState): unknown {
  return { id, name, slug, vcs_type: vcs };
}

function shownProject({ organization, project }: Found): unknown {
  const standalone = organization.vcs === "circleci";
  return {
    slug: project.slug,
    name: project.name,
    id: project.id,
    organization_name: organization.name,
    organization_slug: organization.slug,
    organization_id: organization.id,
    vcs_info: {
      vcs_url: standalone ? `//circleci.com/${organization.id}/${project.id}` : `https://github.com/${project.repository}`,
      provider: standalone ? "CircleCI" : "GitHub",
      default_branch: "main",
    },
  };
}

/** Two pipelines of every project, as recent ones of an organisation are listed: newest first, projects mixed. */
function recentPipelines(ask: CircleAsk): Answer {
  const slug = ask.question.query.get("org-slug") ?? "";
  return withOrganization(ask, slug, ({ projects }) => {
    const twice = {
      count: projects.count * 2,
      at: (index: number) => projects.at(index % projects.count),
      find: () => undefined,
    };
    return listOf(ask, twice, shownPipeline);
  });
}

function shownPipeline(project: ProjectState): unknown {
  const url = `https://github.com/${project.repository}`;
  const fork = project.settings.build_fork_prs ? "https://github.com/stranger/website" : url;
  return {
    id: idOf("other", 4711),
    number: 42,
    state: "created",
    created_at: "2026-01-29T08:00:00.000Z",
    updated_at: "2026-01-29T08:00:00.000Z",
    project_slug: project.slug,
    errors: [],
    trigger: {
      type: "webhook",
      received_at: "2026-01-29T08:00:00.000Z",
      actor: { login: "acme-ada", avatar_url: "https://avatars.acme.example/ada" },
    },
    vcs: {
      provider_name: "GitHub",
      origin_repository_url: fork,
      target_repository_url: url,
      branch: "main",
      revision: "0000000000000000000000000000000000004711",
    },
  };
}

/** Those of classic organisations that the user follows: not all there are. */
function followed({ world }: CircleAsk): Answer {
  const classic = world.organizations.filter(({ vcs }) => vcs === "github");
  const projects = classic.flatMap(({ projects: all }) => [...itemsOf(all, 0, Math.min(4, all.count))]);
  return ok(
    projects.map(({ name, repository }) => {
      return { username: "acme", reponame: name, vcs_type: "github", vcs_url: `https://github.com/${repository}`, branches: {} };
    }),
  );
}

/** A filter that finds nothing is no error. */
function organizations3(ask: CircleAsk): Answer {
  const slug = ask.question.query.get("filter[slug]");
  const found = ask.world.organizations.filter((organization) => slug === null || organization.slug === slug);
  return dataOf(ask, found, ({ id, name, slug: own }) => ({ id, attributes: { name, slug: own } }));
}

function project3(ask: CircleAsk, id: string): Answer {
  const found = projectOf(ask.world, id);
  if (found === undefined) return fault3(404, "Project not found");
  const { project, organization } = found;
  return ok({ data: { id: project.id, attributes: { name: project.name }, references: { org: { id: organization.id } } } });
}

/** Of standalone organisations: the account on the code host that they were connected to. */
function connections3(ask: CircleAsk): Answer {
  const id = ask.question.query.get("filter[org_id]");
  const found = ask.world.organizations.filter((organization) => organization.id === id && organization.vcs === "circleci");
  return dataOf(ask, found, () => {
    return {
      id: idOf("other", 900),
      attributes: {
        provider: "github_app",
        external_id: "530001",
        login: "acme",
        repository_selection: "all",
        connection_error: "",
      },
    };
  });
}
