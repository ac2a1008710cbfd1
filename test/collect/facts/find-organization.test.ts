/** Which organisation is meant, and which other one belongs to it. */
import { expect, it } from "vitest";
import { findOrganization, findTwins } from "../../../src/collect/circleci/facts/find-organization.ts";
import { gap } from "../../../src/snapshot/fetched.ts";
import { forbidden, memoryClient } from "./memory-client.ts";
import type { Answers } from "./memory-client.ts";

const acme = { slug: "gh/acme", id: "org-1", name: "acme", vcs: "github" } as const;
const twin = { slug: "circleci/org-2", id: "org-2", name: "Acme", vcs: "circleci" } as const;
const direct: Answers = { "v2 organization/gh%2Facme": { id: "org-1", name: "acme", slug: "gh/acme", vcs_type: "github" } };
const collaborations: Answers = {
  "v2 me/collaborations": [
    { id: null, "vcs-type": "github", name: "ada", slug: "gh/ada" },
    { id: "org-1", "vcs-type": "github", name: "acme", slug: "gh/acme" },
    { id: "org-2", "vcs-type": "circleci", name: "Acme", slug: "circleci/org-2" },
    { id: "org-3", "vcs-type": "circleci", name: "other", slug: "circleci/org-3" },
  ],
};

it.each(["gh/acme", "github/acme", "github.com/acme", "https://github.com/acme/"])(
  "finds %s with one question",
  async (asked) => {
    const client = memoryClient(direct);
    expect(await findOrganization(client, asked)).toMatchObject({ known: true, value: acme });
    expect(client.asked).toHaveLength(1);
  },
);

it("finds one by its id, also where no slug is answered", async () => {
  const client = memoryClient({ "v2 organization/org-1": { id: "org-1", name: "acme", vcs_type: "github" } });
  expect(await findOrganization(client, "org-1")).toMatchObject({ value: acme });
});

it("asks v3, then those that the user works with, when the organisation itself may not be read", async () => {
  const v3 = { "v3 orgs?filter[slug]=gh/acme": { data: [{ id: "org-1", attributes: { name: "acme" } }], page: { next: null } } };
  expect(await findOrganization(memoryClient({ "v2 organization/gh%2Facme": forbidden, ...v3 }), "gh/acme")).toMatchObject({
    value: acme,
  });
  const empty = { "v3 orgs?filter[slug]=gh/acme": { data: [] } };
  expect(await findOrganization(memoryClient({ ...empty, ...collaborations }), "gh/acme")).toMatchObject({ value: acme });
  const server = memoryClient(collaborations, { isCloud: false });
  expect(await findOrganization(server, "gh/acme")).toMatchObject({ value: acme });
  expect(server.asked).toEqual(["v2 organization/gh%2Facme", "v2 me/collaborations"]);
  expect(await findOrganization(memoryClient(collaborations), "gh/nobody")).toMatchObject({ known: false, reason: "not-found" });
});

it("asks no further after a fault that all would share", async () => {
  const client = memoryClient({ "v2 organization/gh%2Facme": gap("token", "no good"), ...collaborations });
  expect(await findOrganization(client, "gh/acme")).toMatchObject({ reason: "token" });
  expect(client.asked).toHaveLength(1);
});

it("asks nothing about what cannot be an organisation", async () => {
  const client = memoryClient({});
  for (const asked of ["gh/acme/app", "../me", "a b", "gitlab.com/acme", ""]) {
    expect(await findOrganization(client, asked)).toMatchObject({ known: false, reason: "failed" });
  }
  expect(client.asked).toEqual([]);
});

it("finds the other organisation of the same account by its connection, from either side and under any name", async () => {
  const renamed = { "v3 provider/connections?filter[org_id]=org-3": { data: [{ attributes: { login: "acme" } }] } };
  expect((await findTwins(memoryClient({ ...collaborations, ...renamed }), acme)).organizations).toMatchObject([{ id: "org-3" }]);
  const connected = {
    ...collaborations,
    "v3 provider/connections?filter[org_id]=org-2": { data: [{ attributes: { login: "ACME" } }] },
  };
  expect(await findTwins(memoryClient(connected), acme)).toEqual({ organizations: [twin], notes: [] });
  expect(await findTwins(memoryClient(connected), twin)).toEqual({ organizations: [acme], notes: [] });
});

it("takes no organisation for the other that only has the name, and says when it cannot tell", async () => {
  const elsewhere = {
    ...collaborations,
    "v3 provider/connections?filter[org_id]=org-2": { data: [{ attributes: { login: "acme2" } }] },
  };
  expect(await findTwins(memoryClient(elsewhere), acme)).toEqual({ organizations: [], notes: [] });
  const { organizations, notes } = await findTwins(memoryClient(collaborations), acme);
  expect(organizations).toEqual([]);
  expect(notes).toEqual([expect.stringContaining("--org circleci/org-2")]);
});

it("looks for no other organisation on a server or at Bitbucket", async () => {
  const server = memoryClient(collaborations, { isCloud: false });
  const cloud = memoryClient(collaborations);
  await findTwins(server, acme);
  await findTwins(cloud, { ...acme, slug: "bb/acme", vcs: "bitbucket" });
  expect([...server.asked, ...cloud.asked]).toEqual([]);
});
