/** The client and its journal: nothing is asked twice, and what has not changed is not sent again. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { beforeEach, expect, it, onTestFinished } from "vitest";
import { openJournal } from "../../../src/collect/journal.ts";
import type { RunJournal } from "../../../src/collect/journal.ts";
import type { CircleClient } from "../../../src/collect/questions.ts";
import type { Fetched } from "../../../src/snapshot/fetched.ts";
import { clientFor, fakeHost, json, nameOf, start, token, whole } from "./fake-host.ts";
import type { Answer } from "./fake-host.ts";

let file: string;
beforeEach(() => {
  const folder = mkdtempSync(path.join(tmpdir(), "resume-"));
  file = path.join(folder, "answers.jsonl");
  onTestFinished(() => rmSync(folder, { recursive: true }));
});

function journal(resume: boolean, now = start): RunJournal {
  const tokens = { circleci: token, github: undefined };
  const opened = openJournal({ file, tool: "test", tokens, now: () => now, maxAge: 0, resume });
  onTestFinished(() => opened.journal.close());
  return opened.journal;
}

/** Five things, among them a list of two pages and a refusal. */
async function collect(client: CircleClient): Promise<readonly Fetched<unknown>[]> {
  return [
    await client.ask({ api: "v2", path: "me", parse: whole }),
    await client.list({ api: "v2", path: "context", parseItem: nameOf }),
    await client.ask({ api: "v1.1", path: "forbidden", parse: whole }),
    await client.ask({ api: "v3", path: "orgs", parse: whole }),
  ];
}

const usual: Answer = ({ path: address, query, headers }, response) => {
  const etag = { etag: `W/"${query.get("page-token") ?? "1"}"` };
  if (address.endsWith("forbidden")) json(response, 403, { message: "Permission denied." });
  else if (headers["if-none-match"] === etag.etag) json(response, 304, "", etag);
  else if (!address.endsWith("context")) json(response, 200, { name: address }, etag);
  else if (query.has("page-token")) json(response, 200, { items: [{ name: "b" }] }, etag);
  else json(response, 200, { items: [{ name: "a" }], next_page_token: "2" }, etag);
};

it.each([1, 2, 3, 4, 5])("goes on after being interrupted at request %d, and asks nothing twice", async (at) => {
  let isBroken = true;
  const fake = await fakeHost((asked, response) =>
    isBroken && asked.count >= at ? json(response, 400, {}) : usual(asked, response),
  );
  const expected = await collect(clientFor((await fakeHost(usual)).host));
  await collect(clientFor(fake.host, { journal: journal(false) }));
  isBroken = false;
  const before = fake.asked.length;
  const resumed = await collect(clientFor(fake.host, { journal: journal(true) }));
  expect(resumed).toEqual(expected);
  const had = fake.asked.slice(0, at - 1).map((asked) => asked.path + asked.query.toString());
  const again = fake.asked.slice(before).map((asked) => asked.path + asked.query.toString());
  expect(again.filter((address) => had.includes(address))).toEqual([]);
  const third = fake.asked.length;
  expect(await collect(clientFor(fake.host, { journal: journal(true) }))).toEqual(expected);
  expect(fake.asked).toHaveLength(third);
});

it("asks a second time only whether anything has changed", async () => {
  const fake = await fakeHost(usual);
  const first = journal(false);
  const answers = await collect(clientFor(fake.host, { journal: first }));
  expect(first.finish()).toBeUndefined();
  const later = start + 1000;
  const second = journal(true, later);
  const again = await collect(clientFor(fake.host, { journal: second, now: () => later }));
  const at = new Date(later).toISOString();
  expect(again).toEqual(answers.map((answer) => (answer.known ? { ...answer, at } : answer)));
  expect(fake.asked.slice(5).map(({ headers }) => headers["if-none-match"])).toEqual([
    'W/"1"',
    'W/"1"',
    'W/"2"',
    undefined,
    'W/"1"',
  ]);
  expect(second.finish()).toBeUndefined();
  expect(journal(false, later).earlier(`circleci ${fake.host}/api/v2/context?page-token=2`)).toMatchObject({ at, etag: 'W/"2"' });
});

it("sends back no mark that does not look like one", async () => {
  const marks = [`"${token}"`, "unquoted", '"a"b"', `"${"x".repeat(300)}"`, '"a", "b"'];
  const fake = await fakeHost((asked, response) => json(response, 200, {}, { etag: marks[asked.count - 1] ?? "" }));
  const first = journal(false);
  const paths = marks.map((_, index) => `p/${index}`);
  for (const one of paths) await clientFor(fake.host, { journal: first }).ask({ api: "v2", path: one, parse: whole });
  for (const one of paths) await clientFor(fake.host, { journal: journal(false) }).ask({ api: "v2", path: one, parse: whole });
  expect(fake.asked).toHaveLength(marks.length * 2);
  expect(fake.asked.some(({ headers }) => "if-none-match" in headers)).toBe(false);
});

it("keeps no answer that may be another one next time", async () => {
  for (const code of [400, 401, 429, 500]) {
    const fake = await fakeHost((_, response) => json(response, code, {}));
    const kept = journal(false);
    await clientFor(fake.host, { journal: kept }).ask({ api: "v2", path: "me", parse: whole });
    expect(kept.current(`circleci ${fake.host}/api/v2/me`)).toBeUndefined();
  }
});

/** A host that sends the token back wherever it can. */
const echo: readonly (readonly [string, Answer])[] = [
  [
    "a body",
    (_, response) => json(response, 200, { name: token, [token]: token, items: [{ name: token }], next_page_token: token }),
  ],
  ["a header", (_, response) => json(response, 500, {}, { "x-request-id": token, etag: `"${token}"`, "retry-after": token })],
  ["a refusal", (_, response) => json(response, 403, { message: `${"x".repeat(190)}${token}` })],
  ["an error of v3", (_, response) => json(response, 404, { error: { title: token, detail: `Circle-Token: ${token}` } })],
  ["a redirect", (_, response) => json(response, 302, "", { location: `https://${token}.example.com/${token}` })],
  ["a page", (_, response) => json(response, 200, `<html>${token}`)],
  ["no JSON", (_, response) => json(response, 200, token)],
  ["a cut connection", (_, response) => void response.destroy()],
  ["a status line", (_, response) => void response.socket?.end(`HTTP/1.1 999 ${token}\r\n${token}\r\n\r\n`)],
  ["a huge header", (_, response) => json(response, 200, {}, { "x-echo": token.repeat(2000) })],
  ["silence", () => undefined],
];

it.each(echo)("writes and tells the token nowhere: %s", async (_, answer) => {
  const fake = await fakeHost(answer);
  const kept = journal(false);
  const thrown: unknown[] = [];
  const note = (reason: unknown): void => void thrown.push(reason);
  process.on("unhandledRejection", note);
  onTestFinished(() => void process.off("unhandledRejection", note));
  const client = clientFor(fake.host, { journal: kept, deadline: start + 60 });
  const outcomes = await collect(client);
  const text = JSON.stringify([outcomes, thrown, readFileSync(file, "utf8"), kept.finish(), readFileSync(file, "utf8")]);
  expect(text.toLowerCase()).not.toContain(token);
  expect(text.toLowerCase()).not.toContain(token.slice(0, 12));
  expect(thrown).toEqual([]);
});
