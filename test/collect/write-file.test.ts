import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { writeFileAtomically } from "../../src/collect/write-file.ts";

let top: string;
const inTop = (name: string): string => path.join(top, name);

beforeEach(() => {
  top = mkdtempSync(path.join(os.tmpdir(), "write-"));
});
afterEach(() => rmSync(top, { recursive: true }));

it("writes a new file, makes its folders and leaves nothing else", () => {
  expect(writeFileAtomically(inTop("a/b/out.json"), "{}")).toBeUndefined();
  expect(readFileSync(inTop("a/b/out.json"), "utf8")).toBe("{}");
  expect(readdirSync(inTop("a/b"))).toEqual(["out.json"]);
});

it("replaces a file and keeps its permissions", () => {
  writeFileSync(inTop("out.json"), "old");
  chmodSync(inTop("out.json"), 0o640);
  expect(writeFileAtomically(inTop("out.json"), "new")).toBeUndefined();
  expect(readFileSync(inTop("out.json"), "utf8")).toBe("new");
  expect(statSync(inTop("out.json")).mode & 0o777).toBe(0o640);
});

it("says why it could not write, and leaves what was there", () => {
  mkdirSync(inTop("folder"));
  writeFileSync(inTop("file"), "old");
  expect(writeFileAtomically(inTop("folder"), "new")).toBe("it is a folder");
  expect(writeFileAtomically(inTop("file/out.json"), "new")).toMatch(/folder|exist/i);
  expect(readFileSync(inTop("file"), "utf8")).toBe("old");
  expect(readdirSync(top).sort()).toEqual(["file", "folder"]);
});

it.each(["victim", "nowhere"])("does not write through a link (to %s)", (target) => {
  writeFileSync(inTop("victim"), "precious");
  symlinkSync(target, inTop("out.json"));
  expect(writeFileAtomically(inTop("out.json"), "new")).toBe("it is a link; name the file it leads to");
  expect(readFileSync(inTop("victim"), "utf8")).toBe("precious");
  expect(lstatSync(inTop("out.json")).isSymbolicLink()).toBe(true);
});

it("writes to a device as it is", () => {
  expect(writeFileAtomically("/dev/null", "text")).toBeUndefined();
  expect(statSync("/dev/null").isCharacterDevice()).toBe(true);
});
