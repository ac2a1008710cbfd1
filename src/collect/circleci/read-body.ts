/** The body of an answer, with its keys spelt one way. */
import { isRecord, parseJson } from "../json.ts";

/** Nothing that CircleCI answers is nested nearly so deep. */
const deepest = 64;

/** Undefined when it is no JSON, or nested too deep for it to be read. */
export function readBody(text: string): unknown {
  try {
    return withPlainKeys(parseJson(text), 0);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/**
 * CircleCI spells the same key with `-` in one place and with `_` in another: `_` it is. Records have no prototype, so that a key such as
 * `constructor` is there only when it was answered.
 * @throws {RangeError}
 */
function withPlainKeys(value: unknown, depth: number): unknown {
  if (depth > deepest) throw new RangeError();
  if (Array.isArray(value)) return value.map((item: unknown) => withPlainKeys(item, depth + 1));
  if (!isRecord(value)) return value;
  const record: Record<string, unknown> = Object.create(null);
  for (const [key, item] of Object.entries(value)) {
    const plain = key.replaceAll("-", "_");
    // Of two spellings in one record the one that needed no change counts.
    if (plain !== "__proto__" && (plain === key || !Object.hasOwn(value, plain))) record[plain] = withPlainKeys(item, depth + 1);
  }
  return record;
}
