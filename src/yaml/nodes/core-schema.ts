/** The values of plain scalars by YAML 1.2's core schema: `yes` and `on` are strings, `010` is ten. */

export type ScalarValue = string | number | boolean | null;

const words: ReadonlyMap<string, ScalarValue> = new Map<string, ScalarValue>([
  ...["", "~", "null", "Null", "NULL"].map((word) => [word, null] as const),
  ...["true", "True", "TRUE"].map((word) => [word, true] as const),
  ...["false", "False", "FALSE"].map((word) => [word, false] as const),
  ...[".nan", ".NaN", ".NAN"].map((word) => [word, Number.NaN] as const),
  ...[".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"].map((word) => [word, Number.POSITIVE_INFINITY] as const),
  ...["-.inf", "-.Inf", "-.INF"].map((word) => [word, Number.NEGATIVE_INFINITY] as const),
]);
const longestWord = 5;
const decimal = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const octal = /^0o[0-7]+$/;
const hexadecimal = /^0x[0-9a-fA-F]+$/;

/** The value of a plain scalar without a tag. */
export function plainValue(text: string): ScalarValue {
  if (text.length <= longestWord) {
    const value = words.get(text);
    if (value !== undefined) return value;
  }
  const first = text.charCodeAt(0);
  // Only digits and `+ - .` start a number: 0x2b, 0x2d, 0x2e and 0x30 to 0x39.
  if (first > 0x39 || first < 0x2b) return text;
  if (decimal.test(text)) return Number(text);
  if (octal.test(text)) return Number.parseInt(text.slice(2), 8);
  return hexadecimal.test(text) ? Number.parseInt(text.slice(2), 16) : text;
}

const typeOfTag: Readonly<Record<string, string>> = { int: "number", float: "number", bool: "boolean", null: "object" };
const coreTag = /^!(?:!|<tag:yaml\.org,2002:)(int|float|bool|null)>?$/;

/**
 * The value of a scalar with a tag. Only the core schema's own tags have a meaning; with any other the text is taken as it
 * stands, and so it is when it does not fit its tag.
 */
export function taggedValue(text: string, tag: string): ScalarValue {
  const type = coreTag.exec(tag)?.[1];
  if (type === undefined) return text;
  const value = plainValue(text);
  return typeof value === typeOfTag[type] ? value : text;
}
