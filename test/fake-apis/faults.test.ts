/** Tokens, pages and faults of the fake itself: a test that relies on a fault must be able to rely on it. */
import { describe, expect, it } from "vitest";
import { parseFault } from "../../scripts/fake-apis/faults.ts";
import { circleTokens } from "../../scripts/fake-apis/options.ts";
import { idOf } from "../../scripts/fake-apis/world/identities.ts";
import { askCircle, askGithub, fakeApis, get } from "./asking.ts";

const organization = idOf("organization", 1);

describe("CircleCI, as a client meets it", () => {
  it("takes a token in every way that the service does, and no other", async () => {
    const { circleci } = await fakeApis();
    const me = async (headers: Record<string, string>): Promise<unknown> => {
      const { status, body } = await get(`${circleci}/api/v2/me`, headers);
      return [status, (body as { message?: string }).message];
    };
    const basic = Buffer.from(`${circleTokens.admin}:`).toString("base64");
    expect(await me({ "circle-token": circleTokens.admin })).toEqual([200, undefined]);
    expect(await me({ authorization: `Bearer ${circleTokens.admin}` })).toEqual([200, undefined]);
    expect(await me({ authorization: `Basic ${basic}` })).toEqual([200, undefined]);
    expect(await me({})).toEqual([401, "You must log in first."]);
    expect(await me({ "circle-token": "wrong" })).toEqual([401, "Invalid token provided."]);
    expect(await me({ "circle-token": circleTokens.project })).toEqual([403, "Permission denied."]);
    const graphql = async (authorization: string): Promise<number> => {
      const response = await fetch(`${circleci}/graphql-unstable`, { method: "POST", body: "{}", headers: { authorization } });
      return response.status;
    };
    expect([await graphql(circleTokens.admin), await graphql(`Bearer ${circleTokens.admin}`)]).toEqual([200, 401]);
  });

  it("gives out tokens of pages that are good for one list only, and makes thousands of projects as they are asked for", async () => {
    const fake = await fakeApis({ projects: 2000, contexts: 300 });
    const slugs = new Set<string>();
    let token: string | null = null;
    do {
      const page = `/api/private/project?organization-id=${organization}&page-size=50${token === null ? "" : `&page-token=${token}`}`;
      const body = (await askCircle(fake, page)).body as { items: { slug: string }[]; next_page_token: string | null };
      for (const { slug } of body.items) slugs.add(slug);
      token = body.next_page_token;
    } while (token !== null);
    expect([slugs.size, fake.requests().length]).toEqual([2000, 40]);
    const contexts = (await askCircle(fake, "/api/v2/context?owner-slug=gh/acme")).body as { next_page_token: string };
    expect(
      (await askCircle(fake, `/api/v2/context?owner-id=${organization}&page-token=${contexts.next_page_token}`)).status,
    ).toBe(400);
    expect((await askCircle(fake, `/api/private/project?organization-id=${organization}&page-size=100`)).status).toBe(500);
    expect((await askCircle(fake, "/api/v2/project/gh/acme/service-1999")).status).toBe(200);
    expect((await askCircle(fake, "/api/v2/project/gh/acme/service-2000")).status).toBe(404);
  });

  it("turns away who asks too often", async () => {
    const fake = await fakeApis({ perSecond: 2 });
    const replies = await Promise.all([1, 2, 3].map(() => askCircle(fake, "/api/v2/me")));
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(2);
    expect(replies.find(({ status }) => status === 429)?.headers.get("retry-after")).toBe("1");
  });
});

describe("faults", () => {
  it("are read as they are written", () => {
    expect(parseFault("429-retry-after=2@/api/v2/context/*")).toEqual({
      kind: "429-retry-after",
      amount: 2,
      at: "/api/v2/context/*",
    });
    expect(() => parseFault("earthquake")).toThrow("No such fault");
  });

  it("strike where and as often as they are told to", async () => {
    const fake = await fakeApis({ faults: [{ kind: "403", at: "/api/v2/me", times: 1 }] });
    const statuses = [];
    for (const path of ["/api/v2/me/collaborations", "/api/v2/me", "/api/v2/me"])
      statuses.push((await askCircle(fake, path)).status);
    expect(statuses).toEqual([200, 403, 200]);
    fake.setFaults([{ kind: "500", at: "github/*" }]);
    expect([(await askCircle(fake, "/api/v2/me")).status, (await askGithub(fake, "/repos/acme/docs")).status]).toEqual([
      200, 500,
    ]);
  });

  it("bend keys, types, names and pages", async () => {
    const fake = await fakeApis();
    const text = async (kind: Parameters<typeof fake.setFaults>[0][number]["kind"], path: string): Promise<string> => {
      fake.setFaults([{ kind }]);
      return JSON.stringify((await askCircle(fake, path)).body);
    };
    const keys = "/api/v2/project/gh/acme/shop/checkout-key";
    expect(await text("kebab", keys)).toContain('"public-key"');
    expect(await text("wrong-types", keys)).toContain('"preferred":[true]');
    expect(await text("prototype-keys", keys)).toContain('{"__proto__":{"polluted":true}');
    expect(await text("control-characters", "/api/v2/project/gh/acme/shop/envvar")).toContain(String.raw`DEPLOY_TOKEN\u001b]0;`);
    expect(await text("looping-page", `${keys}?page-token=again`)).toContain('"next_page_token":"again"');
    expect(await text("endless-pages", `${keys}?page-token=page-7`)).toContain('"next_page_token":"page-8"');
    expect(await text("flat-settings", "/api/v1.1/organization/github/acme/settings")).toContain('"allow_private_orbs?"');
    expect(await text("no-v3", `/api/v3/orgs/${organization}/settings`)).toContain("Not Found");
    expect(await text("no-v3", "/api/v3/runner/resource?namespace=acme")).toContain("acme/builders");
    fake.setFaults([{ kind: "looping-page" }]);
    expect((await askGithub(fake, "/orgs/acme/repos?per_page=2")).headers.get("link")).toContain('rel="next"');
  });

  it("lead to another host, cut, and never end", async () => {
    const fake = await fakeApis({ faults: [{ kind: "redirect" }] });
    const reply = await askCircle(fake, "/api/v2/me");
    expect([reply.status, reply.headers.get("location")]).toEqual([302, `${fake.elsewhere}/api/v2/me`]);
    await get(reply.headers.get("location") ?? "", { "circle-token": "leaked" });
    expect(fake.requests().at(-1)).toMatchObject({ service: "elsewhere", headers: { "circle-token": "leaked" } });
    for (const kind of ["cut", "cut-body"] as const) {
      fake.setFaults([{ kind }]);
      await expect(askCircle(fake, "/api/v2/me")).rejects.toThrow(/fetch failed|terminated/);
    }
    fake.setFaults([{ kind: "bad-json" }]);
    await expect(askCircle(fake, "/api/v2/me")).rejects.toThrow(SyntaxError);
    fake.setFaults([{ kind: "oversized" }]);
    const large = await fetch(`${fake.circleci}/api/v2/me`);
    expect((await large.arrayBuffer()).byteLength).toBeGreaterThan(40 * 1024 * 1024);
    fake.setFaults([{ kind: "slow", amount: 60_000 }]);
    await expect(fetch(`${fake.circleci}/api/v2/me`, { signal: AbortSignal.timeout(50) })).rejects.toThrow("timeout");
  });
});
