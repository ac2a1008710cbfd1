import {
  appendFileSync,
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { execFileSync } from "node:child_process";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { keyOf, openJournal } from "../../src/collect/journal.ts";
import type { JournalOptions, OpenedJournal } from "../../src/collect/journal.ts";
import type { JournalEntry } from "../../src/collect/questions.ts";
import { gap } from "../../src/snapshot/fetched.ts";

const token = "fake-token-0123456789abcdef";
const other = "fake-other-0123456789abcdef";
const start = Date.parse("2026-01-31T12:00:00Z");
const hour = 3_600_000;
const key = keyOf("circleci", "https://circleci.com/api/v2/me");
const entry = entryFor(key);

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "journal-"));
  file = path.join(folder, "answers.jsonl");
  onTestFinished(() => rmSync(folder, { recursive: true }));
});

function entryFor(its: string, value: unknown = { name: "a" }): JournalEntry {
  return { key: its, at: new Date(start).toISOString(), etag: '"1"', answer: { value, next: "2" } };
}

function open(options: Partial<JournalOptions> = {}): OpenedJournal {
  return openJournal({
    file,
    tool: "circleci-secaudit/0.3.0",
    tokens: { circleci: token, github: undefined },
    now: () => start,
    maxAge: 0,
    resume: false,
    ...options,
  });
}

function kept(): void {
  const { journal } = open();
  journal.keep(entry);
  journal.close();
}

describe("an answer", () => {
  it("is given back in the same run and when that is resumed", () => {
    const { journal } = open();
    expect(journal.current(key)).toBeUndefined();
    journal.keep(entry);
    expect(journal.current(key)).toEqual(entry);
    journal.close();
    const resumed = open({ resume: true });
    expect(resumed).toMatchObject({ isResumed: true, note: undefined });
    expect(resumed.journal.current(key)).toEqual(entry);
    expect(resumed.journal.earlier(key)).toBeUndefined();
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it("of an earlier run is there for conditional questions, and as it is when it is young", () => {
    kept();
    const next = open().journal;
    expect(next.current(key)).toBeUndefined();
    expect(next.earlier(key)).toEqual(entry);
    const later = { now: () => start + hour };
    expect(open({ ...later, maxAge: hour + 1 }).journal.current(key)).toEqual(entry);
    expect(open({ ...later, maxAge: hour }).journal.current(key)).toBeUndefined();
    expect(open({ now: () => start - hour, maxAge: hour }).journal.current(key)).toBeUndefined();
  });

  it("that is a refusal is believed only in its own run", () => {
    const refused = { key, at: entry.at, answer: { gap: gap("forbidden", "the token may not see it") } };
    open().journal.keep(refused);
    expect(open({ resume: true }).journal.current(key)).toEqual(refused);
    const next = open({ maxAge: hour }).journal;
    expect(next.current(key)).toBeUndefined();
    expect(next.earlier(key)).toBeUndefined();
  });

  it("that is newer counts", () => {
    const { journal } = open();
    journal.keep(entry);
    const newer = entryFor(key, { name: "b" });
    journal.keep(newer);
    expect(journal.current(key)).toEqual(newer);
    expect(open({ resume: true }).journal.current(key)).toEqual(newer);
  });

  it("keeps every character", () => {
    const value = { name: 'ä "x" \n\u2028\u0000 😀', big: "y".repeat(600_000), __proto__x: [null, 1.5, true] };
    const its = keyOf("circleci", "https://circleci.com/api/v2/ö");
    open().journal.keep(entryFor(its, value));
    kept();
    expect(open({ maxAge: hour }).journal.current(its)?.answer).toEqual({ value, next: "2" });
  });
});

describe("another token", () => {
  it("does not see the answers of the first, even in a run that is resumed", () => {
    kept();
    const tokens = { circleci: other, github: undefined };
    for (const resume of [false, true]) {
      const { journal } = open({ tokens, resume, maxAge: hour });
      expect(journal.current(key) ?? journal.earlier(key)).toBeUndefined();
      journal.close();
    }
  });

  it("for one service leaves the answers of the other as they are", () => {
    const its = keyOf("github", "https://api.github.com/repos/acme/app");
    open().journal.keep(entryFor(its));
    const { journal } = open({ tokens: { circleci: other, github: undefined }, resume: true });
    expect(journal.current(its)).toEqual(entryFor(its));
  });

  it("cannot be found out from the file", () => {
    kept();
    const text = readFileSync(file, "utf8");
    expect(text).not.toContain(token);
    rmSync(file);
    kept();
    const identity = (line: string): unknown => (JSON.parse(line) as { as?: { circleci: string } }).as?.circleci;
    const [first, second] = [text, readFileSync(file, "utf8")].map((one) => identity(one.split("\n")[1] ?? ""));
    expect(first).toMatch(/^[0-9a-f]{16}$/);
    expect(second).not.toBe(first);
  });
});

describe("a run", () => {
  it("that finished cannot be resumed, and leaves only what it used", () => {
    const unused = keyOf("circleci", "https://circleci.com/api/v2/old");
    const fromCache = keyOf("circleci", "https://circleci.com/api/v2/young");
    open().journal.keep(entryFor(unused));
    open().journal.keep(entryFor(fromCache));
    const { journal } = open({ maxAge: hour });
    journal.keep(entry);
    expect(journal.current(fromCache)).toEqual(entryFor(fromCache));
    expect(journal.finish()).toBeUndefined();
    expect(readFileSync(file, "utf8")).not.toContain("v2/old");
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(["answers.jsonl"]);
    const next = open({ resume: true });
    expect(next.isResumed).toBe(false);
    expect(next.journal.earlier(key)).toEqual(entry);
    expect(next.journal.earlier(fromCache)).toEqual(entryFor(fromCache));
    expect(next.journal.current(key)).toBeUndefined();
  });

  it("that was interrupted twice goes on with all it had", () => {
    const keys = ["a", "b", "c"].map((name) => keyOf("circleci", name));
    for (const its of keys) {
      const { journal } = open({ resume: true });
      journal.keep(entryFor(its));
      journal.close();
    }
    const { journal } = open({ resume: true });
    expect(keys.map((its) => journal.current(its)?.key)).toEqual(keys);
  });

  it("that got no answer to a question can be resumed although it finished", () => {
    const failed = keyOf("circleci", "https://circleci.com/api/v2/failed");
    const { journal } = open();
    expect(journal.current(failed) ?? journal.current(key)).toBeUndefined();
    journal.keep(entry);
    journal.finish();
    const resumed = open({ resume: true });
    expect(resumed.isResumed).toBe(true);
    expect(resumed.journal.current(key)).toEqual(entry);
    expect(resumed.journal.current(failed)).toBeUndefined();
    resumed.journal.keep(entryFor(failed));
    resumed.journal.finish();
    expect(open({ resume: true }).isResumed).toBe(false);
  });

  it("before the last is not what is resumed", () => {
    kept();
    open().journal.close();
    expect(open({ resume: true }).journal.current(key)).toBeUndefined();
  });

  it("of two that write at the same time loses nothing of its own", () => {
    const [one, two] = [open().journal, open().journal];
    const keys = Array.from({ length: 20 }, (_, index) => keyOf("circleci", String(index)));
    keys.forEach((its, index) => (index % 2 === 0 ? one : two).keep(entryFor(its, index)));
    keys.forEach((its, index) => expect((index % 2 === 0 ? one : two).current(its)).toEqual(entryFor(its, index)));
  });
});

it("does not grow without end when no run finishes", () => {
  const value = "x".repeat(200_000);
  const early = keyOf("circleci", "early");
  open().journal.keep(entryFor(early));
  for (let run = 0; run < 20; run += 1) {
    const { journal } = open();
    journal.keep(entryFor(key, value));
    journal.close();
  }
  expect(statSync(file).size).toBeLessThan(1_500_000);
  const { journal } = open({ resume: true });
  expect(journal.current(key)).toEqual(entryFor(key, value));
  expect(journal.current(early)).toBeUndefined();
  expect(journal.earlier(early)).toEqual(entryFor(early));
});

describe("a file", () => {
  it("whose last line is torn loses that line only, wherever it is torn", () => {
    kept();
    const whole = statSync(file).size;
    const second = keyOf("circleci", "second");
    appendFileSync(file, `${JSON.stringify(entryFor(second))}\n`);
    const all = readFileSync(file);
    for (let size = whole; size < all.length; size += 7) {
      writeFileSync(file, all);
      truncateSync(file, size);
      const { journal, note } = open({ resume: true });
      expect(note).toBeUndefined();
      expect(journal.current(key)).toEqual(entry);
      expect(journal.current(second)).toBeUndefined();
      journal.keep(entryFor(second));
      expect(journal.current(second)).toEqual(entryFor(second));
      journal.close();
    }
  });

  it.each([
    ["is damaged", "nonsense\n", /the file is damaged: everything is asked again/],
    ["holds something else", '{"key":"x","at":"never","answer":{}}\n', /the file is damaged/],
    ["has strange gaps", '{"key":"x","at":"2026-01-31T12:00:00Z","answer":{"gap":{"reason":"safe","detail":"x"}}}\n', /damaged/],
  ])("that %s is begun anew, which is said", (_, line, note) => {
    kept();
    appendFileSync(file, line);
    const opened = open({ resume: true });
    expect(opened).toMatchObject({ isResumed: false, note: expect.stringMatching(note) as string });
    expect(opened.journal.current(key)).toBeUndefined();
    opened.journal.keep(entry);
    opened.journal.close();
    expect(open({ resume: true }).journal.current(key)).toEqual(entry);
  });

  it("of another version is begun anew, which is said", () => {
    kept();
    const opened = open({ tool: "circleci-secaudit/9.9.9", resume: true });
    expect(opened.note).toMatch(/another version has written them/);
    expect(opened.journal.current(key)).toBeUndefined();
  });

  it.each([["text\nand more\n"], ["no line feed"], ['{"journal":"another"}\n']])("of somebody else is left alone: %j", (text) => {
    writeFileSync(file, text);
    const { journal, note } = open();
    expect(note).toMatch(/answers are not kept in .*a file of another kind/);
    journal.keep(entry);
    expect(journal.current(key)).toEqual(entry);
    journal.finish();
    expect(readFileSync(file, "utf8")).toBe(text);
  });

  it("is never a link, a pipe or a folder", () => {
    const target = path.join(folder, "target");
    writeFileSync(target, "");
    symlinkSync(target, file);
    expect(open().note).toMatch(/it is a link/);
    rmSync(file);
    symlinkSync(path.join(folder, "new"), file);
    expect(open().note).toMatch(/it is a link/);
    rmSync(file);
    execFileSync("mkfifo", [file]);
    expect(open().note).toMatch(/no regular file/);
    rmSync(file);
    mkdirSync(file);
    expect(open().note).toMatch(/it is a folder/);
    expect(readFileSync(target, "utf8")).toBe("");
    expect(existsSync(path.join(folder, "new"))).toBe(false);
  });

  it("that others could read is closed to them, and one that has two names is not written to", () => {
    kept();
    chmodSync(file, 0o644);
    open().journal.close();
    expect(statSync(file).mode & 0o777).toBe(0o600);
    linkSync(file, path.join(folder, "twin"));
    const before = readFileSync(file, "utf8");
    expect(open().note).toMatch(/it has more than one name/);
    expect(readFileSync(file, "utf8")).toBe(before);
  });

  it("is made with its folder", () => {
    file = path.join(folder, "a", "b", "answers.jsonl");
    kept();
    expect(statSync(path.dirname(file)).mode & 0o777).toBe(0o700);
  });

  it("that vanishes or is cut while it is used costs the answers, not the run", () => {
    const { journal } = open();
    journal.keep(entry);
    truncateSync(file, 10);
    expect(journal.current(key)).toBeUndefined();
    rmSync(folder, { recursive: true });
    journal.keep(entry);
    expect(journal.current(key)).toEqual(entry);
    expect(journal.finish()).toMatch(/it is gone/);
    mkdirSync(folder);
  });
});

it("keeps little in memory", () => {
  const { journal } = open();
  const value = { text: "x".repeat(20_000) };
  const before = process.memoryUsage().heapUsed;
  for (let index = 0; index < 1000; index += 1) journal.keep(entryFor(keyOf("circleci", String(index)), value));
  // The values alone are 20 MB.
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(12_000_000);
  expect(journal.current(keyOf("circleci", "999"))?.answer).toEqual({ value, next: "2" });
});
