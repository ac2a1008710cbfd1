/** Which YAML value an offset of a file lies in. */
import type { PathSegment } from "../finding/location.ts";
import type { YamlNode } from "../yaml/node.ts";
import { pathOf } from "../yaml/node.ts";

/** Looks up paths in one tree: the innermost value around an offset, else the one that the text before it belongs to. */
export function pathFinder(root: YamlNode): (offset: number) => readonly PathSegment[] {
  let nodes: readonly YamlNode[] | undefined;
  return (offset) => {
    nodes ??= writtenNodes(root);
    let node = lastStartingBefore(nodes, offset);
    while (node?.parent !== undefined && node.span.end < offset) node = node.parent;
    return node === undefined ? [] : pathOf(node);
  };
}

/** Every node once, where it is written, in the order of the text; parents before children. */
function writtenNodes(root: YamlNode): readonly YamlNode[] {
  const seen = new Set<YamlNode>();
  const waiting = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    if (node.kind === "map") for (const entry of node.entries) waiting.push(entry.value);
    if (node.kind === "seq") for (const item of node.items) waiting.push(item.value);
  }
  // An orb that is kept in many files is one tree.
  return [...seen]
    .filter(({ file }) => file === root.file)
    .sort((a, b) => a.span.start - b.span.start || b.span.end - a.span.end);
}

function lastStartingBefore(nodes: readonly YamlNode[], offset: number): YamlNode | undefined {
  let low = 0;
  let high = nodes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((nodes[middle]?.span.start ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return nodes[low - 1];
}
