/** Checks data against JSON schemas. */
import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { expect } from "vitest";

/** A schema of the folder beside this file; the keyword `id` of draft 4 is left out, the rest of such schemas reads the same. */
export function foreignSchema(name: string): object {
  const {
    id: _id,
    $schema: _draft,
    ...schema
  } = JSON.parse(readFileSync(new URL(`schemas/${name}`, import.meta.url), "utf8")) as Record<string, unknown>;
  return schema;
}

const formats: Readonly<Record<string, (text: string) => boolean>> = {
  uri: (text) => URL.canParse(text),
  "uri-reference": (text) => URL.canParse(text, "file:///root/") && !/[\s<>"{}|\\^`]/.test(text),
  "date-time": (text) => !Number.isNaN(Date.parse(text)),
};

const ajv = new Ajv({ allErrors: true, strict: false, unicodeRegExp: false, formats });

/** Everything that is wrong, as `path message`. */
export function errorsOf(schema: object, data: unknown): readonly string[] {
  // Compiled once: ajv keeps what it made of a schema.
  const validate = ajv.compile(schema);
  validate(data);
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
  );
}

export function expectValid(schema: object, data: unknown): void {
  expect(errorsOf(schema, data)).toEqual([]);
}
