/** YAML nodes ↔ the plain data that schemas are checked against. */
import type { PathSegment } from "../finding/location.ts";
import { entryOf, isNull } from "../yaml/node.ts";
import type { YamlNode } from "../yaml/node.ts";

/** Far more than any settings file has. Aliases are expanded, so a small file can ask for any number of values. */
const mostValues = 20_000;
/** Deeper than any valid settings. */
const deepest = 16;

/** The data of a tree, or undefined when it is out of all proportion. Keys of the root without a value count as absent. */
export function toPlainValue(root: YamlNode): { readonly data: unknown } | undefined {
  let left = mostValues;
  const convert = (node: YamlNode, depth: number): unknown => {
    left -= 1;
    if (left < 0 || depth > deepest) return undefined;
    if (node.kind === "scalar") return node.value;
    if (node.kind === "seq") return node.items.map((item) => convert(item.value, depth + 1));
    const entries = depth === 0 ? node.entries.filter(({ value }) => !isNull(value)) : node.entries;
    return Object.fromEntries(entries.map(({ key, value }) => [key, convert(value, depth + 1)]));
  };
  const data = convert(root, 0);
  return left < 0 ? undefined : { data };
}

/** The node at a path or, for `key`, the node of the key at its end; the nearest one above when there is none. */
export function nodeAt(root: YamlNode, path: readonly PathSegment[], on: "key" | "value"): YamlNode {
  let node = root;
  for (const [index, segment] of path.entries()) {
    const entry = node.kind === "map" ? entryOf(node, String(segment)) : undefined;
    if (entry !== undefined && on === "key" && index === path.length - 1) return entry.keyNode;
    const next = node.kind === "seq" ? node.items[Number(segment)]?.value : entry?.value;
    if (next === undefined) return node;
    node = next;
  }
  return node;
}
