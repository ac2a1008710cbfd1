import { describe, expect, it, vi } from "vitest";
import type { OneQuestion } from "../../../src/collect/github/questions.ts";
import { isRecord } from "../../../src/collect/json.ts";
import { clientOf, fakeGithub, memoryJournal, send, status, token } from "./fake-github.ts";
import type { Answer } from "./fake-github.ts";

const question: OneQuestion<unknown> = {
  path: "repos/acme/app",
  needs: "the permission `Metadata: read`",
  parse: (body) => (isRecord(body) ? body["name"] : undefined),
};
const names = {
  path: "orgs/acme/repos",
  needs: "a right",
  parseItem: (item: object) => ("name" in item ? item.name : undefined),
};
const found = { known: true, value: "app" };

async function answerTo(answer: unknown, options = {}) {
  const fake = await fakeGithub({ "repos/acme/app": answer });
  return { fake, fetched: await clientOf(fake, options).ask(question) };
}

it("gives the token to the one host, with the version of the API", async () => {
  let headers: unknown;
  const { fetched, fake } = await answerTo(((request, response) => {
    headers = request.headers;
    send(response, 200, { name: "app" });
  }) satisfies Answer);
  expect(fetched).toMatchObject(found);
  expect(headers).toMatchObject({ authorization: `Bearer ${token}`, "x-github-api-version": "2022-11-28", "user-agent": "test" });
  expect(fake.asked).toEqual(["repos/acme/app"]);
});

it("lets the libraries say nothing, whatever is answered", async () => {
  const said = (["debug", "log", "info", "warn", "error"] as const).map((level) => vi.spyOn(console, level));
  const headers = { deprecation: "true", sunset: "tomorrow", link: '<https://x>; rel="deprecation"' };
  await answerTo(((_, response) => send(response, 200, { name: "app" }, headers)) satisfies Answer);
  await answerTo(status(500, "trouble", headers));
  await answerTo(status(403, "API rate limit exceeded", { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "99999999999" }));
  for (const spy of said) expect(spy).not.toHaveBeenCalled();
  vi.restoreAllMocks();
});

describe("redirects", () => {
  it("are followed on the same host, as for a repository that was renamed", async () => {
    const fake = await fakeGithub({
      "repos/acme/app": ((_, response) => send(response, 301, {}, { location: "/api/v3/repositories/7" })) satisfies Answer,
      "repositories/7": { name: "app" },
    });
    expect(await clientOf(fake).ask(question)).toMatchObject(found);
    expect(fake.authorizations).toEqual([`Bearer ${token}`, `Bearer ${token}`]);
  });

  it("to another host are not followed at all", async () => {
    const other = await fakeGithub({ "repos/acme/app": { name: "app" } });
    const { fetched } = await answerTo(((_, response) =>
      send(response, 302, {}, { location: `${other.origin}/api/v3/repos/acme/app` })) satisfies Answer);
    expect(fetched).toMatchObject({ known: false, reason: "failed", detail: expect.stringMatching(/sends us elsewhere/) });
    expect(other.asked).toEqual([]);
  });

  it("in a circle come to an end", async () => {
    const { fetched, fake } = await answerTo(((_, response) =>
      send(response, 302, {}, { location: "/api/v3/repos/acme/app" })) satisfies Answer);
    expect(fetched).toMatchObject({ known: false, reason: "failed" });
    expect(fake.asked.length).toBeLessThan(10);
  });
});

describe("what is no answer", () => {
  it.each([
    ["a bad token", status(401, "Bad credentials"), "token", /expired or was revoked/],
    [
      "a missing right",
      status(403, "Resource not accessible by personal access token"),
      "forbidden",
      /needs the permission `Metadata: read`/,
    ],
    [
      "single sign-on",
      status(403, "", { "x-github-sso": "required; url=https://x/?authorization_request=A1" }),
      "forbidden",
      /Configure SSO$/,
    ],
    [
      "a plan",
      status(403, "Upgrade to GitHub Pro or make this repository public to enable this feature."),
      "unavailable",
      /plan/,
    ],
    ["an address", status(403, "the `acme` organization has an IP allow list enabled"), "forbidden", /listed IP addresses/],
    ["a kind of token", status(403, "`acme` forbids access via a personal access token (classic)"), "forbidden", /of this kind/],
    ["nothing there", status(404, "Not Found"), "not-found", /or hidden from the token/],
    ["something odd", status(418, "teapot"), "failed", /HTTP 418/],
    [
      "HTML",
      ((_, response) => send(response, 200, "<html>", { "content-type": "text/html" })) satisfies Answer,
      "failed",
      /not what/,
    ],
    ["another shape", [1], "failed", /not what/],
    ["trouble of its own", status(502), "failed", /trouble of its own \(HTTP 502\)/],
    ["a cut connection", ((_, response) => void response.destroy()) satisfies Answer, "failed", /broke/],
  ])("%s becomes a gap", async (_, answer, reason, detail) => {
    const { fetched } = await answerTo(answer);
    expect(fetched).toMatchObject({ known: false, reason, detail: expect.stringMatching(detail) });
    expect(JSON.stringify(fetched)).not.toMatch(new RegExp(`${token}|authorization_request`));
  });

  it("is asked for again when it may be over in a moment", async () => {
    const answers: Answer[] = [
      status(503),
      (_, response) => void response.destroy(),
      (_, response) => send(response, 200, { name: "app" }),
    ];
    const { fetched, fake } = await answerTo(((...args) => answers.shift()?.(...args)) satisfies Answer);
    expect(fetched).toMatchObject(found);
    expect(fake.asked).toHaveLength(3);
  });

  it("is not waited for beyond the deadline", async () => {
    const { fetched, fake } = await answerTo(status(503), { deadline: Date.now() + 5000, pauseUnit: 10_000 });
    expect(fetched).toMatchObject({ known: false, reason: "failed" });
    expect(fake.asked).toHaveLength(1);
  });

  it("stops everything when it is about the token", async () => {
    const fake = await fakeGithub({ "repos/acme/app": status(401) });
    const client = clientOf(fake);
    await client.ask(question);
    expect(await client.ask({ ...question, path: "repos/acme/other" })).toMatchObject({ reason: "token" });
    expect(fake.asked).toHaveLength(1);
  });

  it("stops everything when the host is out of reach", async () => {
    const client = clientOf({ origin: "http://127.0.0.1:1" });
    expect(await client.ask(question)).toMatchObject({ reason: "failed", detail: "the host refuses the connection" });
    expect(await client.ask(question)).toMatchObject({ reason: "failed", detail: "the host refuses the connection" });
  });

  it("is too large to be read", async () => {
    const { fetched, fake } = await answerTo(((_, response) => send(response, 200, " ".repeat(9_000_000))) satisfies Answer);
    expect(fetched).toMatchObject({ reason: "failed", detail: expect.stringMatching(/larger/) });
    expect(fake.asked).toHaveLength(1);
  });
});

describe("limits", () => {
  const now = Math.floor(Date.now() / 1000) * 1000;
  const afterwards =
    (first: Answer): Answer =>
    (request, response, count) => {
      if (count === 1) first(request, response, count);
      else send(response, 200, { name: "app" });
    };

  it.each([
    [
      "the primary one",
      status(403, "API rate limit exceeded", { "x-ratelimit-remaining": "0", "x-ratelimit-reset": String(now / 1000 + 20) }),
    ],
    ["a secondary one", status(403, "You have exceeded a secondary rate limit.", { "retry-after": "20" })],
    ["one that has no words", status(429, "", { "retry-after": "20" })],
  ])("of which %s passes are waited for", async (_, first) => {
    let clock = now;
    const pauses: number[] = [];
    const pause = (milliseconds: number): Promise<void> => {
      pauses.push(milliseconds);
      clock += milliseconds;
      return Promise.resolve();
    };
    const { fetched } = await answerTo(afterwards(first), { now: () => clock, deadline: now + 60_000, pause });
    expect(fetched).toMatchObject(found);
    expect(Math.round(pauses.reduce((sum, next) => sum + next, 0) / 10_000)).toBe(2);
  });

  it("of a minute are kept before GitHub has to say so", async () => {
    let clock = now;
    const pauses: number[] = [];
    const fake = await fakeGithub(Object.fromEntries([1, 2, 3, 4, 5].map((number) => [`repos/acme/${number}`, { name: "app" }])));
    const client = clientOf(fake, {
      host: { api: `${fake.origin}/api/v3`, site: "github.com", perMinute: 2 },
      now: () => clock,
      deadline: now + 90_000,
      pause(milliseconds) {
        pauses.push(milliseconds);
        clock += milliseconds;
        return Promise.resolve();
      },
    });
    for (const number of [1, 2, 3, 4])
      expect(await client.ask({ ...question, path: `repos/acme/${number}` })).toMatchObject(found);
    expect(pauses).toEqual([60_000]);
    expect(await client.ask({ ...question, path: "repos/acme/5" })).toMatchObject({ known: false, reason: "rate-limited" });
  });

  it("that pass after the deadline keep everything from being asked", async () => {
    const limited = status(403, "API rate limit exceeded", {
      "x-ratelimit-remaining": "0",
      "x-ratelimit-reset": String(now / 1000 + 3000),
    });
    const fake = await fakeGithub({ "repos/acme/app": limited });
    const client = clientOf(fake, { now: () => now, deadline: now + 60_000 });
    expect(await client.ask(question)).toMatchObject({ known: false, reason: "rate-limited" });
    expect(await client.ask({ ...question, path: "repos/acme/other" })).toMatchObject({ reason: "rate-limited" });
    expect(fake.asked).toHaveLength(1);
  });
});

describe("lists", () => {
  const linked =
    (next: string, body: unknown): Answer =>
    (_, response) =>
      send(response, 200, body, { link: `<https://x/?page=9>; rel="last", <${next}>; rel="next"` });

  it("are read to their last page", async () => {
    const fake = await fakeGithub({
      "orgs/acme/repos?per_page=100": linked("/api/v3/orgs/acme/repos?page=2", [{ name: "a" }]),
      "orgs/acme/repos?page=2": [{ name: "b" }],
    });
    expect(await clientOf(fake).list(names)).toMatchObject({ known: true, value: ["a", "b"] });
  });

  it.each([
    ["another host", "https://elsewhere.test/repos?page=2"],
    ["itself", "/api/v3/orgs/acme/repos?per_page=100"],
    ["a page that was there", "/api/v3/orgs/acme/repos?page=2"],
    ["nothing", "http://["],
  ])("that go on at %s are gaps", async (_, next) => {
    const fake = await fakeGithub({ "orgs/acme/repos": linked(next, [{ name: "a" }]) });
    expect(await clientOf(fake).list(names)).toMatchObject({ known: false, reason: "failed" });
    expect(fake.asked.length).toBeLessThan(4);
  });

  it("in which something is not understood are gaps, not shorter lists", async () => {
    const fake = await fakeGithub({ "orgs/acme/repos": [{ name: "a" }, { nom: "b" }] });
    expect(await clientOf(fake).list(names)).toMatchObject({ known: false, reason: "failed" });
  });

  it("of which single sign-on hides a part are gaps", async () => {
    const partial: Answer = (_, response) => send(response, 200, [], { "x-github-sso": "partial-results; organizations=1,2" });
    expect(await clientOf(await fakeGithub({ "orgs/acme/repos": partial })).list(names)).toMatchObject({ reason: "forbidden" });
  });
});

describe("the journal", () => {
  it("keeps what was answered or refused, and is asked first", async () => {
    const fake = await fakeGithub({ "repos/acme/app": { name: "app" }, "repos/acme/broken": status(502) });
    const client = clientOf(fake);
    await Promise.all([client.ask(question), client.ask(question), client.ask({ ...question, path: "repos/acme/gone" })]);
    await client.ask({ ...question, path: "repos/acme/gone" });
    expect(await client.ask(question)).toMatchObject(found);
    expect(fake.asked.toSorted()).toEqual(["repos/acme/app", "repos/acme/gone"]);
  });

  it("does not keep what may be over next time", async () => {
    const fake = await fakeGithub({ "repos/acme/app": status(502) });
    const journal = memoryJournal();
    await clientOf(fake, { journal }).ask(question);
    expect(journal.entries).toEqual([]);
  });

  it("spares an answer that is still the same", async () => {
    const fake = await fakeGithub({
      "repos/acme/app": ((request, response) => {
        if (request.headers["if-none-match"] === 'W/"1"') send(response, 304, "");
        else send(response, 200, { name: "app" }, { etag: 'W/"1"' });
      }) satisfies Answer,
    });
    const first = memoryJournal();
    await clientOf(fake, { journal: first }).ask(question);
    const second = memoryJournal(first.entries);
    const fetched = await clientOf(fake, { journal: second, now: () => 1_800_000_000_000, deadline: 1_800_000_060_000 }).ask(
      question,
    );
    expect(fetched).toEqual({ known: true, value: "app", at: "2027-01-15T08:00:00.000Z" });
    expect(second.entries).toMatchObject([{ etag: 'W/"1"', answer: { value: "app" } }]);
    expect(JSON.stringify(second.entries)).not.toContain(token);
  });

  it("does not hold a token that was sent back", async () => {
    const echo: Answer = ({ headers }, response) => {
      const sent = String(headers.authorization);
      const link = `</api/v3/orgs/acme/repos?page=2&of=${encodeURIComponent(token)}>; rel="next"`;
      send(response, 200, [{ name: `a ${sent}` }], {
        etag: `"${token}"`,
        ...(response.req.url?.includes("page=2") ? {} : { link }),
      });
    };
    const journal = memoryJournal();
    const fetched = await clientOf(await fakeGithub({ "orgs/acme/repos": echo }), { journal }).list(names);
    expect(fetched).toMatchObject({ value: ["a Bearer ***", "a Bearer ***"] });
    expect(JSON.stringify(journal.entries)).not.toContain(token);
  });
});
