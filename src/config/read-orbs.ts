/** The `orbs:` map: registry references, URL orbs, inline orbs. */
import type { YamlNode, YamlScalar } from "../yaml/node.ts";
import type { OrbReference, OrbSource } from "./config.ts";
import { checkKeys, entriesOf, type ProblemList } from "./reader.ts";
import { readLibrary } from "./read-definitions.ts";

export function readOrbs(node: YamlNode | undefined, list: ProblemList, depth: number): ReadonlyMap<string, OrbReference> {
  const found = new Map<string, OrbReference>();
  for (const entry of entriesOf(node, "`orbs`", list)) {
    const source = readSource(entry.value, list, depth);
    found.set(entry.key, { alias: entry.key, nameNode: entry.keyNode, node: entry.value, source });
  }
  return found;
}

function readSource(node: YamlNode, list: ProblemList, depth: number): OrbSource {
  // `orb: {}` is filled in when an orb's repository tests a version of itself.
  if (node.kind === "map" && node.entries.length === 0) return { kind: "unclear", text: "" };
  if (node.kind === "map") {
    checkKeys(node, "inline orb", list);
    return { kind: "inline", library: readLibrary(node, list, depth + 1) };
  }
  if (node.kind === "scalar") return parseOrbReference(node);
  list.add("wrong-type", "An orb must be `namespace/name@version`, a URL or a map.", node);
  return { kind: "unclear", text: "" };
}

/** `namespace/name@version`; the version may be missing. A `<< >>` anywhere makes it unclear: only the pipeline knows. */
export function parseOrbReference(node: YamlScalar): OrbSource {
  const text = node.text.trim();
  if (text.startsWith("https://") || text.startsWith("http://")) return { kind: "url", url: text };
  const [reference = "", version, ...more] = text.split("@");
  const [namespace = "", name = "", ...extra] = reference.split("/");
  if (more.length > 0 || extra.length > 0 || namespace === "" || name === "" || reference.includes("<<")) {
    return { kind: "unclear", text };
  }
  return { kind: "registry", namespace, name, version: version === "" ? undefined : version };
}
