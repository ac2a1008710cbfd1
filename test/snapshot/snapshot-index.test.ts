import { expect, test } from "vitest";
import { indexSnapshot } from "../../src/snapshot/snapshot-index.ts";
import { factsFrom, snapshotOf } from "../facts/read-facts.ts";

test.each([
  ["https://circleci.com", false],
  ["https://ci.acme.example", true],
  ["https://circleci.com.acme.example", true],
  ["http://127.0.0.1:18410", false],
  [undefined, false],
] as const)("what answers at %s is on a server of one's own: %s", (circleci, expected) => {
  const facts = factsFrom({ project: {} });
  const index = indexSnapshot({ ...snapshotOf([facts]), hosts: circleci === undefined ? {} : { circleci } });
  expect(index.factsOf(facts.project).isOnServer).toBe(expected);
});
