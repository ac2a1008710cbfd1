/** What a host does wrong or refuses: each a gap that says who must act, and none with the token. */
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { describe, expect, it, onTestFinished } from "vitest";
import type { CircleApi } from "../../../src/collect/questions.ts";
import type { Fetched, Gap } from "../../../src/snapshot/fetched.ts";
import { clientFor, fakeHost, json, nameOf, start, token, whole } from "./fake-host.ts";
import type { Answer, ClientSetup, FakeHost } from "./fake-host.ts";

const login = "<!DOCTYPE html><title>Sign in</title>";

/** The answer, the reason of the gap, what its detail says, how often it is asked. */
const faults: readonly (readonly [string, Answer, string, RegExp, number])[] = [
  ["401", status(401, { message: "You must log in first." }), "token", /refuses the token .*log in first.*set `CIRCLE_TOKEN`/, 1],
  [
    "403",
    status(403, { message: "Permission denied." }),
    "forbidden",
    /may not see it \(HTTP 403: Permission denied\.\).*administrator/,
    1,
  ],
  ["403 of the policies", status(403, { error: "forbidden" }), "forbidden", /HTTP 403: forbidden/, 1],
  [
    "403 of v3",
    status(403, { error: { title: "Forbidden", detail: "no role" } }),
    "forbidden",
    /HTTP 403: Forbidden: no role/,
    1,
  ],
  [
    "404",
    status(404, { message: "Project not found" }),
    "not-found",
    /not there, or is hidden from the token \(HTTP 404: Project not found\)/,
    1,
  ],
  ["404 without a body", (_, response) => json(response, 404, ""), "not-found", /\(HTTP 404\)/, 1],
  ["402", status(402, {}), "unavailable", /the plan of the organisation/, 1],
  ["410", status(410, { error: { title: "Gone" } }), "unavailable", /has given it up/, 1],
  ["400", status(400, { message: "no filter" }), "failed", /does not take the question \(HTTP 400: no filter\)/, 1],
  ["407", status(407, {}), "failed", /a proxy wants a password/, 1],
  ["418", status(418, {}), "failed", /the host answers HTTP 418/, 1],
  ["429", status(429, {}), "rate-limited", /takes no more questions .*try again later.*--timeout/, 8],
  ["500", status(500, { message: "x" }), "failed", /trouble of its own \(HTTP 500\): try again later/, 4],
  ["502 with the id of the request", status(502, "", { "x-request-id": "a1-b2" }), "failed", /\(HTTP 502, request a1-b2\)/, 4],
  ["HTML", (_, response) => html(response, 200), "failed", /a web page.*proxy or login page/, 1],
  ["HTML with 403", (_, response) => html(response, 403), "failed", /a web page.*\(HTTP 403\)/, 1],
  ["no JSON", (_, response) => json(response, 200, "nonsense"), "failed", /no JSON.*proxy or login page/, 1],
  ["an empty body", (_, response) => json(response, 200, ""), "failed", /no JSON/, 1],
  ["nesting without end", (_, response) => json(response, 200, "[".repeat(9999) + "]".repeat(9999)), "failed", /no JSON/, 1],
  ["another shape", (_, response) => json(response, 200, { other: 1 }), "failed", /another shape/, 1],
  ["304 for nothing", (_, response) => json(response, 304, ""), "failed", /never gave \(HTTP 304\)/, 1],
  ["a cut connection", (_, response) => void response.destroy(), "failed", /broke/, 4],
  [
    "a cut body",
    (_, response) => {
      response.writeHead(200, { "content-length": "1000" });
      response.write('{"name"', () => response.destroy());
    },
    "failed",
    /broke/,
    4,
  ],
  [
    "a body that unpacks to a huge one",
    (_, response) => {
      response.writeHead(200, { "content-encoding": "gzip" });
      response.end(gzipSync(Buffer.alloc(33 * 1024 * 1024, " ")));
    },
    "failed",
    /larger than 32 MB/,
    1,
  ],
];

function status(code: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  return (_, response) => json(response, code, body, headers);
}

function html(response: Parameters<Answer>[1], code: number): void {
  response.writeHead(code, { "content-type": "text/html" });
  response.end(login);
}

function nameFrom({ host }: Pick<FakeHost, "host">, setup: ClientSetup = {}, api: CircleApi = "v2"): Promise<Fetched<string>> {
  return clientFor(host, setup).ask({ api, path: "me", parse: (body) => nameOf(whole(body) ?? {}) });
}

function gapOf(answer: Fetched<unknown>): Gap {
  expect(answer.known).toBe(false);
  return answer as Gap;
}

describe("a gap", () => {
  it.each(faults)("for %s", async (_, answer, reason, detail, asked) => {
    const fake = await fakeHost(answer);
    const gap = gapOf(await nameFrom(fake));
    expect(gap.reason).toBe(reason);
    expect(gap.detail).toMatch(detail);
    expect(gap.detail).not.toMatch(/\.$/);
    expect(fake.asked).toHaveLength(asked);
  });

  it("for a private endpoint that takes no tokens does not blame the token", async () => {
    const fake = await fakeHost(status(401, {}));
    expect(gapOf(await nameFrom(fake, {}, "ciam"))).toMatchObject({
      reason: "token",
      detail: "this private endpoint does not take the token (HTTP 401)",
    });
  });

  it("for a host that is not there", async () => {
    const fake = await fakeHost(() => undefined);
    await fake.close();
    expect(gapOf(await nameFrom(fake))).toEqual({ known: false, reason: "failed", detail: "the host refuses the connection" });
  });

  it("for a host that speaks something else", async () => {
    const server = createServer((socket) => socket.end("220 mail.example.com ready\r\n"));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const [plain, encrypted] = [`http://127.0.0.1:${port}`, `https://127.0.0.1:${port}`];
    expect(gapOf(await nameFrom({ host: plain })).detail).toMatch(/does not speak HTTP as it should/);
    expect(gapOf(await nameFrom({ host: encrypted })).detail).toMatch(/does not speak https as it should/);
  });

  it("for time that is over", async () => {
    const fake = await fakeHost((_, response) => json(response, 200, { name: "a" }));
    expect(gapOf(await nameFrom(fake, { deadline: start })).detail).toMatch(/`--timeout` was over before it was asked/);
    expect(fake.asked).toEqual([]);
    const silent = await fakeHost(() => undefined);
    expect(gapOf(await nameFrom(silent, { deadline: start + 30 })).detail).toMatch(/over before the host answered/);
  });

  it("for a token that cannot be sent, and for a name that would make another address", async () => {
    const fake = await fakeHost((_, response) => json(response, 200, { name: "a" }));
    const gap = gapOf(await nameFrom(fake, { token: "fake\ntoken" }));
    expect(gap).toMatchObject({ reason: "token", detail: expect.not.stringContaining("\n") as string });
    for (const path of ["context/..", "context/./x", "../me", "context/%2E%2e/me"]) {
      expect(gapOf(await clientFor(fake.host).ask({ api: "v2", path, parse: whole }))).toMatchObject({ reason: "failed" });
    }
    expect(fake.asked).toEqual([]);
  });

  it("for a reader that stumbles", async () => {
    const fake = await fakeHost((_, response) => json(response, 200, {}));
    const parse = (): never => {
      throw new TypeError("x");
    };
    expect(gapOf(await clientFor(fake.host).ask({ api: "v2", path: "me", parse })).detail).toMatch(/another shape/);
  });
});

it("ends when the next attempt succeeds, with longer pauses each time", async () => {
  const fake = await fakeHost(({ count }, response) => {
    if (count === 1) json(response, 500, {});
    else if (count === 2) response.destroy();
    else json(response, 200, { name: "a" });
  });
  const pauses: number[] = [];
  const pause = (milliseconds: number): Promise<void> => Promise.resolve(void pauses.push(milliseconds));
  expect(await nameFrom(fake, { pause })).toMatchObject({ known: true, value: "a" });
  expect(pauses).toHaveLength(2);
  expect(pauses[0]).toBeGreaterThanOrEqual(100);
  expect(pauses[1]).toBeGreaterThanOrEqual(200);
  expect(pauses[1]).toBeLessThan(300);
});

describe("on a server", () => {
  const server = { installation: "server" } as const;
  it.each([
    ["a gateway's 404", "project/gh/acme/app/settings", "<html>404</html>"],
    ["a gateway's 404 in JSON", "project/gh/acme/app/settings", { message: "no Route matched with those values" }],
    ["what not every server has", "projects/1/pipeline-definitions", { message: "Not found." }],
    ["insights that are not installed", "insights/pages/gh/acme/app/summary", { message: "Not found." }],
    ["policies of an old server", "owner/1/context/config/decision/settings", { error: "not found" }],
  ])("%s is unavailable", async (_, path, body) => {
    const fake = await fakeHost((__, response) => json(response, 404, body));
    const gap = gapOf(await clientFor(fake.host, server).ask({ api: "v2", path, parse: whole }));
    expect(gap).toMatchObject({
      reason: "unavailable",
      detail: expect.stringContaining("this installation of CircleCI") as string,
    });
  });

  it("a project that is not there is not found", async () => {
    const fake = await fakeHost((_, response) => json(response, 404, { message: "Project not found" }));
    const question = { api: "v2", path: "project/gh/acme/app", parse: whole } as const;
    expect(gapOf(await clientFor(fake.host, server).ask(question))).toMatchObject({ reason: "not-found" });
  });
});

describe("a host that is not going to answer", () => {
  const many = Array.from({ length: 100 }, (_, index) => `project/gh/acme/p${index}`);

  async function askAll(fake: FakeHost, setup: ClientSetup = {}): Promise<readonly Gap[]> {
    const client = clientFor(fake.host, setup);
    const answers = await Promise.all(many.map((path) => client.ask({ api: "v2", path, parse: whole })));
    return answers.map(gapOf);
  }

  it("is not asked again when it refuses the token", async () => {
    const fake = await fakeHost(status(401, { message: "Invalid token provided." }));
    const gaps = await askAll(fake);
    expect(new Set(gaps.map(({ detail }) => detail)).size).toBe(1);
    expect(fake.asked.length).toBeLessThanOrEqual(8);
  });

  it("is not asked again when it cannot be reached", async () => {
    const fake = await fakeHost(() => undefined);
    await fake.close();
    let sent = 0;
    const gaps = await askAll(fake, { sent: () => (sent += 1) });
    expect(new Set(gaps.map(({ detail }) => detail))).toEqual(new Set(["the host refuses the connection"]));
    expect(sent).toBeLessThanOrEqual(8 * 2);
  });

  it("is waited for longer when it has answered before", async () => {
    let sent = 0;
    const fake = await fakeHost((_, response) => json(response, 200, {}));
    const client = clientFor(fake.host, { sent: () => (sent += 1) });
    await client.ask({ api: "v2", path: "me", parse: whole });
    await fake.close();
    expect(await client.ask({ api: "v2", path: "a", parse: whole })).toMatchObject({ detail: "the host refuses the connection" });
    await client.ask({ api: "v2", path: "b", parse: whole });
    expect(sent).toBe(1 + 2 * 4);
  });

  it.each([
    ["trouble", status(503, {})],
    ["web pages", (_: unknown, response: Parameters<Answer>[1]) => html(response, 200)],
    ["cut connections", (_: unknown, response: Parameters<Answer>[1]) => void response.destroy()],
  ])("is given up after a while of %s", async (_, answer) => {
    const fake = await fakeHost(answer);
    await askAll(fake);
    expect(fake.asked.length).toBeLessThanOrEqual(24 * 4);
  });

  it("goes on being asked when only one part of it refuses or fails", async () => {
    const fake = await fakeHost(({ path }, response) => json(response, /p[0-9]?0$/.test(path) ? 500 : 403, {}));
    const gaps = await askAll(fake);
    expect(gaps.filter(({ reason }) => reason === "forbidden")).toHaveLength(90);
    const ciam = await fakeHost(({ path }, response) => json(response, path.startsWith("/private") ? 401 : 200, { name: "a" }));
    const client = clientFor(ciam.host);
    const ask = (api: CircleApi): Promise<Fetched<unknown>> => client.ask({ api, path: "me", parse: whole });
    expect(await ask("ciam")).toMatchObject({ reason: "token" });
    expect(await ask("v2")).toMatchObject({ known: true });
  });

  it("may refuse the token for one question after it has answered others", async () => {
    const fake = await fakeHost(({ path }, response) => json(response, path.endsWith("odd") ? 401 : 200, {}));
    const client = clientFor(fake.host);
    const reasons: unknown[] = [];
    for (const path of ["a", "odd", "b"]) reasons.push(await client.ask({ api: "v2", path, parse: whole }));
    expect(reasons).toMatchObject([{ known: true }, { reason: "token" }, { known: true }]);
  });
});

it("says what the host said on one line, short, without the token and without anybody's address", async () => {
  const message = `no\u001b[31m\n access for ada@example.com ${token.toUpperCase()} ${"x".repeat(180)}${token}`;
  const fake = await fakeHost((_, response) => json(response, 403, { message }));
  const { detail } = gapOf(await nameFrom(fake));
  expect(detail).toMatch(/\(HTTP 403: no {1,2}\[31m {1,2}access for \*\*\* \*\*\* xxx/);
  expect(detail.toLowerCase()).not.toContain(token.slice(0, 8));
  expect(detail.length).toBeLessThan(320);
});
