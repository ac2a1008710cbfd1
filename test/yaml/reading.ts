/** What the tests of this room share: reading a text, and comparing what was read with the library's own result. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { isScalar, parseAllDocuments, visit } from "yaml";
import type { YamlNode } from "../../src/yaml/node.ts";
import { parseNow } from "./parse-now.ts";
import type { YamlDocument } from "../../src/yaml/document.ts";

export function read(text: string): YamlDocument {
  return parseNow({ path: "config.yml", text });
}

export function rootOf(text: string): YamlNode {
  const { root } = read(text);
  if (root === undefined) throw new Error("the text holds no value");
  return root;
}

/** The node at a path of keys and indices. */
export function nodeAt(root: YamlNode, ...path: readonly (string | number)[]): YamlNode {
  let node: YamlNode | undefined = root;
  for (const step of path) {
    if (node?.kind === "map") node = node.entries.find(({ key }) => key === step)?.value;
    else if (node?.kind === "seq" && typeof step === "number") node = node.items[step]?.value;
    else node = undefined;
  }
  if (node === undefined) throw new Error(`nothing at ${path.join(".")}`);
  return node;
}

/** What stands in the file where the node says it does. */
export function sourceOf({ file, span }: YamlNode): string {
  return file.text.slice(span.start, span.end);
}

/** The value as the library's `toJS` would give it: keys are stringified values, shared nodes stay shared. */
export function toJs(node: YamlNode, known = new Map<YamlNode, unknown>()): unknown {
  if (node.kind === "scalar") return node.value;
  if (known.has(node)) return known.get(node);
  if (node.kind === "seq") {
    const items: unknown[] = [];
    known.set(node, items);
    for (const { value } of node.items) items.push(toJs(value, known));
    return items;
  }
  const object: Record<string, unknown> = {};
  known.set(node, object);
  for (const { keyNode, value } of node.entries) {
    const key = keyNode.value === null ? "" : String(keyNode.value);
    Object.defineProperty(object, key, { value: toJs(value, known), enumerable: true, configurable: true, writable: true });
  }
  return object;
}

export type Verdict =
  | { readonly kind: "invalid" }
  | { readonly kind: "several" }
  | { readonly kind: "value"; readonly value: unknown }
  /** Valid, but its value cannot be compared: unresolved aliases, tags, YAML 1.1, keys that are null, an alias or a collection. */
  | { readonly kind: "valid" };

/** What the library by itself says of a text. */
export function libraryVerdict(text: string): Verdict {
  const documents = parseAllDocuments(text, { merge: true, uniqueKeys: false, prettyErrors: false, logLevel: "silent" });
  if ("empty" in documents) return documents.errors.length > 0 ? { kind: "invalid" } : { kind: "value", value: undefined };
  const [document] = documents;
  if (document === undefined || documents.length > 1) return { kind: "several" };
  if (document.errors.length > 0) return { kind: "invalid" };
  let comparable = !/^%/m.test(text);
  visit(document, {
    Node: (_, { tag }) => void (comparable &&= tag === undefined),
    Pair: (_, { key }) => void (comparable &&= isScalar(key) && key.value !== null),
  });
  if (!comparable) return { kind: "valid" };
  try {
    return { kind: "value", value: document.toJS({ maxAliasCount: -1 }) ?? undefined };
  } catch {
    return { kind: "valid" };
  }
}

/** Every node that is reached, each once, keys included. */
export function nodesOf(root: YamlNode): ReadonlySet<YamlNode> {
  const found = new Set<YamlNode>();
  const waiting = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (found.has(node)) continue;
    found.add(node);
    if (node.kind === "seq") for (const { value } of node.items) waiting.push(value);
    if (node.kind === "map") for (const { keyNode, value } of node.entries) waiting.push(keyNode, value);
  }
  return found;
}

const shared = new URL("../../../shared/", import.meta.url);

/** Real files to test against, when they are beside the checkout. */
export function filesUnder(folder: string): readonly { readonly name: string; readonly text: string }[] | undefined {
  const url = new URL(`${folder}/`, shared);
  if (!existsSync(url)) return undefined;
  return readdirSync(url, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name))
    .map((entry) => ({ name: entry.name, text: readFileSync(`${entry.parentPath}/${entry.name}`, "utf8") }));
}
