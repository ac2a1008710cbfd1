import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fc } from "../property.ts";
import { afterEach, beforeEach, expect, it } from "vitest";
import { reasonOf } from "../../src/collect/problems.ts";
import { decodeSource, readSource } from "../../src/collect/read-file.ts";
import { positionAt } from "../../src/source/source-file.ts";

let top: string;

beforeEach(() => {
  top = mkdtempSync(path.join(os.tmpdir(), "read-"));
});
afterEach(() => rmSync(top, { recursive: true }));

const plenty = 1_000_000;

function decode(bytes: Buffer) {
  const result = decodeSource("x.yml", bytes, plenty);
  if ("source" in result) return { text: result.source.text };
  const { code, message, location } = result.problem;
  return { code, message, at: location && positionAt(location.file, location.span.start) };
}

function read(name: string, limit = plenty) {
  const result = readSource({ absolute: path.join(top, name), path: name, size: 0, named: false }, limit);
  return "source" in result ? result.source.text : result.problem;
}

it("reads UTF-8 and leaves out a byte order mark, so that columns are those an editor shows", () => {
  writeFileSync(path.join(top, "a.yml"), "\uFEFFversion: 2.1 # ü😀\n");
  expect(read("a.yml")).toBe("version: 2.1 # ü😀\n");
});

it("says which byte is not UTF-8, and where", () => {
  const bad = decode(Buffer.concat([Buffer.from("a: ü\uFFFD\nb: x"), Buffer.from([0xe9, 0x20, 0xff])]));
  expect(bad).toMatchObject({ code: "invalid-utf8", at: { line: 2, column: 5 } });
  expect(bad.message).toContain("byte 14 (0xe9)");
});

it("knows UTF-16 by its byte order mark", () => {
  expect(decode(Buffer.from("\uFEFFversion: 2.1", "utf16le")).message).toContain("UTF-16");
});

it("refuses a file over the limit and names the limit and the setting", () => {
  writeFileSync(path.join(top, "big.yml"), "x".repeat(101));
  expect(read("big.yml", 101)).toHaveLength(101);
  expect(read("big.yml", 100)).toMatchObject({
    code: "file-too-large",
    message: expect.stringMatching(/101 bytes.*100 bytes.*limits\.fileBytes/) as string,
  });
});

it("refuses what is no file without waiting for it", () => {
  mkdirSync(path.join(top, "folder.yml"));
  execFileSync("mkfifo", [path.join(top, "pipe.yml")]);
  expect(read("folder.yml")).toMatchObject({ code: "unreadable-file" });
  expect(read("pipe.yml")).toMatchObject({ code: "unreadable-file" });
  expect(read("gone.yml")).toMatchObject({ code: "unreadable-file", message: "`gone.yml` cannot be read: it is gone." });
});

it.each([
  ["EACCES", "permission denied"],
  ["ELOOP", "its links go round in a circle"],
  ["EODD", "EODD"],
])("says %s in words", (code, words) => {
  expect(reasonOf(Object.assign(new Error("x"), { code }))).toBe(words);
});

it("decodes any bytes: to themselves, or to a problem inside the text", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      const result = decodeSource("x.yml", Buffer.from(bytes), plenty);
      if ("source" in result) return Buffer.from(result.source.text).equals(Buffer.from(bytes)) || bytes[0] === 0xef;
      const { location } = result.problem;
      return location !== undefined && location.span.end <= location.file.text.length;
    }),
  );
});
