/** Looks into documents whose shape nobody has promised. */
import type { Told, TrustDocument } from "../../../src/rule/trust-policy.ts";
import { entryOf, type YamlMap, type YamlNode } from "../../../src/yaml/node.ts";

export function mapAt(map: YamlMap, key: string): YamlMap | undefined {
  const value = entryOf(map, key)?.value;
  return value?.kind === "map" ? value : undefined;
}

export function textAt(map: YamlMap, key: string): string | undefined {
  const value = entryOf(map, key)?.value;
  return value?.kind === "scalar" && typeof value.value === "string" ? value.value : undefined;
}

export function toldAt(map: YamlMap, key: string, document: TrustDocument): Told | undefined {
  const value = entryOf(map, key)?.value;
  return value?.kind === "scalar" && value.value !== null ? told(value, document) : undefined;
}

export function told(node: YamlNode, document: TrustDocument): Told {
  return { text: node.kind === "scalar" ? node.text : "", at: document.locate(node) };
}

/** A text, or each text of a list. */
export function textsOf(node: YamlNode | undefined, document: TrustDocument): readonly Told[] {
  if (node === undefined) return [];
  const items = node.kind === "seq" ? node.items.map(({ value }) => value) : [node];
  return items.filter((item) => item.kind === "scalar" && item.value !== null).map((item) => told(item, document));
}

/** Every map, the outer ones first, with the maps around it, the nearest last; what is inside of texts too. */
export function* mapsIn(document: TrustDocument): Iterable<readonly [map: YamlMap, around: readonly YamlMap[]]> {
  const stack: (readonly [YamlNode, readonly YamlMap[]])[] = [[document.root, []]];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const [node, around] = next;
    const inner = document.inside(node);
    if (inner !== undefined) stack.push([inner, around]);
    if (node.kind === "map") yield [node, around];
    const below = node.kind === "map" ? [...around, node] : around;
    const children = node.kind === "scalar" ? [] : node.kind === "map" ? node.entries : node.items;
    for (let at = children.length - 1; at >= 0; at -= 1) {
      const child = children[at];
      if (child !== undefined) stack.push([child.value, below]);
    }
  }
}

/** The name of the nearest thing that has one under this key. */
export function nameAround(around: readonly YamlMap[], ...keys: readonly string[]): string | undefined {
  for (const map of around.toReversed()) {
    for (const key of keys) {
      const name = textAt(map, key);
      if (name !== undefined) return name;
    }
  }
  return undefined;
}
