/** Parts of a configuration as new YAML, aliases written out, for proposals. */
import { isNull, type YamlNode, type YamlScalar } from "../../../src/yaml/node.ts";

/** The text of a scalar as it is to be written. */
export type Rewrite = (scalar: YamlScalar) => string;

/** Lines, without indentation in front. At most `most` of them; undefined when there would be more. */
export function writeYaml(node: YamlNode, rewrite: Rewrite = ({ text }) => text, most = 60): readonly string[] | undefined {
  const lines = linesOf(node, rewrite, { left: most });
  return lines.length > most ? undefined : lines;
}

interface Budget {
  left: number;
}

function linesOf(node: YamlNode, rewrite: Rewrite, budget: Budget): readonly string[] {
  budget.left -= 1;
  // Enough to be seen as too long; what aliases multiply is not written out.
  if (budget.left < -1) return [""];
  if (node.kind === "scalar") return scalarLines(node, rewrite(node));
  if (node.kind === "seq")
    return node.items.length === 0 ? ["[]"] : node.items.flatMap(({ value }) => under("- ", value, rewrite, budget));
  return node.entries.length === 0
    ? ["{}"]
    : node.entries.flatMap((entry) => entryLines(plainOrQuoted(entry.key), entry.value, rewrite, budget));
}

function under(lead: string, node: YamlNode, rewrite: Rewrite, budget: Budget): readonly string[] {
  const [first = "", ...rest] = linesOf(node, rewrite, budget);
  return [`${lead}${first}`, ...rest.map((line) => (line === "" ? "" : `  ${line}`))];
}

function entryLines(key: string, node: YamlNode, rewrite: Rewrite, budget: Budget): readonly string[] {
  const lines = linesOf(node, rewrite, budget);
  const [first = "", ...rest] = lines;
  const indented = (all: readonly string[]): readonly string[] => all.map((line) => (line === "" ? "" : `  ${line}`));
  if (node.kind === "scalar") return [first === "" ? `${key}:` : `${key}: ${first}`, ...indented(rest)];
  const isEmpty = node.kind === "seq" ? node.items.length === 0 : node.entries.length === 0;
  return isEmpty ? [`${key}: ${first}`] : [`${key}:`, ...indented(lines)];
}

/** What the second and further lines need in front is added by whoever places them. */
function scalarLines(scalar: YamlScalar, text: string): readonly string[] {
  if (isNull(scalar)) return [""];
  if (typeof scalar.value !== "string") return [text];
  return textLines(text);
}

/** A text as a YAML value: plain, quoted, or as a block. */
export function textLines(text: string): readonly string[] {
  if (!text.includes("\n")) return [plainOrQuoted(text)];
  const body = text.replace(/\n$/u, "").split("\n");
  // A block cannot hold what is no printable character, nor show where a first line with a blank begins.
  // oxlint-disable-next-line no-control-regex
  if (/[\u0000-\u0008\u000b-\u001f\u007f]/u.test(text) || /^\s/u.test(text)) return [JSON.stringify(text)];
  return [text.endsWith("\n") ? "|" : "|-", ...body];
}

export function plainOrQuoted(text: string): string {
  // oxlint-disable-next-line no-control-regex
  const isPlain = /^[A-Za-z~/.$(_\\]/u.test(text) && !/^\.?\d|: |:$| #|\s$|[\u0000-\u001f\u007f]/u.test(text);
  const isWord = /^(?:true|false|null|yes|no|on|off|y|n|~)$/iu.test(text);
  return (isPlain && !isWord) || /^<<[^<>"]*>>$/u.test(text) ? text : JSON.stringify(text);
}
