/** The body of an answer, with its keys spelt one way. */
import { isRecord, parseJson } from "../json.ts";
import { withoutToken } from "../without-token.ts";

/** Nothing that CircleCI answers is nested nearly so deep. */
const deepest = 64;

/** Undefined when it is no JSON, or nested too deep for it to be read. A token that is sent back is taken out. */
export function readBody(text: string, token: string): unknown {
  try {
    return withPlainKeys(parseJson(text), token, 0);
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
function withPlainKeys(value: unknown, token: string, depth: number): unknown {
  if (depth > deepest) throw new RangeError();
  if (typeof value === "string") return withoutToken(value, token);
  if (Array.isArray(value)) return value.map((item: unknown) => withPlainKeys(item, token, depth + 1));
  if (!isRecord(value)) return value;
  const record: Record<string, unknown> = Object.create(null);
  for (const [key, item] of Object.entries(value)) {
    const name = withoutToken(key, token).replaceAll("-", "_");
    // Of two spellings in one record the one that needed no change counts.
    const isOther = name !== key && Object.hasOwn(value, name);
    if (name !== "__proto__" && !isOther) record[name] = withPlainKeys(item, token, depth + 1);
  }
  return record;
}
