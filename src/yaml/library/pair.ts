/** What block and flow maps have in common: a key and its value. */
import type { CST } from "yaml";
import { addFault } from "./composition.ts";
import type { Composition } from "./composition.ts";
import { writtenSpan } from "../nodes/tree.ts";
import type { OpenMap } from "../nodes/tree.ts";
import type { YamlEntry, YamlItem, YamlScalar } from "../node.ts";
import { readProps } from "./props.ts";
import type { Props } from "./props.ts";

/** The `:` of a simple key must follow within so many characters. */
const longestSimpleKey = 1024;

/** A key, a `:` and a value as the library's parser found them. */
export interface PairTokens {
  readonly key?: CST.Token | null;
  readonly sep?: readonly CST.SourceToken[];
  readonly value?: CST.Token;
}

export interface ComposedPair {
  readonly entry: YamlEntry;
  /** Where the pair begins, anchors and tags of its key included. */
  readonly start: number;
  readonly valueProps: Props;
}

/** Composes a pair and stretches its map around it. `indent` is the map's column, undefined in flow collections. */
export function composePair(
  c: Composition,
  map: OpenMap,
  { key, sep, value }: PairTokens,
  props: Props,
  indent: number | undefined,
): ComposedPair {
  const inFlow = indent === undefined;
  const start = props.start ?? (key ?? sep?.[0])?.offset ?? props.end ?? map.span.end;
  const keyItem = c.compose(key, props, { parent: map, key: "?", isKey: true }, start);
  const keySpan = writtenSpan(keyItem);
  const keyNode = keyItem.value.kind === "scalar" ? keyItem.value : sourceAsKey(c, map, keyItem);
  const valueProps = readProps(sep ?? [], {
    indicator: "map-value-ind",
    inFlow,
    next: value,
    parentIndent: indent ?? 0,
    startsLine: !inFlow && (!key || key.type === "block-scalar"),
  });
  if (!valueProps.valid) addFault(c, start);
  // Without a `:` the library reads a value in flow collections alone.
  const valueToken = inFlow || valueProps.found !== undefined ? value : undefined;
  const item = c.compose(valueToken, valueProps, { parent: map, key: keyNode.text, isKey: false }, keySpan.end);
  map.span.start = Math.min(map.span.start, keySpan.start);
  map.span.end = writtenSpan(item).end;
  return { entry: { key: keyNode.text, keyNode, value: item.value, via: item.via }, start, valueProps };
}

/** A map or sequence as a key is known by its source text. */
function sourceAsKey(c: Composition, parent: OpenMap, key: YamlItem): YamlScalar {
  const span = writtenSpan(key);
  const text = c.file.text.slice(span.start, span.end);
  return { kind: "scalar", file: c.file, span, parent, key: text, style: "plain", text, value: text };
}

/** A key without `?` stands on one line, and not far before its `:`. */
export function checkSimpleKey(c: Composition, key: CST.Token | null | undefined, { start, valueProps }: ComposedPair): void {
  const colon = valueProps.found?.offset;
  if (colon !== undefined && start < colon - longestSimpleKey) addFault(c, start);
  if (!key) return;
  switch (key.type) {
    case "alias":
    case "scalar":
    case "single-quoted-scalar":
    case "double-quoted-scalar":
      if (key.source.includes("\n") || key.end?.some(({ type }) => type === "newline")) addFault(c, key.offset);
      return;
    case "flow-collection":
      c.isDoubtful = true;
      return;
    default:
      addFault(c, key.offset);
  }
}
