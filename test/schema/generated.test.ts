import { readFileSync, readdirSync } from "node:fs";
import { format } from "prettier";
import { expect, test } from "vitest";
import manifest from "../../package.json" with { type: "json" };
import { generateValidators } from "../../src/schema/generate.ts";

const folder = new URL("../../src/schema/generated/", import.meta.url);

test("the generated validators are those of the schemas; else run `npm run generate:validators`", async () => {
  const wanted = generateValidators();
  expect(readdirSync(folder).toSorted()).toEqual([...wanted.keys()].toSorted());
  for (const [name, code] of wanted) {
    const formatted = await format(code, { ...manifest.prettier, parser: "typescript" });
    expect(readFileSync(new URL(name, folder), "utf8")).toBe(formatted);
  }
});

test("they need nothing at run time", () => {
  for (const code of generateValidators().values()) {
    const imports = code.split("\n").filter((line) => /\brequire\(|^import /.test(line));
    expect(imports).toEqual(['import type { SchemaFault } from "../describe-fault.ts";']);
  }
});
