import { expect, it } from "vitest";
import { hostOf } from "../../../src/collect/circleci/host.ts";
import { installationOf, rootsOf } from "../../../src/collect/circleci/roots.ts";
import { clientFor, fakeHost, json, nameOf, start, token, whole } from "./fake-host.ts";

it("asks with the token, and says who asks", async () => {
  const { host, asked } = await fakeHost((_, response) => json(response, 200, { id: "1", login: "ada" }));
  const answer = await clientFor(host).ask({ api: "v2", path: "me", query: { a: "x y", b: ["1", "2"] }, parse: whole });
  expect(answer).toEqual({ known: true, value: { id: "1", login: "ada" }, at: new Date(start).toISOString() });
  expect(asked).toHaveLength(1);
  expect(asked[0]).toMatchObject({
    path: "/api/v2/me",
    headers: { "circle-token": token, accept: "application/json", "user-agent": "circleci-secaudit/test" },
  });
  expect(asked[0]?.query.toString()).toBe("a=x+y&b=1&b=2");
});

it("reads the pages of every form of list", async () => {
  const { host, asked } = await fakeHost(({ path, query }, response) => {
    if (path === "/api/v1.1/projects") return json(response, 200, [{ name: "a" }, { name: "b" }]);
    const isNext = query.has("page-token") || query.has("page[cursor]");
    if (path === "/api/v2/context")
      return json(response, 200, { items: [{ name: isNext ? "b" : "a" }], next_page_token: isNext ? null : "2" });
    json(response, 200, { data: [{ name: isNext ? "b" : "a" }], page: { next: isNext ? null : "2", prev: null } });
  });
  const client = clientFor(host);
  const expected = { known: true, value: ["a", "b"] };
  expect(await client.list({ api: "v1.1", path: "projects", parseItem: nameOf })).toMatchObject(expected);
  const query = { "owner-id": "1" };
  expect(await client.list({ api: "v2", path: "context", query, parseItem: nameOf })).toMatchObject(expected);
  const limited = { "page[limit]": "100", "filter[a]": "b" };
  expect(await client.list({ api: "v3", path: "orgs", query: limited, parseItem: nameOf })).toMatchObject(expected);
  expect(asked.map(({ query: sent }) => [...sent.entries()].map((pair) => pair.join("=")).join("&"))).toEqual([
    "",
    "owner-id=1",
    "owner-id=1&page-token=2",
    "page[limit]=100&filter[a]=b",
    "filter[a]=b&page[cursor]=2",
  ]);
});

it("stops at so many pages as are enough", async () => {
  const { host, asked } = await fakeHost(({ count }, response) =>
    json(response, 200, { items: [{ name: `${count}` }], next_page_token: `${count}` }),
  );
  const answer = await clientFor(host).list({ api: "v2", path: "pipeline", enough: 2, parseItem: nameOf });
  expect(answer).toMatchObject({ known: true, value: ["1", "2"] });
  expect(asked).toHaveLength(2);
});

it("asks a few at a time, over few connections, and nothing twice", async () => {
  let open = 0;
  let most = 0;
  const fake = await fakeHost((_, response) => {
    open += 1;
    most = Math.max(most, open);
    setImmediate(() => {
      open -= 1;
      json(response, 200, {});
    });
  });
  const client = clientFor(fake.host);
  const paths = Array.from({ length: 60 }, (_, index) => `project/gh/acme/p${index % 30}`);
  await Promise.all(paths.map((path) => client.ask({ api: "v2", path, parse: whole })));
  await client.ask({ api: "v2", path: "project/gh/acme/p1", parse: whole });
  expect(fake.asked).toHaveLength(30);
  expect(most).toBeLessThanOrEqual(8);
  expect(fake.connections()).toBeLessThanOrEqual(8);
});

it("knows where each part of the API is", () => {
  expect(rootsOf("https://circleci.com", installationOf("https://circleci.com"))).toEqual({
    "v1.1": "https://circleci.com/api/v1.1",
    v2: "https://circleci.com/api/v2",
    v3: "https://circleci.com/api/v3",
    runner: "https://runner.circleci.com/api/v3",
    private: "https://circleci.com/api/private",
    ciam: "https://app.circleci.com/private",
  });
  const own = "https://ci.example.com";
  expect(hostOf("ci.example.com/api/v2")).toEqual({ host: own });
  expect(rootsOf(own, installationOf(own))).toEqual({
    "v1.1": `${own}/api/v1.1`,
    v2: `${own}/api/v2`,
    v3: undefined,
    runner: `${own}/api/v3`,
    private: undefined,
    ciam: undefined,
  });
});

it("does not ask for what the installation lacks, what is not allowed, or without a token", async () => {
  const { host, asked } = await fakeHost((_, response) => json(response, 200, {}));
  const ask = { path: "x", parse: whole };
  const server = clientFor(host, { installation: undefined });
  expect(server.isCloud).toBe(false);
  for (const api of ["v3", "private", "ciam"] as const) {
    expect(await server.ask({ api, ...ask })).toMatchObject({ known: false, reason: "unavailable" });
  }
  const modest = clientFor(host, { allowsPrivate: false });
  for (const api of ["private", "ciam"] as const) {
    expect(await modest.ask({ api, ...ask })).toMatchObject({
      reason: "skipped",
      detail: expect.stringContaining("--allow-private-api") as string,
    });
  }
  const anonymous = clientFor(host, { token: undefined });
  expect(await anonymous.ask({ api: "v2", ...ask })).toMatchObject({ reason: "token" });
  expect(asked).toEqual([]);
});
