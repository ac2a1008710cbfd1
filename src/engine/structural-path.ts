/**
 * YAML paths without list indices, which change whenever something is inserted before them. An item that has a name is told by
 * it (`jobs.build.steps[Install].run`), others only by the keys beneath them (`jobs.build.docker[].image`).
 */
import type { Location } from "../finding/location.ts";
import { entryOf } from "../yaml/node.ts";
import type { YamlMap, YamlNode } from "../yaml/node.ts";

export type PlaceOf = (location: Location) => string;

/** For places in the file of `root`; places in other files go without the names of items. */
export function structuralPaths(root: YamlMap): PlaceOf {
  const childrenOf = childIndex();
  return ({ file, path }) => {
    let node: YamlNode | undefined = file.path === root.file.path ? root : undefined;
    let place = "";
    for (const segment of path) {
      node = node === undefined ? undefined : childrenOf(node).get(segment);
      place += typeof segment === "number" ? `[${nameOf(node)}]` : `.${segment}`;
    }
    return place;
  };
}

/** Children by key or index, looked up once for each node: a map of many entries has many findings beneath it. */
function childIndex(): (node: YamlNode) => ReadonlyMap<string | number, YamlNode> {
  const known = new WeakMap<YamlNode, ReadonlyMap<string | number, YamlNode>>();
  return (node) => {
    let children = known.get(node);
    if (children === undefined) known.set(node, (children = readChildren(node)));
    return children;
  };
}

function readChildren(node: YamlNode): ReadonlyMap<string | number, YamlNode> {
  if (node.kind === "map") return new Map(node.entries.map(({ key, value }) => [key, value]));
  return new Map(node.kind === "seq" ? node.items.map(({ value }, index) => [index, value]) : []);
}

/** `name` of an item, or of the one map in it: `- run: { name: Install }`, `- deploy: { name: deploy-eu }`. */
function nameOf(item: YamlNode | undefined): string {
  if (item?.kind !== "map") return "";
  const [only] = item.entries;
  const inner = item.entries.length === 1 && only?.value.kind === "map" ? only.value : item;
  const name = entryOf(inner, "name")?.value;
  return name?.kind === "scalar" ? name.text.trim().slice(0, 100) : "";
}
