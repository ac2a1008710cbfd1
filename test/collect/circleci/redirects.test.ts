import { expect, it } from "vitest";
import { clientFor, fakeHost, json, start, token, whole } from "./fake-host.ts";
import type { Answer } from "./fake-host.ts";

const me = { api: "v2", path: "me", parse: whole } as const;

function to(location: string, code = 302): Answer {
  return (_, response) => json(response, code, "", { location });
}

it.each([301, 302, 303, 307, 308])("is followed on the same host (%d), with the token", async (code) => {
  const fake = await fakeHost((asked, response) =>
    asked.path === "/api/v2/me" ? to("/api/v2/user?x=1", code)(asked, response) : json(response, 200, { name: "a" }),
  );
  expect(await clientFor(fake.host).ask(me)).toMatchObject({ value: { name: "a" } });
  expect(fake.asked[1]).toMatchObject({ path: "/api/v2/user", headers: { "circle-token": token } });
});

it.each([301, 302, 303, 307, 308])("to another host is not followed (%d), and the gap names that host", async (code) => {
  const elsewhere = await fakeHost((_, response) => json(response, 200, {}));
  const fake = await fakeHost(to(`${elsewhere.host}/api/v2/me`, code));
  const answer = await clientFor(fake.host).ask(me);
  expect(answer).toMatchObject({
    reason: "failed",
    detail: expect.stringContaining(`sends us to ${elsewhere.host} (HTTP ${code}), which is not followed`) as string,
  });
  expect(elsewhere.asked).toEqual([]);
});

it.each([
  ["another scheme", (host: string) => host.replace("http:", "https:"), /sends us to https:\/\/127\.0\.0\.1/],
  ["another port", () => "http://127.0.0.1:9/", /sends us to http:\/\/127\.0\.0\.1:9/],
  ["a user's name in it", (host: string) => host.replace("//", "//ada:pw@"), /which is not followed/],
  ["no host at all", () => "data:text/plain,x", /sends us to another address/],
  ["nowhere", () => "", /without saying where|more than 3 times/],
  ["no address", () => "http://", /without saying where/],
  ["a host that is called like the token", () => `https://${token}.example.com/`, /sends us to https:\/\/\*\*\*\.example\.com/],
])("to %s is not followed", async (_, location, detail) => {
  const fake = await fakeHost((asked, response) => to(location(`http://${asked.headers.host ?? ""}`))(asked, response));
  const answer = await clientFor(fake.host).ask(me);
  expect(answer).toMatchObject({ reason: "failed", detail: expect.stringMatching(detail) as string });
  expect(JSON.stringify(answer)).not.toContain(token);
});

it("after which the time is over is a gap", async () => {
  let now = start;
  const fake = await fakeHost((asked, response) => {
    now += 100_000;
    to("/api/v2/user")(asked, response);
  });
  const answer = await clientFor(fake.host, { now: () => now }).ask(me);
  expect(answer).toMatchObject({ reason: "failed", detail: expect.stringContaining("--timeout") as string });
});

it("in a circle has an end", async () => {
  const fake = await fakeHost(({ count }, response) => json(response, 302, "", { location: `/api/v2/me?${count}` }));
  expect(await clientFor(fake.host).ask(me)).toMatchObject({
    reason: "failed",
    detail: expect.stringContaining("more than 3 times") as string,
  });
  expect(fake.asked).toHaveLength(4);
});
