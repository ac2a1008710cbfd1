/** Facts of a whole organisation, over a socket: what is asked, what is made of it, and what is in none of it. */
import { afterAll, expect, it } from "vitest";
import { startFakeApis } from "../../../scripts/fake-apis/fake-apis.ts";
import { circleTokens } from "../../../scripts/fake-apis/options.ts";
import { canaries, idOf } from "../../../scripts/fake-apis/world/identities.ts";
import { circleClient } from "../../../src/collect/circleci/client.ts";
import { discoverProjects } from "../../../src/collect/circleci/facts/discover-projects.ts";
import { findOrganization, findTwins } from "../../../src/collect/circleci/facts/find-organization.ts";
import { collectOrganization } from "../../../src/collect/circleci/facts/organization.ts";
import { collectProject } from "../../../src/collect/circleci/facts/project.ts";
import { memoryJournal } from "../../../src/collect/run-journal.ts";
import type { CircleClient } from "../../../src/collect/questions.ts";
import { checkSnapshot } from "../../../src/schema/check-snapshot.ts";
import type { Organization } from "../../../src/snapshot/organization.ts";
import type { Project } from "../../../src/snapshot/project.ts";
import { fullSnapshot } from "../../snapshot/full-snapshot.ts";

const fake = await startFakeApis({ today: "2026-01-31", contexts: 12, projects: 8 });
afterAll(() => fake.close());

const mobile = `circleci/${idOf("organization", 2)}`;

function clientOf(token: string, allowsPrivate = false): CircleClient {
  return circleClient({
    ...{ host: fake.circleci, installation: "cloud", token, userAgent: "test", allowsPrivate, journal: memoryJournal() },
    ...{ now: () => Date.now(), deadline: Number.POSITIVE_INFINITY, firstPause: 1 },
  });
}

interface Collected {
  readonly organization: Organization;
  readonly projects: readonly Project[];
}

async function collect(client: CircleClient, slug: string): Promise<Collected> {
  const found = await findOrganization(client, slug);
  if (!found.known) throw new Error(found.detail);
  const { slugs } = await discoverProjects(client, found.value);
  const organization = await collectOrganization(client, found.value);
  const projects = await Promise.all(slugs.map((project) => collectProject(client, project, organization, { metrics: "whole" })));
  return { organization, projects };
}

it.each([
  ["gh/acme", circleTokens.admin, true, 8],
  ["gh/acme", circleTokens.member, false, 8],
  [mobile, circleTokens.admin, false, 1],
])("keeps no secret of %s for %s, and nothing the schema does not know", async (slug, token, allowsPrivate, count) => {
  fake.forget();
  const { organization, projects } = await collect(clientOf(token, allowsPrivate), slug);
  const text = JSON.stringify({ organization, projects });
  for (const canary of [...Object.values(canaries), token, "@mail"]) expect(text).not.toContain(canary);
  expect(checkSnapshot(JSON.parse(JSON.stringify({ ...fullSnapshot, organizations: [organization], projects })))).toBeUndefined();
  expect(projects).toHaveLength(count);
  const urls = fake.requests().map(({ url }) => url);
  expect(new Set(urls).size, "nothing is asked twice").toBe(urls.length);
});

it("understands every answer that an administrator gets", async () => {
  const client = clientOf(circleTokens.admin, true);
  const { organization, projects } = await collect(client, "gh/acme");
  const gaps = [organization, ...projects].flatMap((subject) =>
    Object.entries(subject).flatMap(([name, value]: [string, unknown]) =>
      typeof value === "object" && value !== null && "reason" in value && name !== "usage"
        ? [`${subject.slug} ${name}: ${String(value.reason)}`]
        : [],
    ),
  );
  expect(gaps).toEqual(["gh/acme groups: inapplicable"]);
});

it("finds both organisations of one account", async () => {
  const client = clientOf(circleTokens.admin);
  const acme = await findOrganization(client, "gh/acme");
  if (!acme.known) throw new Error(acme.detail);
  const { organizations, notes } = await findTwins(client, acme.value);
  expect([organizations.map(({ slug }) => slug), notes]).toEqual([[mobile], []]);
});
