/** CircleCI: who asks, how often, and which route answers. */
import type { Answer, Question } from "../exchange.ts";
import { matchRoute, refuse } from "../exchange.ts";
import type { Fault } from "../faults.ts";
import { circleTokens } from "../options.ts";
import type { World } from "../world/types.ts";
import { denied, fault3 } from "./ask.ts";
import type { Caller, CircleAsk } from "./ask.ts";
import { contextRoutes } from "./contexts.ts";
import { identityRoutes } from "./identity.ts";
import { insightsRoutes } from "./insights.ts";
import { orbRoutes } from "./orbs.ts";
import { organizationRoutes, runnerRoutes } from "./organizations.ts";
import { pipelineRoutes } from "./pipelines.ts";
import { privateRoutes } from "./private.ts";
import { projectRoutes } from "./projects.ts";

const routes = [
  ...identityRoutes,
  ...contextRoutes,
  ...projectRoutes,
  ...pipelineRoutes,
  ...insightsRoutes,
  ...organizationRoutes,
  ...runnerRoutes,
  ...privateRoutes,
  ...orbRoutes,
];

export interface CircleciOptions {
  readonly world: World;
  readonly pageSize: number;
  readonly perSecond: number | undefined;
  /** Milliseconds. */
  readonly now: () => number;
}

export function circleci({
  world,
  pageSize,
  perSecond,
  now,
}: CircleciOptions): (question: Question, faults: readonly Fault[]) => Answer {
  const window = { start: 0, count: 0 };
  return (question, faults) => {
    const tooMany = perSecond === undefined ? undefined : overLimit(window, perSecond, now());
    if (tooMany !== undefined) return tooMany;
    const caller = callerOf(question);
    if (caller === undefined) return refuse(401, "Invalid token provided.");
    const refused = refusal(caller, question);
    if (refused !== undefined) return refused;
    const match = matchRoute(routes, question.method, question.segments);
    if (match === undefined) return question.path.startsWith("/api/v3/") ? fault3(404, "Not found") : refuse(404, "Not Found");
    const ask: CircleAsk = { question, world, caller, pageSize, faults };
    return match.route.handle(ask, ...match.parameters);
  };
}

/** Counts the question; the answer when there were too many in this second. */
function overLimit(window: { start: number; count: number }, limit: number, now: number): Answer | undefined {
  if (now - window.start >= 1000) Object.assign(window, { start: now, count: 0 });
  window.count += 1;
  if (window.count <= limit) return undefined;
  const headers = { "retry-after": "1", "ratelimit-limit": String(limit), "ratelimit-remaining": "0", "ratelimit-reset": "1" };
  return { ...refuse(429, "Rate limit exceeded."), headers };
}

/** The GraphQL API wants the token without a scheme, and knows no other header. */
function callerOf({ headers, path }: Question): Caller | undefined {
  const { authorization = "" } = headers;
  const [scheme = "", rest = ""] = authorization.split(" ");
  const own = headers["circle-token"];
  if (path === "/graphql-unstable") return whose(authorization);
  if (typeof own === "string") return whose(own);
  if (scheme === "Bearer") return whose(rest);
  if (scheme === "Basic") return whose(Buffer.from(rest, "base64").toString("utf8").split(":")[0] ?? "");
  return authorization === "" ? "nobody" : undefined;
}

/** Undefined: a token that nobody was given. */
function whose(token: string): Caller | undefined {
  if (token === "") return "nobody";
  for (const [caller, own] of Object.entries(circleTokens)) if (token === own) return caller as Caller;
  return undefined;
}

function refusal(caller: Caller, { path }: Question): Answer | undefined {
  // Public orbs are for everybody.
  if (path === "/graphql-unstable") return undefined;
  if (caller === "nobody") return refuse(401, "You must log in first.");
  return caller === "project" && !path.startsWith("/api/v1.1/") ? denied : undefined;
}
