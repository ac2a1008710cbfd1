import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { beforeEach, expect, it, onTestFinished } from "vitest";
import { keyOf, openJournal } from "../../src/collect/journal.ts";
import type { JournalOptions, OpenedJournal } from "../../src/collect/journal.ts";
import { gap } from "../../src/snapshot/fetched.ts";

const token = "fake-token-0123456789abcdef";
const start = Date.parse("2026-01-31T12:00:00Z");
const hour = 3_600_000;
const key = keyOf("circleci", "https://circleci.com/api/v2/me");
const entry = { key, at: new Date(start).toISOString(), etag: '"1"', answer: { value: { name: "a" }, next: "2" } };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "journal-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
});

function fileOf(): string {
  return path.join(folder, "answers.jsonl");
}

function open(options: Partial<JournalOptions> = {}): OpenedJournal {
  const opened = openJournal({
    file: fileOf(),
    tool: "circleci-secaudit/0.3.0",
    tokens: { circleci: token, github: undefined },
    now: () => start,
    maxAge: 0,
    resume: false,
    ...options,
  });
  return opened;
}

it("gives back what it was given, in the same run and when that is resumed", () => {
  const { journal } = open();
  expect(journal.current(key)).toBeUndefined();
  journal.keep(entry);
  expect(journal.current(key)).toEqual(entry);
  journal.close();
  const resumed = open({ resume: true });
  expect(resumed).toMatchObject({ isResumed: true, note: undefined });
  expect(resumed.journal.current(key)).toEqual(entry);
  expect(resumed.journal.earlier(key)).toBeUndefined();
  expect(statSync(fileOf()).mode & 0o777).toBe(0o600);
  expect(readFileSync(fileOf(), "utf8")).not.toContain(token);
});

it("keeps answers of earlier runs for conditional questions, and takes young ones as they are", () => {
  open().journal.keep(entry);
  const next = open().journal;
  expect(next.current(key)).toBeUndefined();
  expect(next.earlier(key)).toEqual(entry);
  const later = { now: () => start + hour };
  expect(open({ ...later, maxAge: hour + 1 }).journal.current(key)).toEqual(entry);
  expect(open({ ...later, maxAge: hour }).journal.current(key)).toBeUndefined();
  expect(open({ now: () => start - hour, maxAge: hour }).journal.current(key)).toBeUndefined();
});

it("believes a refusal only in its own run", () => {
  const refused = { key, at: entry.at, answer: { gap: gap("forbidden", "the token may not see it") } };
  open().journal.keep(refused);
  const resumed = open({ resume: true, maxAge: hour }).journal;
  expect(resumed.current(key)).toEqual(refused);
  const next = open({ maxAge: hour }).journal;
  expect(next.current(key)).toBeUndefined();
  expect(next.earlier(key)).toBeUndefined();
});
