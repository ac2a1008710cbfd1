import { describe, expect, it } from "vitest";
import { askForOrb } from "../../src/collect/circleci/orb-version.ts";
import type { OrbAnswer } from "../../src/collect/circleci/orb-version.ts";
import { fakeRegistry, sendJson } from "./fake-registry.ts";
import type { Behaviour, FakeRegistry } from "./fake-registry.ts";

const token = "fake-token-0123456789abcdef";
const orb = { namespace: "acme", name: "tool", version: "1.2.3" };
const source = "commands: {}\n";

interface Asking {
  readonly token?: string | undefined;
  readonly milliseconds?: number;
  readonly version?: string;
}

function ask({ host }: FakeRegistry, { milliseconds = 3000, version = "1.2.3", ...rest }: Asking = {}): Promise<OrbAnswer> {
  const deadline = Date.now() + milliseconds;
  const given = "token" in rest ? rest.token : token;
  return askForOrb({ ...orb, version }, { host, token: given, userAgent: "test", now: Date.now, deadline, firstPause: 5 });
}

function registry(): Promise<FakeRegistry> {
  return fakeRegistry({
    "acme/tool@1.2.3": source,
    "acme/tool@1": ["1.2.3", source],
    "acme/tool@1.3": ["1.2.3", source],
    "acme/tool@volatile": ["2.0.0", source],
    "acme/tool@dev:x": source,
  });
}

describe("an answer", () => {
  it("is the source and the exact version", async () => {
    const fake = await registry();
    expect(await ask(fake)).toEqual({ kind: "source", version: "1.2.3", text: source });
    expect(await ask(fake, { version: "1" })).toMatchObject({ version: "1.2.3" });
    expect(await ask(fake, { version: "volatile" })).toMatchObject({ version: "2.0.0" });
    expect(await ask(fake, { version: "dev:x" })).toMatchObject({ version: "dev:x" });
    expect(fake.questions[0]).toMatchObject({ url: "/graphql-unstable", authorization: token });
  });

  it("needs no token", async () => {
    const fake = await registry();
    expect(await ask(fake, { token: undefined })).toMatchObject({ kind: "source" });
    expect(fake.questions[0]?.authorization).toBeUndefined();
  });

  it("tells a missing version from a missing orb", async () => {
    const fake = await registry();
    expect(await ask(fake, { version: "7.7.7" })).toEqual({ kind: "absence", what: "version", newest: "9.9.9" });
    const other = await fakeRegistry({});
    expect(await ask(other)).toEqual({ kind: "absence", what: "orb", newest: undefined });
  });

  it("about another version is none", async () => {
    const fake = await registry();
    expect(await ask(fake, { version: "1.3" })).toMatchObject({ kind: "fault", fault: { kind: "answer" } });
  });
});

/** The fault, how often it was asked, and what the reason must say. */
const faults: readonly (readonly [string, Behaviour, string, number, RegExp])[] = [
  ["401", status(401), "token", 1, /refuses the token \(HTTP 401\)/],
  ["403", status(403), "token", 1, /refuses the token \(HTTP 403\)/],
  ["404", status(404), "answer", 1, /no orb registry \(HTTP 404\)/],
  ["429", status(429), "throttled", 4, /try again later/],
  ["500", status(500), "server", 4, /HTTP 500/],
  ["503 as a web page", (_, response) => html(response, 503), "server", 4, /HTTP 503/],
  ["HTML", (_, response) => html(response, 200), "answer", 1, /web page/],
  ["no JSON", (_, response) => text(response, "nonsense"), "answer", 1, /no JSON/],
  ["other JSON", (_, response) => text(response, "[1, 2]"), "answer", 1, /no JSON|no data/],
  ["JSON without data", (_, response) => text(response, '{"data":null}'), "answer", 1, /holds no data/],
  [
    "JSON of another shape",
    (_, response) => text(response, '{"data":{"orbVersion":{"version":7}}}'),
    "answer",
    1,
    /another version/,
  ],
  [
    "errors with status 200",
    (_, response) => text(response, `{"data":null,"errors":[{"message":"no \\u001b[31m ${token}"}]}`),
    "answer",
    1,
    /answers with an error: no {1,2}\[31m \*\*\*/,
  ],
  [
    "a token where the message is cut",
    (_, response) => text(response, JSON.stringify({ errors: [{ message: `${"x".repeat(190)}${token}` }] })),
    "answer",
    1,
    /x\*\*\*$/,
  ],
  [
    "a source that is too large",
    (_, response) =>
      text(response, JSON.stringify({ data: { orbVersion: { version: "1.2.3", source: "#".repeat(5_000_000) } } })),
    "answer",
    1,
    /larger than any orb/,
  ],
  ["a connection that is cut", (_, response) => (response.destroy(), "answered"), "network", 4, /broke/],
  [
    "a body that is cut",
    (_, response) => {
      response.writeHead(200, { "content-length": "1000" });
      response.write('{"data"');
      setTimeout(() => response.destroy(), 10);
      return "answered";
    },
    "network",
    4,
    /broke/,
  ],
  ["a huge body", (_, response) => text(response, `{"data":"${"x".repeat(13_000_000)}"}`), "answer", 1, /larger than any orb/],
];

function status(code: number): Behaviour {
  return (_, response) => {
    sendJson(response, code, { message: `echo ${token}` });
    return "answered";
  };
}

function html(response: Parameters<Behaviour>[1], code: number): "answered" {
  response.writeHead(code, { "content-type": "text/html" });
  response.end("<!DOCTYPE html><title>Sign in</title>");
  return "answered";
}

function text(response: Parameters<Behaviour>[1], body: string): "answered" {
  response.writeHead(200, { "content-type": "application/json" });
  response.end(body);
  return "answered";
}

describe("a fault", () => {
  it.each(faults)("%s is told without the token", async (_, behaviour, kind, asked, reason) => {
    const fake = await registry();
    fake.behave(behaviour);
    const answer = await ask(fake, { milliseconds: 5000 });
    expect(answer).toMatchObject({ kind: "fault", fault: { kind, reason: expect.stringMatching(reason) as string } });
    expect(JSON.stringify(answer)).not.toContain(token);
    expect(fake.questions).toHaveLength(asked);
  });

  it("says that a token is needed when none is given", async () => {
    const fake = await registry();
    fake.behave(status(401));
    const answer = await ask(fake, { token: undefined });
    expect(answer).toMatchObject({ fault: { reason: expect.stringMatching(/wants a token.*set `CIRCLE_TOKEN`/) as string } });
  });

  it("is over when the next attempt succeeds", async () => {
    const fake = await registry();
    fake.behave((_, response, count) => {
      if (count > 2) return "usual";
      sendJson(response, count === 1 ? 502 : 429, {}, { "retry-after": "0" });
      return "answered";
    });
    expect(await ask(fake)).toMatchObject({ kind: "source" });
    expect(fake.questions).toHaveLength(3);
  });

  it("waits as long as the host says, but not past the deadline", async () => {
    const fake = await registry();
    fake.behave((_, response) => {
      sendJson(response, 429, {}, { "retry-after": "3600" });
      return "answered";
    });
    const start = Date.now();
    expect(await ask(fake)).toMatchObject({ fault: { kind: "throttled" } });
    expect(Date.now() - start).toBeLessThan(2000);
    expect(fake.questions).toHaveLength(1);
  });

  it("is the deadline when the host is slow, or drips", async () => {
    const fake = await registry();
    fake.behave((_, response) => {
      response.writeHead(200, { "content-type": "application/json" });
      const drip = setInterval(() => response.write(" "), 20);
      response.on("close", () => clearInterval(drip));
      return "answered";
    });
    const start = Date.now();
    expect(await ask(fake, { milliseconds: 300 })).toMatchObject({ fault: { kind: "deadline" } });
    expect(Date.now() - start).toBeLessThan(1500);
  });

  it("is a host that is not there", async () => {
    const fake = await registry();
    await fake.close();
    expect(await ask(fake)).toMatchObject({ fault: { kind: "network", reason: "the host refuses the connection" } });
  });

  it.each([301, 302, 307, 308])("is a redirect (%d): the token goes nowhere else", async (code) => {
    const [fake, elsewhere] = [await registry(), await registry()];
    fake.behave((_, response) => {
      sendJson(response, code, {}, { location: `${elsewhere.host}/graphql-unstable` });
      return "answered";
    });
    expect(await ask(fake)).toMatchObject({
      fault: { kind: "answer", reason: expect.stringContaining("sends us elsewhere") as string },
    });
    expect(elsewhere.questions).toEqual([]);
  });
});
