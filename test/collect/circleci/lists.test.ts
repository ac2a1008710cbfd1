/** Lists that have no end, that break off, or that are not understood: a gap, never a shorter list. */
import { describe, expect, it } from "vitest";
import type { AskPage } from "../../../src/collect/circleci/ask-page.ts";
import { listOf } from "../../../src/collect/circleci/list.ts";
import { memoryJournal } from "../../../src/collect/run-journal.ts";
import { clientFor, fakeHost, json, nameOf } from "./fake-host.ts";
import type { Answer } from "./fake-host.ts";

const contexts = { api: "v2", path: "context", parseItem: nameOf } as const;

function page(names: readonly unknown[], next: unknown): Answer {
  return (_, response) => json(response, 200, { items: names.map((name) => ({ name })), next_page_token: next });
}

describe("a list", () => {
  it.each<readonly [string, Answer, RegExp, number]>([
    ["whose next page is itself", page(["a"], "1"), /names a page that was had already/, 2],
    [
      "that goes round in a circle",
      (asked, response) => page(["a"], String(asked.count % 3))(asked, response),
      /names a page that was had already/,
      4,
    ],
    ["of empty pages", (asked, response) => page([], String(asked.count))(asked, response), /after 3 empty pages/, 3],
    ["of something else", page(["a", 7, "b"], null), /1 of 3 items of the list have another shape/, 1],
    ["whose items are no records", (_, response) => json(response, 200, ["a", null, []]), /3 of 3 items/, 1],
    ["that is none", (_, response) => json(response, 200, { message: "hello" }), /another shape/, 1],
    ["with a strange mark of the next page", page(["a"], { x: 1 }), /another shape/, 1],
    [
      "of which a page fails",
      (asked, response) => (asked.query.has("page-token") ? json(response, 403, {}) : page(["a"], "2")(asked, response)),
      /may not see it/,
      2,
    ],
  ])("%s is a gap", async (_, answer, detail, asked) => {
    const fake = await fakeHost(answer);
    const list = await clientFor(fake.host).list(contexts);
    expect(list).toMatchObject({ known: false, detail: expect.stringMatching(detail) as string });
    expect(fake.asked).toHaveLength(asked);
  });

  it("may have a page that a filter left empty, and an empty mark at its end", async () => {
    const answers = [page(["a"], "2"), page([], "3"), page(["b"], "")];
    const fake = await fakeHost((asked, response) => answers[asked.count - 1]?.(asked, response));
    expect(await clientFor(fake.host).list(contexts)).toMatchObject({ known: true, value: ["a", "b"] });
  });

  it.each([
    ["pages", 1, /more than 1000 pages/],
    ["items", 60_000, /more than 100000 items/],
  ])("of very many %s has an end", async (_, size, detail) => {
    const value = Array.from({ length: size }, () => "a");
    let count = 0;
    // Over the network this would take seconds.
    const ask: AskPage = () => {
      count += 1;
      return Promise.resolve({ at: "2026-01-31T12:00:00.000Z", answer: { value, next: String(count) } });
    };
    const list = await listOf(contexts, ask);
    expect(list).toMatchObject({ reason: "failed", detail: expect.stringMatching(detail) as string });
  });
});

describe("a list that was interrupted", () => {
  const three: Answer = (asked, response) => {
    const token = Number(asked.query.get("page-token") ?? "1");
    page([`n${token}`], token < 3 ? String(token + 1) : null)(asked, response);
  };

  it("asks only for the pages that are missing", async () => {
    const journal = memoryJournal();
    const broken = await fakeHost((asked, response) => (asked.count === 3 ? json(response, 400, {}) : three(asked, response)));
    expect(await clientFor(broken.host, { journal }).list(contexts)).toMatchObject({ reason: "failed" });
    expect(await clientFor(broken.host, { journal }).list(contexts)).toMatchObject({ value: ["n1", "n2", "n3"] });
    expect(broken.asked.map(({ query }) => query.get("page-token"))).toEqual([null, "2", "3", "3"]);
  });

  it("begins anew when what was kept of it had no end", async () => {
    const journal = memoryJournal();
    let isMended = false;
    const fake = await fakeHost((asked, response) => (isMended ? page(["a"], null) : page(["a"], "1"))(asked, response));
    expect(await clientFor(fake.host, { journal }).list(contexts)).toMatchObject({ reason: "failed" });
    isMended = true;
    expect(await clientFor(fake.host, { journal }).list(contexts)).toMatchObject({ value: ["a"] });
  });

  it("begins anew when the host does not know the next page any more", async () => {
    const journal = memoryJournal();
    const fake = await fakeHost((asked, response) => {
      const isStale = asked.query.get("page-token") === "old";
      if (isStale) json(response, 400, { message: "page token expired" });
      else if (asked.query.has("page-token")) page(["b"], null)(asked, response);
      else page(["a"], asked.count === 1 ? "old" : "new")(asked, response);
    });
    expect(await clientFor(fake.host, { journal }).list(contexts)).toMatchObject({ reason: "failed" });
    expect(await clientFor(fake.host, { journal }).list(contexts)).toMatchObject({ value: ["a", "b"] });
  });
});
