/** The orb registry: GraphQL, and version 3. */
import type { Answer, Route } from "../exchange.ts";
import { ok, route } from "../exchange.ts";
import { idOf } from "../world/identities.ts";
import type { OrbState, World } from "../world/types.ts";
import { dataOf, fault3 } from "./ask.ts";
import type { CircleAsk } from "./ask.ts";

export const orbRoutes: readonly Route<CircleAsk>[] = [
  route("graphql-unstable", graphql, "POST"),
  route("api/v3/orb/packages", packages),
  route("api/v3/orb/versions", versions),
  route("api/v3/orb/versions/:/source", source),
];

type Variables = Readonly<Record<string, unknown>>;

/** Answers the queries for orbs that clients of CircleCI's own ask; other fields are null, with an error. */
function graphql(ask: CircleAsk): Answer {
  const asked = bodyOf(ask.question.body);
  if (asked === undefined) return ok({ errors: [{ message: "The query could not be read." }] });
  const { query, variables } = asked;
  const texts = Object.values(variables).filter((value) => typeof value === "string");
  const reference = texts.find((text) => text.includes("@"));
  const name = texts.find((text) => text.includes("/") && !text.includes("@"));
  const data: Record<string, unknown> = {};
  if (/\borbVersion\s*\(/.test(query)) data["orbVersion"] = reference === undefined ? null : orbVersion(ask.world, reference);
  if (/\borb\s*\(/.test(query)) data["orb"] = orbData(orbNamed(ask.world, name ?? reference?.split("@")[0] ?? ""));
  if (/\borbs\s*\(/.test(query)) data["orbs"] = certified(ask.world);
  if (Object.keys(data).length > 0) return ok({ data });
  return ok({ data: null, errors: [{ message: "Cannot query that field on type 'QueryRoot'." }] });
}

function bodyOf(text: string): { readonly query: string; readonly variables: Variables } | undefined {
  try {
    const { query, variables } = JSON.parse(text) as { query?: unknown; variables?: Variables };
    return typeof query === "string" ? { query, variables: variables ?? {} } : undefined;
  } catch {
    return undefined;
  }
}

function orbNamed({ orbs }: World, name: string): OrbState | undefined {
  return orbs.find((orb) => orb.name === name);
}

/** The newest one that the reference means: `5`, `5.1`, `5.1.0` or `volatile`. */
function meantBy({ versions: all }: OrbState, wanted: string): OrbState["versions"][number] | undefined {
  if (wanted === "volatile") return all[0];
  return all.find(({ version }) => version === wanted || version.startsWith(`${wanted}.`));
}

function orbVersion(world: World, reference: string): unknown {
  const [name = "", wanted = ""] = reference.split("@");
  const orb = orbNamed(world, name);
  const found = orb && meantBy(orb, wanted);
  if (orb === undefined || found === undefined) return null;
  return {
    id: versionId(world, orb, found.version),
    version: found.version,
    source: orb.source,
    createdAt: found.createdAt,
    orb: orbData(orb),
  };
}

function orbData(orb: OrbState | undefined): unknown {
  if (orb === undefined) return null;
  return {
    id: idOf("other", orb.name.length),
    name: orb.name,
    createdAt: orb.createdAt,
    namespace: { name: orb.name.split("/")[0] },
    categories: [],
    statistics: { last30DaysBuildCount: 10, last30DaysProjectCount: 3, last30DaysOrganizationCount: 2 },
    versions: orb.versions,
  };
}

function certified({ orbs }: World): unknown {
  const edges = orbs.filter((orb) => orb.certified).map((orb) => ({ cursor: orb.name, node: orbData(orb) }));
  return { totalCount: edges.length, edges, pageInfo: { hasNextPage: false } };
}

function packages(ask: CircleAsk): Answer {
  const { query } = ask.question;
  const [name, isCertified] = [query.get("filter[name]"), query.get("filter[certified]") === "true"];
  const found = ask.world.orbs.filter((orb) => (name === null || orb.name === name) && (!isCertified || orb.certified));
  return dataOf(ask, found, (orb) => {
    return {
      id: idOf("other", 700 + ask.world.orbs.indexOf(orb)),
      attributes: { name: orb.name, is_private: false, is_listed: true, created_at: orb.createdAt, last_30_days_build_count: 10 },
      references: {
        namespace: { id: idOf("other", 800) },
        orb_versions: orb.versions.map(({ version, createdAt }) => ({ attributes: { version, created_at: createdAt } })),
        orb_categories: [],
      },
    };
  });
}

function versionId(world: World, orb: OrbState, version: string): string {
  return idOf(
    "other",
    0x1000 + world.orbs.indexOf(orb) * 64 + orb.versions.findIndex((candidate) => candidate.version === version),
  );
}

/** A reference that is not exact finds nothing, and says nothing. */
function versions(ask: CircleAsk): Answer {
  const [name = "", wanted = ""] = (ask.question.query.get("filter[ref]") ?? "").split("@");
  const orb = orbNamed(ask.world, name);
  const found = orb?.versions.filter(({ version }) => version === wanted) ?? [];
  return dataOf(ask, found, ({ version, createdAt }) => {
    return { id: orb && versionId(ask.world, orb, version), attributes: { version, created_at: createdAt } };
  });
}

function source(ask: CircleAsk, id: string): Answer {
  const orb = ask.world.orbs.find((candidate) =>
    candidate.versions.some(({ version }) => versionId(ask.world, candidate, version) === id),
  );
  return orb === undefined ? fault3(404, "Orb version not found") : ok({ data: { attributes: { source: orb.source } } });
}
