/** What the registry says of orbs that configurations name. */
import { expect, it } from "vitest";
import { collectOrbFacts } from "../../../src/collect/circleci/facts/orbs.ts";
import type { OrbQuestions } from "../../../src/collect/circleci/facts/orbs.ts";
import type { ApiAnswer } from "../../../src/collect/circleci/graphql.ts";
import { memoryJournal } from "../../../src/collect/run-journal.ts";
import type { OrbFacts } from "../../../src/snapshot/snapshot.ts";
import { at } from "./memory-client.ts";

interface Registry extends OrbQuestions {
  readonly asked: string[];
}

function registry(answer: ApiAnswer, journal = memoryJournal()): Registry {
  const asked: string[] = [];
  const ask: OrbQuestions["ask"] = (_, { version = "" }) => {
    asked.push(version);
    return Promise.resolve(answer);
  };
  return { asked, ask, journal, host: "https://circleci.example", now: () => Date.parse(at) };
}

const orb = { versions: [{ version: "6.0.1" }] };
const found = { data: { orbVersion: { version: "5.1.9", createdAt: "2024-01-02T03:04:05.678Z" }, orb } };

async function factsOf(reference: string, answer: ApiAnswer): Promise<OrbFacts["details"] | undefined> {
  return (await collectOrbFacts([reference], registry(answer)))[0]?.details;
}

it("tells version, age and the latest one, and asks about each reference once", async () => {
  const questions = registry(found);
  const details = { known: true, at, value: { version: "5.1.9", createdAt: "2024-01-02T03:04:05.678Z", latest: "6.0.1" } };
  expect(await collectOrbFacts(["circleci/node@5.1", "circleci/node@5.1", "circleci/node"], questions)).toEqual([
    { reference: "circleci/node@5.1", details },
    { reference: "circleci/node", details },
  ]);
  expect(questions.asked).toEqual(["circleci/node@5.1", "circleci/node@volatile"]);
  const again = registry(found, questions.journal as ReturnType<typeof memoryJournal>);
  expect(await collectOrbFacts(["circleci/node@5.1"], again)).toMatchObject([{ details }]);
  expect(again.asked).toEqual([]);
});

it("says what is missing, and keeps nothing of a fault", async () => {
  expect(await factsOf("acme/gone@1", { data: { orbVersion: null, orb: null } })).toMatchObject({ reason: "not-found" });
  expect(await factsOf("acme/old@1", { data: { orbVersion: null, orb } })).toMatchObject({
    detail: expect.stringContaining("newest is 6.0.1") as string,
  });
  expect(await factsOf("acme/odd@1", { data: { orbVersion: { version: "<b>" }, orb: [] } })).toMatchObject({ reason: "failed" });
  const questions = registry({ fault: { kind: "throttled", reason: "slowly" } });
  for (let run = 0; run < 2; run += 1) {
    expect(await collectOrbFacts(["acme/a@1"], questions)).toMatchObject([
      { details: { reason: "rate-limited", detail: "slowly" } },
    ]);
  }
  expect(questions.asked).toHaveLength(2);
});

it.each(["acme", "acme/a@1@2", "acme/../a@1", "https://orbs.example/a", "acme/a@1.x", ""])(
  "asks nothing about %j",
  async (reference) => {
    const questions = registry(found);
    expect(await collectOrbFacts([reference], questions)).toMatchObject([{ reference, details: { known: false } }]);
    expect(questions.asked).toEqual([]);
  },
);
