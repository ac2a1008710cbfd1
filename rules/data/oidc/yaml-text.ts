/** Writes small pieces of configuration. The values may come from a hostile file, so everything that could be syntax is quoted. */

export type YamlValue = string | boolean | readonly YamlValue[] | { readonly [key: string]: YamlValue };

/** Block style, two spaces; texts with line breaks as literal blocks. Ends with a line break. */
export function toYaml(value: YamlValue): string {
  return `${lines(value).join("\n")}\n`;
}

function lines(value: YamlValue): readonly string[] {
  if (typeof value !== "object") return [scalar(value)];
  if (isList(value)) return value.flatMap((item) => indented(lines(item), "- "));
  return Object.entries(value).flatMap(([key, item]) => entry(scalar(key), item));
}

function entry(key: string, value: YamlValue): readonly string[] {
  if (typeof value === "string" && isBlock(value)) {
    return [
      `${key}: |`,
      ...value
        .trimEnd()
        .split("\n")
        .map((line) => (line === "" ? "" : `  ${line}`)),
    ];
  }
  if (typeof value !== "object") return [`${key}: ${scalar(value)}`];
  const inner = lines(value);
  return inner.length === 0
    ? [`${key}: ${isList(value) ? "[]" : "{}"}`]
    : [`${key}:`, ...inner.map((line) => (line === "" ? "" : `  ${line}`))];
}

function indented(inner: readonly string[], mark: string): readonly string[] {
  return inner.map((line, index) => (index === 0 ? `${mark}${line}` : line === "" ? "" : `  ${line}`));
}

function isList(value: YamlValue): value is readonly YamlValue[] {
  return Array.isArray(value);
}

/** Our own scripts: several lines of printable text that do not begin with a blank. */
function isBlock(text: string): boolean {
  return text.includes("\n") && /^[^\s][\x20-\x7e\n]*\n$/u.test(text);
}

/** Plain where YAML 1.1 and 1.2 both read the same string, else in double quotes. */
function scalar(value: string | boolean): string {
  if (typeof value === "boolean") return String(value);
  const isPlain = /^[\w<$./~][\x20-\x7e]*$/u.test(value) && !/: |:$| #| $/u.test(value);
  const isWord = /^(?:[-+.]?[\d.][\w.+-]*|true|false|yes|no|on|off|y|n|null|~|<<)$/iu.test(value);
  return isPlain && !isWord ? value : JSON.stringify(value);
}
