/**
 * YAML as located nodes. Aliases are followed and merge keys are flattened while the tree is made; `via` on the edge says how
 * a value came to stand there. A node reached by several aliases is one object, so a tree may share parts but has no cycle.
 */
import type { Location, PathSegment } from "../finding/location.ts";
import type { SourceFile } from "../source/source-file.ts";
import type { Span } from "../source/span.ts";

/** How an edge came by its value: the `*alias` token or the `<<` entry in the file. */
export interface Via {
  readonly kind: "alias" | "merge";
  /** The `*name` token. */
  readonly span: Span;
  readonly file: SourceFile;
}

interface NodeBase {
  readonly file: SourceFile;
  /** From the first to past the last character of the value; for a block scalar from its `|` or `>`. */
  readonly span: Span;
  /** Where the node is written (not where an alias uses it). Absent at the root. */
  readonly parent: YamlMap | YamlSeq | undefined;
  /** Key or index under `parent`, as written. */
  readonly key: PathSegment | undefined;
}

/** `included`: the whole text of another file, put in when an orb is packed; no `<< >>` in it is looked at. */
export type ScalarStyle = "plain" | "single" | "double" | "literal" | "folded" | "empty" | "included";

export interface YamlScalar extends NodeBase {
  readonly kind: "scalar";
  readonly style: ScalarStyle;
  /** The content as text, whatever its type: `"010"`, `"yes"`, `""` for a missing value. */
  readonly text: string;
  /** The content by YAML 1.2's core schema: `~`, `null` and nothing are null. Quoted and block scalars are always strings. */
  readonly value: string | number | boolean | null;
}

export interface YamlEntry {
  /** The key as text; complex keys keep their source text. */
  readonly key: string;
  readonly keyNode: YamlScalar;
  readonly value: YamlNode;
  /** Set when the value came through an alias, or the entry through a merge. The longest chain first. */
  readonly via: readonly Via[];
}

export interface YamlMap extends NodeBase {
  readonly kind: "map";
  /** In the order written, merged entries at the place of their `<<`. One entry a key: the one that wins. */
  readonly entries: readonly YamlEntry[];
}

export interface YamlItem {
  readonly value: YamlNode;
  readonly via: readonly Via[];
}

export interface YamlSeq extends NodeBase {
  readonly kind: "seq";
  readonly items: readonly YamlItem[];
}

export type YamlNode = YamlScalar | YamlMap | YamlSeq;

/** The structural path of a node where it is written. */
export function pathOf(node: YamlNode): readonly PathSegment[] {
  const path: PathSegment[] = [];
  for (let at: YamlNode | undefined = node; at?.key !== undefined; at = at.parent) path.unshift(at.key);
  return path;
}

export function locationOf(node: YamlNode): Location {
  return { file: node.file, span: node.span, path: pathOf(node) };
}

/** The entry of a key, or undefined. */
export function entryOf(map: YamlMap, key: string): YamlEntry | undefined {
  for (const entry of map.entries) if (entry.key === key) return entry;
  return undefined;
}

/** True for a value that is missing or null. */
export function isNull(node: YamlNode): boolean {
  return node.kind === "scalar" && node.value === null;
}
