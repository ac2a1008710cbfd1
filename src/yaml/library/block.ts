/** Block maps and block sequences → nodes. */
import type { CST } from "yaml";
import { addFault } from "./composition.ts";
import type { Composition, NodePlace } from "./composition.ts";
import { openMap, openSeq, writtenSpan } from "../nodes/tree.ts";
import { settleEntries } from "../nodes/entries.ts";
import type { YamlEntry, YamlMap, YamlSeq } from "../node.ts";
import { checkSimpleKey, composePair } from "./pair.ts";
import type { ComposedPair, PairTokens } from "./pair.ts";
import { readProps } from "./props.ts";
import type { Props } from "./props.ts";

export function composeBlockMap(c: Composition, token: CST.BlockMap, place: NodePlace): YamlMap {
  const map = openMap(c, token.offset, place.parent, place.key);
  const written: YamlEntry[] = [];
  for (const item of token.items) {
    const props = readProps(item.start, {
      indicator: "explicit-key-ind",
      inFlow: false,
      next: item.key ?? item.sep?.[0],
      parentIndent: token.indent,
      startsLine: true,
    });
    if (!props.valid) addFault(c, token.offset);
    if (item.sep === undefined && props.end === undefined) {
      // White space and comments; whether they may stand between two keys is for the library to say.
      if (item !== token.items.at(-1)) c.isDoubtful = true;
      continue;
    }
    const pair = composePair(c, map, item, props, token.indent);
    checkPair(c, token, item, props, pair);
    written.push(pair.entry);
  }
  map.entries = settleEntries(c, written);
  return map;
}

function checkPair(c: Composition, token: CST.BlockMap, { key, value }: PairTokens, props: Props, pair: ComposedPair): void {
  if (props.found !== undefined) {
    if (props.found.indent !== token.indent) addFault(c, pair.start);
    return;
  }
  const { found, hasNewline } = pair.valueProps;
  const isMisplaced = key && "indent" in key && key.indent !== token.indent;
  const isNestedOnLine = value?.type === "block-map" && !hasNewline;
  if (found === undefined || isMisplaced || isNestedOnLine || props.newlineAfterProp !== undefined) addFault(c, pair.start);
  checkSimpleKey(c, key, pair);
}

export function composeBlockSeq(c: Composition, token: CST.BlockSequence, props: Props, place: NodePlace): YamlSeq {
  const seq = openSeq(c, token.offset, place.parent, place.key);
  checkSeqProps(c, props);
  for (const { start, value } of token.items) {
    const itemProps = readProps(start, {
      indicator: "seq-item-ind",
      inFlow: false,
      next: value,
      parentIndent: token.indent,
      startsLine: true,
    });
    if (!itemProps.valid) addFault(c, token.offset);
    if (itemProps.found === undefined) {
      if (itemProps.end === undefined && value === undefined) continue;
      addFault(c, token.offset);
    }
    const item = c.compose(value, itemProps, { parent: seq, key: seq.items.length, isKey: false }, seq.span.end);
    seq.items.push(item);
    seq.span.end = writtenSpan(item).end;
  }
  return seq;
}

/** The anchor or tag of a block sequence stands on a line before it. */
function checkSeqProps(c: Composition, { anchor, tag, newlineAfterProp }: Props): void {
  const last = anchor !== undefined && tag !== undefined && tag.offset > anchor.offset ? tag : (anchor ?? tag);
  if (last !== undefined && (newlineAfterProp?.offset ?? -1) < last.offset) addFault(c, last.offset);
}
