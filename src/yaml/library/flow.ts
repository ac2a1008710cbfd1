/** Flow maps and flow sequences → nodes. */
import type { CST } from "yaml";
import { addFault } from "./composition.ts";
import type { Composition, NodePlace } from "./composition.ts";
import { noVia, openMap, openSeq, writtenSpan } from "../nodes/tree.ts";
import type { OpenMap, OpenSpan } from "../nodes/tree.ts";
import { settleEntries } from "../nodes/entries.ts";
import type { YamlEntry, YamlMap, YamlSeq } from "../node.ts";
import { checkSimpleKey, composePair } from "./pair.ts";
import type { ComposedPair } from "./pair.ts";
import { isValidEnd, readProps } from "./props.ts";
import type { Props } from "./props.ts";

type FlowItem = CST.CollectionItem;

export function composeFlow(c: Composition, token: CST.FlowCollection, place: NodePlace): YamlMap | YamlSeq {
  return token.start.source === "{" ? composeFlowMap(c, token, place) : composeFlowSeq(c, token, place);
}

function composeFlowMap(c: Composition, token: CST.FlowCollection, place: NodePlace): YamlMap {
  const map = openMap(c, token.offset, place.parent, place.key);
  const written: YamlEntry[] = [];
  token.items.forEach((item, index) => {
    const props = readItemProps(c, token, item, index);
    if (props !== undefined) written.push(composeFlowPair(c, map, item, props).entry);
  });
  map.entries = settleEntries(c, written);
  close(c, token, map.span, "}");
  return map;
}

function composeFlowSeq(c: Composition, token: CST.FlowCollection, place: NodePlace): YamlSeq {
  const seq = openSeq(c, token.offset, place.parent, place.key);
  token.items.forEach((item, index) => {
    const props = readItemProps(c, token, item, index);
    if (props === undefined) return;
    const isPair = item.sep !== undefined || props.found !== undefined;
    const itemPlace = { parent: seq, key: seq.items.length, isKey: false };
    const composed = isPair
      ? { value: composeSinglePair(c, item, props, itemPlace), via: noVia }
      : c.compose(item.value, props, itemPlace, seq.span.end);
    if (!isPair && isBlock(item.value)) addFault(c, token.offset);
    seq.items.push(composed);
    seq.span.end = writtenSpan(composed).end;
  });
  close(c, token, seq.span, "]");
  return seq;
}

/** The props of an item; undefined for what stands after the last comma. */
function readItemProps(c: Composition, token: CST.FlowCollection, item: FlowItem, index: number): Props | undefined {
  const props = readProps(item.start, {
    indicator: "explicit-key-ind",
    inFlow: true,
    next: item.key ?? item.sep?.[0],
    parentIndent: token.indent,
    startsLine: false,
  });
  const { anchor, tag, found, comma } = props;
  const isFirst = index === 0;
  const isNothing = (anchor ?? tag ?? found ?? item.sep ?? item.value) === undefined;
  const isMisplaced = isNothing
    ? isFirst
      ? comma !== undefined
      : index < token.items.length - 1
    : isFirst === (comma !== undefined);
  if (!props.valid || isMisplaced) addFault(c, item.start[0]?.offset ?? token.offset);
  return isNothing ? undefined : props;
}

function composeFlowPair(c: Composition, map: OpenMap, item: FlowItem, props: Props): ComposedPair {
  const pair = composePair(c, map, item, props, undefined);
  const lacksColon = item.value !== undefined && pair.valueProps.found === undefined;
  if (lacksColon || isBlock(item.key) || isBlock(item.value)) addFault(c, pair.start);
  return pair;
}

/** `[key: value]`: a map of one pair without braces. */
function composeSinglePair(c: Composition, item: FlowItem, props: Props, place: NodePlace): YamlMap {
  const start = (item.key ?? item.sep?.[0])?.offset ?? props.end ?? 0;
  const map = openMap(c, start, place.parent, place.key);
  const pair = composeFlowPair(c, map, item, props);
  if (props.found === undefined) {
    checkSimpleKey(c, item.key, pair);
    const colon = pair.valueProps.found;
    if (colon !== undefined && item.sep?.some((token) => token.type === "newline" && token.offset < colon.offset)) {
      addFault(c, pair.start);
    }
  }
  map.entries = settleEntries(c, [pair.entry]);
  return map;
}

function isBlock(token: CST.Token | null | undefined): boolean {
  return token?.type === "block-map" || token?.type === "block-seq";
}

function close(c: Composition, token: CST.FlowCollection, span: OpenSpan, bracket: string): void {
  const [end, ...rest] = token.end;
  if (end?.source === bracket) span.end = end.offset + 1;
  if (end?.source !== bracket || !isValidEnd(rest, true)) addFault(c, token.offset);
}
