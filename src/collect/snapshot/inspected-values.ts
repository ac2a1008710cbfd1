/** Values of a file that another tool wrote, looked at with care. */
import { isRecord } from "../json.ts";
import type { Json } from "../questions.ts";

/** The maps of a list; everything else is left out. */
export function recordsIn(record: Json, key: string): readonly Json[] {
  const value = record[key];
  return Array.isArray(value) ? (value as readonly unknown[]).filter(isRecord) : [];
}

/** Undefined for what is no time. */
export function isoTime(value: unknown): string | undefined {
  const time = typeof value === "string" ? Date.parse(value) : Number.NaN;
  return Number.isNaN(time) || time < 0 || time > Date.parse("9999-12-31") ? undefined : new Date(time).toISOString();
}
