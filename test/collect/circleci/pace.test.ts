/** How questions wait when a host takes no more for now. */
import { describe, expect, it } from "vitest";
import { kindOf } from "../../../src/collect/circleci/address.ts";
import { allowanceIn } from "../../../src/collect/circleci/allowance.ts";
import { retryAfterOf } from "../../../src/collect/circleci/pace.ts";
import { clientFor, fakeClock, fakeHost, json, start, whole } from "./fake-host.ts";
import type { Answer, FakeClock } from "./fake-host.ts";

const seconds = (clock: FakeClock): number => (clock.now() - start) / 1000;

describe("after a 429", () => {
  it.each([
    ["seconds", "20"],
    ["a date", new Date(start + 20_000).toUTCString()],
  ])("waits as long as the host says in %s", async (_, header) => {
    const fake = await fakeHost(({ count }, response) =>
      count === 1 ? json(response, 429, {}, { "retry-after": header }) : json(response, 200, {}),
    );
    const clock = fakeClock();
    const told: number[] = [];
    const client = clientFor(fake.host, { clock, paused: (pause) => void told.push(pause) });
    expect(await client.ask({ api: "v2", path: "me", parse: whole })).toMatchObject({ known: true });
    expect(fake.asked).toHaveLength(2);
    expect(seconds(clock)).toBeGreaterThanOrEqual(20);
    expect(seconds(clock)).toBeLessThan(21);
    expect(told).toEqual([20_000]);
  });

  it("all questions wait together, and the user is not told for each", async () => {
    const clock = fakeClock();
    const times: number[] = [];
    const fake = await fakeHost(({ count }, response) => {
      times.push(seconds(clock));
      if (seconds(clock) < 30 && count > 2) json(response, 429, {}, { "retry-after": String(30 - seconds(clock)) });
      else setImmediate(() => json(response, 200, {}));
    });
    const told: number[] = [];
    const client = clientFor(fake.host, { clock, deadline: start + 600_000, paused: (pause) => void told.push(pause) });
    const ask = (index: number): Promise<unknown> => client.ask({ api: "v2", path: `p/${index}`, parse: whole });
    const answers = await Promise.all(Array.from({ length: 40 }, (_, index) => ask(index)));
    expect(answers.every((answer) => (answer as { known: boolean }).known)).toBe(true);
    // Those that were under way were turned away; nothing was sent while the host was closed.
    expect(times.filter((time) => time > 0 && time < 30)).toEqual([]);
    expect(times.filter((time) => time === 0).length).toBeLessThanOrEqual(10);
    expect(told.length).toBeLessThanOrEqual(2);
  });

  it("nothing more is asked when the host opens after the deadline only", async () => {
    const fake = await fakeHost((_, response) => json(response, 429, {}, { "retry-after": "3600" }));
    const clock = fakeClock();
    const client = clientFor(fake.host, { clock });
    const first = await client.ask({ api: "v2", path: "me", parse: whole });
    expect(first).toMatchObject({ reason: "rate-limited", detail: expect.stringContaining("--timeout") as string });
    const second = await client.ask({ api: "v1.1", path: "projects", parse: whole });
    expect(second).toMatchObject({
      reason: "rate-limited",
      detail: expect.stringContaining("until 2026-01-31T13:00:00.000Z") as string,
    });
    // A second kind of question, to be sure that it is all of them.
    expect(fake.asked).toHaveLength(2);
    expect(await client.ask({ api: "v3", path: "orgs", parse: whole })).toEqual(second);
    expect(fake.asked).toHaveLength(2);
    expect(clock.pauses).toEqual([]);
  });

  it("is patient with a host that says when to come back", async () => {
    const fake = await fakeHost(({ count }, response) =>
      count <= 6 ? json(response, 429, {}, { "retry-after": "1" }) : json(response, 200, {}),
    );
    expect(await clientFor(fake.host).ask({ api: "v2", path: "me", parse: whole })).toMatchObject({ known: true });
  });
});

describe("a limit on one kind of question", () => {
  const answer: Answer = ({ path }, response) =>
    path.endsWith("/schedule") ? json(response, 429, {}, { "retry-after": "2" }) : setImmediate(() => json(response, 200, {}));

  it("holds nothing else up, and is believed after a while", async () => {
    const fake = await fakeHost(answer);
    const clock = fakeClock();
    const client = clientFor(fake.host, { clock });
    const projects = Array.from({ length: 40 }, (_, index) => `project/gh/acme/p${index}`);
    const kinds = ["settings", "envvar", "schedule", "checkout-key"];
    const questions = projects.flatMap((project) => kinds.map((kind) => `${project}/${kind}`));
    const answers = await Promise.all(questions.map((path) => client.ask({ api: "v2", path, parse: whole })));
    expect(answers.filter(({ known }) => known)).toHaveLength(120);
    expect(answers.filter((gap) => !gap.known && gap.reason === "rate-limited")).toHaveLength(40);
    expect(fake.asked.filter(({ path }) => path.endsWith("schedule")).length).toBeLessThan(100);
    expect(seconds(clock)).toBeLessThan(30);
  });
});

it("knows which questions are of one kind", () => {
  expect(kindOf("v2", "project/gh/acme/app/settings")).toBe("v2 project/settings");
  expect(kindOf("private", "project/1")).toBe("private project");
  expect(kindOf("v2", "project/gh/acme/app")).toBe("v2 project");
  expect(kindOf("v2", "context/1/restrictions")).toBe("v2 context/restrictions");
  expect(kindOf("v2", "insights/pages/gh/acme/app/summary")).toBe("v2 insights/pages/summary");
  expect(kindOf("v2", "projects/1/pipeline-definitions/2/triggers")).toBe("v2 projects/pipeline-definitions/triggers");
  expect(kindOf("v2", "org/1/project/2/oidc-custom-claims")).toBe("v2 org/project/oidc-custom-claims");
  expect(kindOf("v3", "orgs")).toBe("v3 orgs");
});

describe("when the headers say that nothing is left", () => {
  it.each([
    ["RateLimit", { "RateLimit-Remaining": "REST", "RateLimit-Reset": "30" }],
    ["X-RateLimit of a second", { "X-RateLimit-Remaining-Second": "REST" }],
    [
      "the lower of both",
      { "RateLimit-Remaining": "99", "X-RateLimit-Remaining": "REST", "X-RateLimit-Reset": "30", "RateLimit-Reset": "1" },
    ],
  ])("%s: waits for the reset, so that nobody is turned away", async (_, headers) => {
    const clock = fakeClock();
    const limit = 10;
    let [left, windowEnds] = [limit, 0];
    let refused = 0;
    const fake = await fakeHost((__, response) => {
      const length = "X-RateLimit-Remaining-Second" in headers ? 1000 : 30_000;
      if (clock.now() >= windowEnds) [left, windowEnds] = [limit, clock.now() + length];
      left -= 1;
      if (left < 0) refused += 1;
      const filled = Object.entries(headers).map(([name, value]) => [name, value.replace("REST", String(Math.max(0, left)))]);
      json(response, left < 0 ? 429 : 200, {}, Object.fromEntries(filled) as Record<string, string>);
    });
    const client = clientFor(fake.host, { clock, deadline: start + 600_000 });
    const ask = (index: number): Promise<unknown> => client.ask({ api: "v2", path: `p/${index}`, parse: whole });
    const answers = await Promise.all(Array.from({ length: 35 }, (__, index) => ask(index)));
    expect(answers.every((answer) => (answer as { known: boolean }).known)).toBe(true);
    expect(refused).toBe(0);
    expect(fake.asked).toHaveLength(35);
  });
});

it("reads what the headers say", () => {
  const allowance = (headers: Readonly<Record<string, string>>): unknown =>
    allowanceIn({ status: 200, text: "", header: (name) => headers[name] }, start);
  expect(allowance({ "ratelimit-remaining": "5", "ratelimit-reset": "7" })).toEqual({ remaining: 5, until: start + 7000 });
  expect(allowance({ "x-ratelimit-remaining-minute": "0" })).toEqual({ remaining: 0, until: start + 60_000 });
  expect(allowance({ "x-ratelimit-remaining": "0", "x-ratelimit-reset": "1769861000" })).toEqual({
    remaining: 0,
    until: 1_769_861_000_000,
  });
  expect(allowance({ "x-ratelimit-remaining-day": "0" })).toBeUndefined();
  expect(allowance({ "ratelimit-remaining": "none", "ratelimit-reset": "7" })).toBeUndefined();
  expect(retryAfterOf("soon", start)).toBeUndefined();
  expect(retryAfterOf("Sat, 31 Jan 2026 11:00:00 GMT", start)).toBe(0);
});

it("asks fewer at once after it was turned away, so that few are asked in vain", async () => {
  const clock = fakeClock();
  const limit = 20;
  let [count, opened] = [0, 0];
  const fake = await fakeHost((_, response) => {
    if (clock.now() - opened >= 1000) [count, opened] = [0, clock.now()];
    count += 1;
    setImmediate(() => (count > limit ? json(response, 429, {}, { "retry-after": "1" }) : json(response, 200, {})));
  });
  const client = clientFor(fake.host, { clock, deadline: start + 600_000 });
  const ask = (index: number): Promise<unknown> => client.ask({ api: "v2", path: `p/${index}`, parse: whole });
  const answers = await Promise.all(Array.from({ length: 200 }, (_, index) => ask(index)));
  expect(answers.filter((answer) => !(answer as { known: boolean }).known)).toEqual([]);
  expect(fake.asked.length).toBeLessThan(200 * 1.2);
});
