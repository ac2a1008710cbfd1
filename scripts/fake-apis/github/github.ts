/** GitHub: who asks, how often, what has not changed since, and which route answers. */
import { createHash } from "node:crypto";
import type { Answer, Question, Route } from "../exchange.ts";
import { matchRoute, ok, route } from "../exchange.ts";
import { githubTokens } from "../options.ts";
import type { World } from "../world/types.ts";
import { refuse, notFound } from "./ask.ts";
import type { Caller, DataOf, GithubAsk } from "./ask.ts";
import { branchRoutes } from "./branches.ts";
import { fileRoutes } from "./files.ts";
import { organizationRoutes } from "./organizations.ts";
import { user } from "./people.ts";
import { repositoryRoutes } from "./repositories.ts";

const ownRoutes: readonly Route<GithubAsk>[] = [
  route("user", (ask) => (ask.caller === "nobody" ? refuse(401, "Requires authentication") : ok(user("acme-ada", ask.api)))),
  route("users/:", (ask, login) => ok(user(login, ask.api, login === "acme" ? "Organization" : "User"))),
  route("search/code", searchCode),
];

const routes = [...ownRoutes, ...repositoryRoutes, ...branchRoutes, ...fileRoutes, ...organizationRoutes];

export interface GithubOptions {
  readonly world: World;
  readonly perHour: number;
  /** Milliseconds. */
  readonly now: () => number;
  readonly api: () => string;
}

/** Below `/api/v3`, as on a server, or at the root. */
export function github({ world, perHour, now, api }: GithubOptions): (question: Question) => Answer {
  const used = new Map<Caller, number>();
  const reset = Math.ceil(now() / 1000) + 3600;
  return (asked) => {
    const isServer = asked.segments[0] === "api" && asked.segments[1] === "v3";
    const question = isServer ? { ...asked, segments: asked.segments.slice(2) } : asked;
    const caller = callerOf(question);
    if (caller === undefined) return marked(refuse(401, "Bad credentials"), {});
    const limit = caller === "nobody" ? 60 : perHour;
    const counted = used.get(caller) ?? 0;
    if (question.segments.join("/") === "rate_limit")
      return marked(ok(limits(limit, counted, reset)), rateHeaders(limit, counted, reset));
    if (counted >= limit) {
      return marked(refuse(403, "API rate limit exceeded for user ID 40001."), rateHeaders(limit, counted, reset));
    }
    const match = matchRoute(routes, question.method, question.segments);
    const answer = match?.route.handle({ question, world, caller, api: api() }, ...match.parameters) ?? notFound;
    const final = unlessChanged(answer, question);
    // What has not changed costs nothing.
    if (final.status !== 304) used.set(caller, counted + 1);
    return marked(final, rateHeaders(limit, used.get(caller) ?? 0, reset));
  };
}

function callerOf({ headers }: Question): Caller | undefined {
  const { authorization } = headers;
  if (authorization === undefined) return "nobody";
  const token = /^(?:token|bearer) (\S+)$/i.exec(authorization)?.[1];
  for (const [caller, own] of Object.entries(githubTokens)) if (token === own) return caller as Caller;
  return undefined;
}

function rateHeaders(limit: number, used: number, reset: number): Readonly<Record<string, string>> {
  return {
    "x-ratelimit-limit": String(limit),
    "x-ratelimit-remaining": String(Math.max(0, limit - used)),
    "x-ratelimit-used": String(used),
    "x-ratelimit-reset": String(reset),
    "x-ratelimit-resource": "core",
  };
}

function limits(limit: number, used: number, reset: number): unknown {
  const core = { limit, used, remaining: Math.max(0, limit - used), reset };
  return { resources: { core, search: { ...core, limit: 30 }, graphql: core, code_search: { ...core, limit: 10 } }, rate: core };
}

/** Every answer of GitHub's has an id. */
function marked(answer: Answer, headers: Readonly<Record<string, string>>): Answer {
  return {
    ...answer,
    headers: {
      "x-github-request-id": "FA4E:0001",
      "x-github-media-type": "github.v3; format=json",
      ...headers,
      ...answer.headers,
    },
  };
}

function unlessChanged(answer: Answer, { headers }: Question): Answer {
  if (answer.status !== 200) return answer;
  const text = typeof answer.body === "string" ? answer.body : JSON.stringify(answer.body);
  const etag = `W/"${createHash("sha256").update(text).digest("hex")}"`;
  if (headers["if-none-match"] === etag) return { status: 304, headers: { etag } };
  return { ...answer, headers: { ...answer.headers, etag } };
}

/** Finds nothing, and says that it may have missed something. */
function searchCode(): Answer {
  return ok({ total_count: 0, incomplete_results: true, items: [] } satisfies DataOf<"search", "code">);
}
