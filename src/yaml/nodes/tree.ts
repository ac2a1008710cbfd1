/** The tree in the making: what both readers need to make nodes and to hang them where they belong. */
import type { PathSegment } from "../../finding/location.ts";
import type { SourceFile } from "../../source/source-file.ts";
import type { Span } from "../../source/span.ts";
import type { Via, YamlEntry, YamlItem, YamlMap, YamlNode, YamlScalar, YamlSeq } from "../node.ts";
import { maxProblems, yamlProblem } from "../problem.ts";
import type { YamlProblem, YamlProblemCode } from "../problem.ts";

/** How many entries merge keys may bring into one file: a chain of merges grows with every link. */
export const mergeBudget = 200_000;

export interface Tree {
  readonly file: SourceFile;
  readonly problems: YamlProblem[];
  /** The latest node of each anchor. */
  readonly anchors: Map<string, Anchored>;
  /** How many more entries merge keys may copy. */
  mergeBudget: number;
}

/** What an anchor stands for; undefined until the node is complete. */
export interface Anchored {
  node: YamlNode | undefined;
}

export type Parent = YamlMap | YamlSeq | undefined;
export type Key = PathSegment | undefined;

export interface OpenSpan {
  start: number;
  end: number;
}

/** A map that is being filled. */
export interface OpenMap extends YamlMap {
  readonly span: OpenSpan;
  entries: readonly YamlEntry[];
}

/** A sequence that is being filled. */
export interface OpenSeq extends YamlSeq {
  readonly span: OpenSpan;
  readonly items: YamlItem[];
}

export const noVia: readonly Via[] = [];

export function newTree(file: SourceFile): Tree {
  return { file, problems: [], anchors: new Map(), mergeBudget };
}

export function openMap({ file }: Tree, start: number, parent: Parent, key: Key): OpenMap {
  return { kind: "map", file, span: { start, end: start }, parent, key, entries: [] };
}

export function openSeq({ file }: Tree, start: number, parent: Parent, key: Key): OpenSeq {
  return { kind: "seq", file, span: { start, end: start }, parent, key, items: [] };
}

/** The null that YAML sees where nothing is written. */
export function emptyScalar({ file }: Tree, offset: number, parent: Parent, key: Key): YamlScalar {
  const span = { start: offset, end: offset };
  return { kind: "scalar", file, span, parent, key, style: "empty", text: "", value: null };
}

/** Where an item is written: for an alias its token. */
export function writtenSpan(item: YamlItem): Span {
  return (item.via[0] ?? item.value).span;
}

export function addAnchor(tree: Tree, name: string): Anchored {
  const anchored: Anchored = { node: undefined };
  tree.anchors.set(name, anchored);
  return anchored;
}

export function addProblem(tree: Tree, code: YamlProblemCode, span: Span, message: string): void {
  const isAlike = (problem: YamlProblem): boolean => problem.code === code;
  if (tree.problems.length >= maxProblems && tree.problems.filter(isAlike).length >= maxProblems) return;
  tree.problems.push(yamlProblem(code, span, message));
}
