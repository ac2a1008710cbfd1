/** Turns the schemas into validator code, so that ajv itself is needed only when a schema changes. */
import { Ajv } from "ajv";
import standalone from "ajv/dist/standalone/index.js";
import { baselineSchema } from "./baseline-schema.ts";
import { reviewStateSchema } from "./review-state-schema.ts";
import { settingsSchema } from "./settings-schema.ts";
import type { JsonSchema } from "./settings-schema.ts";
import { snapshotSchema } from "./snapshot-schema.ts";

const schemas: Readonly<Record<string, JsonSchema>> = {
  settings: settingsSchema(),
  baseline: baselineSchema,
  snapshot: snapshotSchema,
  "review-state": reviewStateSchema,
};

const frame = `/** Generated from src/schema/NAME-schema.ts by \`npm run generate:validators\`; not to be edited. */
// @ts-nocheck
/* oxlint-disable */
import type { SchemaFault } from FAULTS;

/** Where the data breaks the schema; null when it fits. */
export function faultsOf(data: unknown): readonly SchemaFault[] | null {
  VALIDATE(data);
  return VALIDATE.errors;
}

`;

/**
 * A newer version of the tool may know more facts in the same format: what is unknown is taken out, not refused. The rest keeps the
 * code small.
 */
const forSnapshots = { removeAdditional: true, inlineRefs: false, strictRequired: false, verbose: false };

/** File name → text, for each file of `src/schema/generated`. */
export function generateValidators(): ReadonlyMap<string, string> {
  const named = Object.entries(schemas).map(([name, schema]) => {
    return [`${name}.ts`, validatorModule(name, schema)] as const;
  });
  return new Map(named);
}

function validatorModule(name: string, schema: JsonSchema): string {
  // A person corrects settings and wants all faults at once; one is enough to refuse a baseline, which may have any number of entries.
  const options = { allErrors: name === "settings", strict: true, strictTypes: false, messages: false, verbose: true };
  const ajv = new Ajv({
    ...options,
    ...(["snapshot", "review-state"].includes(name) ? forSnapshots : {}),
    code: { source: true, esm: true },
  });
  const code = standalone.default(ajv, ajv.compile(withoutProse(schema)));
  const [validator = ""] = /(?<=export const validate = )\w+/.exec(code) ?? [];
  const statements = code
    .replace(/"use strict";|export (?:const validate =|default) \w+;/g, "")
    .split(/(?<=;)(?=(?:const|function) (?:schema|pattern|func|validate)\d+)/);
  // Nobody reads this code: it stays as dense as it comes.
  const body = statements.map((statement) => `// prettier-ignore\n${statement.trim()}\n`).join("");
  const filled = frame.replace("NAME", name).replace("FAULTS", '"../describe-fault.ts"');
  return filled.replaceAll("VALIDATE", validator) + body;
}

/** What only people read would make the code longer and change it with every wording. */
function withoutProse(schema: JsonSchema): JsonSchema {
  const bare: JsonSchema = JSON.parse(JSON.stringify(schema), (key, value: unknown) => {
    const isProse = ["description", "title", "default"].includes(key) && typeof value !== "object";
    return isProse ? undefined : value;
  });
  return bare;
}
