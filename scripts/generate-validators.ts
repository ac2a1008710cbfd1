/** Writes `src/schema/generated`; run it with `npm run generate:validators` after a change to a schema. */
import { mkdirSync, writeFileSync } from "node:fs";
import { format } from "prettier";
import manifest from "../package.json" with { type: "json" };
import { generateValidators } from "../src/schema/generate.ts";

const folder = "src/schema/generated";

mkdirSync(folder, { recursive: true });
for (const [name, code] of generateValidators()) {
  writeFileSync(`${folder}/${name}`, await format(code, { ...manifest.prettier, parser: "typescript" }));
}
