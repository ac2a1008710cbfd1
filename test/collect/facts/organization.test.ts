/** What is asked of an organisation, in which order, and what is made of refusals. */
import { expect, it } from "vitest";
import { collectOrganization } from "../../../src/collect/circleci/facts/organization.ts";
import { checkSnapshot } from "../../../src/schema/check-snapshot.ts";
import { gap, valueOf } from "../../../src/snapshot/fetched.ts";
import type { Organization } from "../../../src/snapshot/organization.ts";
import { fullSnapshot } from "../../snapshot/full-snapshot.ts";
import { at, forbidden, memoryClient, notFound } from "./memory-client.ts";
import type { Answers } from "./memory-client.ts";

const acme = { slug: "gh/acme", id: "org-1", name: "acme", vcs: "github" } as const;
const standalone = { slug: "circleci/org-2", id: "org-2", name: "acme", vcs: "circleci" } as const;

const settings3 = { data: { attributes: { enable_uncertified_public_orbs: false } } };
const flags = { feature_flags: { allow_uncertified_public_orbs: true } };

const usual: Answers = {
  "v3 orgs/org-1/settings": settings3,
  "v2 context?owner-id=org-1&owner-type=organization": {
    items: [
      { id: "c1", name: "prod" },
      { id: "c2", name: "empty" },
    ],
    next_page_token: null,
  },
  "v2 context/c1/restrictions": { items: [{ restriction_type: "group", restriction_value: "org-1", name: "All members" }] },
  "v2 context/c1/environment-variable": { items: [{ variable: "TOKEN", created_at: at, updated_at: at }], next_page_token: null },
  "v2 context/c2/restrictions": forbidden,
  "v2 context/c2/environment-variable": { items: [] },
  "v2 org/org-1/oidc-custom-claims": { org_id: "org-1" },
  "v2 organization/org-1/url-orb-allow-list": { items: [] },
  "v2 owner/org-1/context/config/decision/settings": forbidden,
  "v2 organizations/org-1/audit-log/configs": notFound,
  "v2 organizations/org-1/audit-log/access": { has_access: false },
  "v2 otel/exporters?org-id=org-1": [{ endpoint: "collector.acme.example:4317", insecure: true }],
  "runner runner/resource?org-id=org-1": { items: [{ resource_class: "acme/linux" }, { resource_class: "acme/mac" }] },
  "runner runner/token?resource-class=acme/linux": { items: [{ id: "t", nickname: "host", created_at: at }] },
  "runner runner/token?resource-class=acme/mac": forbidden,
  "runner runner?org-id=org-1": {
    items: ["2025-01-01T00:00:00Z", "2025-03-01T00:00:00Z", null].map((time) => ({
      resource_class: "acme/linux",
      last_connected: time,
    })),
  },
};

it("asks an OAuth organisation in the cloud for each part once", async () => {
  const client = memoryClient(usual);
  const organization = await collectOrganization(client, acme);
  expect(client.asked.toSorted()).toEqual(Object.keys(usual).toSorted());
  expect(valueOf(organization.settings)).toEqual({ allowsUncertifiedOrbs: false });
  expect(valueOf(organization.contexts)).toMatchObject([
    { name: "prod", restrictions: { value: [{ type: "group", value: "org-1" }] }, variables: { value: [{ name: "TOKEN" }] } },
    { name: "empty", restrictions: { reason: "forbidden" }, variables: { value: [] } },
  ]);
  expect(organization).toMatchObject({
    oidcClaims: { known: true, value: {} },
    auditLogStreams: { reason: "unavailable" },
    configPolicies: { reason: "forbidden", detail: expect.stringContaining("edit the organisation's policies") as string },
    groups: { reason: "inapplicable" },
    contacts: { reason: "skipped" },
    otelExporters: { value: [{ origin: "collector.acme.example:4317", isInsecure: true }] },
  });
  expect(valueOf(organization.runners)).toMatchObject([
    {
      name: "acme/linux",
      tokens: { value: [{ nickname: "host" }] },
      agents: { value: { count: 3, lastConnectedAt: "2025-03-01T00:00:00.000Z" } },
    },
    { name: "acme/mac", tokens: { reason: "forbidden" }, agents: { value: { count: 0 } } },
  ]);
});

it("makes a snapshot that the schema knows", async () => {
  const organization = await collectOrganization(memoryClient(usual), acme);
  expect(checkSnapshot(JSON.parse(JSON.stringify({ ...fullSnapshot, organizations: [organization] })))).toBeUndefined();
  const nothing = await collectOrganization(memoryClient({}), acme);
  expect(checkSnapshot(JSON.parse(JSON.stringify({ ...fullSnapshot, organizations: [nothing] })))).toBeUndefined();
});

it("asks v1.1 for settings where v3 has none, and not after a fault that v1.1 would share", async () => {
  const settingsOf = async (
    answers: Answers,
    identity: Parameters<typeof collectOrganization>[1],
    isCloud = true,
  ): Promise<Organization["settings"]> => (await collectOrganization(memoryClient(answers, { isCloud }), identity)).settings;
  const known = { known: true, value: { allowsUncertifiedOrbs: true } };
  expect(await settingsOf({ "v1.1 organization/github/acme/settings": flags }, acme)).toMatchObject(known);
  expect(await settingsOf({ "v1.1 organization/github/acme/settings": flags, ...usual }, acme, false)).toMatchObject(known);
  const flat = { "allow_uncertified_public_orbs?": true, users: [{ login: "ada" }] };
  expect(await settingsOf({ "v1.1 organization/circleci/org-2/settings": flat }, standalone)).toMatchObject(known);
  const limited = { "v3 orgs/org-1/settings": gap("rate-limited", "slowly"), "v1.1 organization/github/acme/settings": flags };
  expect(await settingsOf(limited, acme)).toMatchObject({ reason: "rate-limited" });
});

it("finds contexts of a server under either kind of owner, and asks the cloud once", async () => {
  const account: Answers = {
    "v2 context?owner-id=org-1&owner-type=account": { items: [{ id: "c1", name: "prod" }] },
    "v2 context?owner-id=org-1&owner-type=organization": { items: [] },
  };
  expect(valueOf((await collectOrganization(memoryClient(account, { isCloud: false }), acme)).contexts)).toHaveLength(1);
  expect(valueOf((await collectOrganization(memoryClient(account), acme)).contexts)).toHaveLength(0);
});

it("says of a server that it does not have what it answers 404 to", async () => {
  const organization = await collectOrganization(memoryClient({}, { isCloud: false }), acme);
  for (const part of [
    "oidcClaims",
    "urlOrbPrefixes",
    "configPolicies",
    "auditLogStreams",
    "contacts",
    "storageRetention",
    "otelExporters",
  ] as const) {
    expect(organization[part], part).toMatchObject({ reason: "unavailable" });
  }
});

it("tells standalone organisations their groups, and counts contacts and days when it may", async () => {
  const answers: Answers = {
    "v2 organizations/org-2/groups": { items: [{ id: "g1", name: "deployers" }] },
    "private organization/org-2/contacts": { primary: ["a@acme.example"], security: [] },
    "ciam orgs/org-2/storage-retention-controls": { storage_retention_controls: { retention_days_artifact: 7 } },
  };
  const organization = await collectOrganization(memoryClient(answers, { allowsPrivate: true }), standalone);
  expect(organization).toMatchObject({
    groups: { value: [{ name: "deployers" }] },
    contacts: { value: { primary: 1, security: 0 } },
    storageRetention: { value: { artifactDays: 7 } },
  });
});

it("asks two questions a context and a runner class, and no more", async () => {
  const contexts = Array.from({ length: 300 }, (_, index) => ({ id: `c${index}`, name: `context ${index}` }));
  const client = memoryClient({
    ...usual,
    "v2 context?owner-id=org-1&owner-type=organization": { items: contexts },
    "runner runner/resource?org-id=org-1": { items: [] },
  });
  await collectOrganization(client, acme);
  expect(client.asked.filter((question) => question.startsWith("v2 context/"))).toHaveLength(600);
  expect(client.asked.filter((question) => question.startsWith("runner"))).toHaveLength(1);
});
