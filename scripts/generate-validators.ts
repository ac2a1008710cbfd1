/** Writes `src/schema/generated`; run it with `npm run generate:validators` after a change to a schema. */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { generateValidators } from "../src/schema/generate.ts";

export function main(_args: readonly string[], root: string): void {
  const folder = path.join(root, "src/schema/generated");
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of generateValidators()) writeFileSync(path.join(folder, name), text);
}
