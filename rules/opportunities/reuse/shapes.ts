/**
 * Compares parts of a configuration by content. A part gets a number, and equal parts the same one; each node is looked at once, however
 * many aliases lead to it, so that aliases of aliases cost nothing.
 */
import type { YamlNode, YamlScalar } from "../../../src/yaml/node.ts";

/** What a scalar stands for; undefined: its own content. */
export type Stand = (scalar: YamlScalar, key: string) => string | undefined;

export type ShapeOf = (node: YamlNode, key?: string) => number;

/** The order of a map's keys does not count. */
export function shapes(stand: Stand = () => undefined): ShapeOf {
  const numbers = new Map<string, number>();
  const known = new Map<YamlNode, number>();
  const numberOf = (content: string): number => {
    let number = numbers.get(content);
    if (number === undefined) numbers.set(content, (number = numbers.size));
    return number;
  };
  const shapeOf: ShapeOf = (node, key = "") => {
    const before = known.get(node);
    if (before !== undefined) return before;
    const number = numberOf(contentOf(node, key));
    known.set(node, number);
    return number;
  };
  const contentOf = (node: YamlNode, key: string): string => {
    if (node.kind === "scalar") return stand(node, key) ?? `=${typeof node.value} ${node.text}`;
    if (node.kind === "seq") return `[${node.items.map(({ value }) => shapeOf(value, key)).join()}`;
    const entries = node.entries.map((entry) => `${JSON.stringify(entry.key)}:${shapeOf(entry.value, entry.key)}`);
    return `{${entries.sort().join()}`;
  };
  return shapeOf;
}

export interface KeyedScalar {
  readonly scalar: YamlScalar;
  /** The nearest key above it. */
  readonly key: string;
}

/** The scalars of a node in the order in which `shapes` compares them; undefined when there are more than anybody writes. */
export function scalarsOf(node: YamlNode, most = 1000): readonly KeyedScalar[] | undefined {
  const found: KeyedScalar[] = [];
  let left = most * 4;
  const walk = (at: YamlNode, key: string): boolean => {
    left -= 1;
    if (left < 0 || found.length > most) return false;
    if (at.kind === "scalar") {
      found.push({ scalar: at, key });
      return true;
    }
    if (at.kind === "seq") return at.items.every(({ value }) => walk(value, key));
    const sorted = at.entries.toSorted((one, other) => (one.key < other.key ? -1 : 1));
    return sorted.every((entry) => walk(entry.value, entry.key));
  };
  return walk(node, "") ? found : undefined;
}
