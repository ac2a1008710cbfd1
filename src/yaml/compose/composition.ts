/** What is known while a document is composed, and what every part of the composer may ask for. */
import type { CST } from "yaml";
import type { PathSegment } from "../../finding/location.ts";
import type { SourceFile } from "../../source/source-file.ts";
import type { Span } from "../../source/span.ts";
import type { Via, YamlEntry, YamlItem, YamlMap, YamlNode, YamlSeq } from "../node.ts";
import { maxProblems, yamlProblem } from "../problem.ts";
import type { YamlProblem, YamlProblemCode } from "../problem.ts";
import type { Props } from "./props.ts";

export interface Composition {
  readonly file: SourceFile;
  readonly problems: YamlProblem[];
  /** The latest node of each anchor; undefined until that node is complete. */
  readonly anchors: Map<string, { node: YamlNode | undefined }>;
  /** Where the text is certainly no valid YAML; one above `maxProblems` at most. */
  readonly faults: number[];
  /** Something stands in the text that only the library can judge. */
  doubtful: boolean;
  /** How many more entries merge keys may copy. */
  mergeBudget: number;
  /** Composes a token; where none is, the null that YAML sees after the props, or else at `offset`. */
  readonly compose: (token: CST.Token | null | undefined, props: Props, place: NodePlace, offset: number) => YamlItem;
}

/** Where a node hangs. The `key` of a key is its own text. */
export interface NodePlace {
  readonly parent: YamlMap | YamlSeq | undefined;
  readonly key: PathSegment | undefined;
  readonly isKey: boolean;
}

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

/** A collection as a key has no path of its own: it counts as `?`. */
export function openMap(c: Composition, span: OpenSpan, { parent, key, isKey }: NodePlace): OpenMap {
  return { kind: "map", file: c.file, span, parent, key: isKey ? "?" : key, entries: [] };
}

export function openSeq(c: Composition, span: OpenSpan, { parent, key, isKey }: NodePlace): OpenSeq {
  return { kind: "seq", file: c.file, span, parent, key: isKey ? "?" : key, items: [] };
}

/** Where an item is written: for an alias its token. */
export function writtenSpan(item: YamlItem): Span {
  return (item.via[0] ?? item.value).span;
}

export function addProblem(c: Composition, code: YamlProblemCode, span: Span, message: string): void {
  const isKnown = (problem: YamlProblem): boolean => problem.code === code;
  if (c.problems.length >= maxProblems && c.problems.filter(isKnown).length >= maxProblems) return;
  c.problems.push(yamlProblem(code, span, message));
}

export function addFault(c: Composition, offset: number): void {
  if (c.faults.length <= maxProblems) c.faults.push(offset);
}
