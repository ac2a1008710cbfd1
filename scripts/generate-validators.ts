/** Writes `src/schema/generated`; run it with `npm run generate:validators` after a change to a schema. */
import { mkdirSync, writeFileSync } from "node:fs";
import { generateValidators } from "../src/schema/generate.ts";

const folder = "src/schema/generated";

mkdirSync(folder, { recursive: true });
for (const [name, text] of generateValidators()) writeFileSync(`${folder}/${name}`, text);
