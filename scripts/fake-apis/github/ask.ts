/** What every handler of GitHub's API is given, and how lists are cut into pages. */
import type { RestEndpointMethodTypes } from "@octokit/rest";
import type { Answer, Question } from "../exchange.ts";
import { ok } from "../exchange.ts";
import { itemsOf } from "../world/listing.ts";
import type { GithubOrganizationState, Listing, RepositoryState, World } from "../world/types.ts";
import { repositoryOf } from "../world/world.ts";

export type Caller = "owner" | "member" | "nobody";

export interface GithubAsk {
  readonly question: Question;
  readonly world: World;
  readonly caller: Caller;
  /** Where this API is, for the addresses in its answers. */
  readonly api: string;
}

type Methods = RestEndpointMethodTypes;

/** What octokit's own types say that a method answers with. */
export type DataOf<Scope extends keyof Methods, Method extends keyof Methods[Scope]> = Methods[Scope][Method] extends {
  response: { data: infer Data };
}
  ? Data
  : never;

const documentation = "https://docs.github.com/rest";

export function refuse(status: number, message: string): Answer {
  return { status, body: { message, documentation_url: documentation, status: String(status) } };
}

export const notFound = refuse(404, "Not Found");

/** As the API cuts its lists: 30 on a page, at most 100, the next one named in the `Link` header. */
export function listOf<T>(ask: GithubAsk, items: Listing<T> | readonly T[], show: (items: readonly T[]) => unknown): Answer {
  const { query, path } = ask.question;
  const size = Math.min(100, Math.max(1, Number(query.get("per_page") ?? "30") || 30));
  const page = Math.max(1, Number(query.get("page") ?? "1") || 1);
  const isArray = !("count" in items);
  const count = isArray ? items.length : items.count;
  const from = (page - 1) * size;
  const own = isArray ? items.slice(from, from + size) : [...itemsOf(items, from, from + size)];
  const last = Math.ceil(count / size);
  const address = (number: number): string => {
    const next = new URLSearchParams(query);
    next.set("page", String(number));
    return `<${ask.api}${path.replace(/^\/api\/v3/, "")}?${next.toString()}>`;
  };
  const links = [
    ...(page > 1 ? [`${address(page - 1)}; rel="prev"`] : []),
    ...(page < last ? [`${address(page + 1)}; rel="next"`, `${address(last)}; rel="last"`] : []),
  ];
  return ok(show(own), links.length === 0 ? {} : { link: links.join(", ") });
}

/** A private repository is not there for those who may not read it. */
export function withRepository(
  ask: GithubAsk,
  owner: string,
  name: string,
  answer: (repository: RepositoryState) => Answer,
): Answer {
  const repository = repositoryOf(ask.world, owner, name);
  if (repository === undefined || (ask.caller === "nobody" && repository.visibility === "private")) return notFound;
  return answer(repository);
}

export function withOrganization(
  ask: GithubAsk,
  login: string,
  answer: (organization: GithubOrganizationState) => Answer,
): Answer {
  const organization = ask.world.organizations.find(({ github }) => github?.login === login.toLowerCase())?.github;
  return organization === undefined ? notFound : answer(organization);
}
