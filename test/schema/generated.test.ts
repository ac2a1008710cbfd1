import { readFileSync, readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { generateValidators } from "../../src/schema/generate.ts";

const folder = new URL("../../src/schema/generated/", import.meta.url);

test("the generated validators are those of the schemas; else run `npm run generate:validators`", () => {
  const wanted = generateValidators();
  expect(readdirSync(folder).toSorted()).toEqual([...wanted.keys()].toSorted());
  for (const [name, text] of wanted) expect(readFileSync(new URL(name, folder), "utf8")).toBe(text);
});

test("they need nothing at run time", () => {
  for (const code of generateValidators().values()) {
    const imports = code.split("\n").filter((line) => /\brequire\(|^import /.test(line));
    expect(imports).toEqual(['import type { SchemaFault } from "../describe-fault.ts";']);
  }
});
