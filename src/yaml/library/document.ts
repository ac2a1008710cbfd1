/** The library's concrete syntax tree → located nodes, with aliases followed and merge keys flattened. */
import type { CST } from "yaml";
import type { SourceFile } from "../../source/source-file.ts";
import type { YamlItem, YamlNode } from "../node.ts";
import { followAlias } from "../nodes/aliases.ts";
import { addAnchor, newTree, noVia } from "../nodes/tree.ts";
import { composeBlockMap, composeBlockSeq } from "./block.ts";
import { addFault } from "./composition.ts";
import type { Composition, NodePlace } from "./composition.ts";
import { composeFlow } from "./flow.ts";
import { isValidEnd, readProps } from "./props.ts";
import type { Props } from "./props.ts";
import { composeEmpty, composeScalar } from "./scalar.ts";

/** Tags whose meaning is plain; the library is asked whether others are right. */
const knownTag = /^!(?:!(?:str|int|float|bool|null|map|seq))?$|^![A-Za-z][\w-]*$/;

export function newComposition(file: SourceFile): Composition {
  const composition: Composition = {
    ...newTree(file),
    faults: [],
    isDoubtful: false,
    compose: (token, props, place, offset) => composeNode(composition, token, props, place, offset),
  };
  return composition;
}

/** The root of a document; undefined when it holds nothing. */
export function composeDocument(c: Composition, document: CST.Document): YamlNode | undefined {
  const { start, value, end } = document;
  const props = readProps(start, {
    indicator: "doc-start",
    inFlow: false,
    next: value ?? end?.[0],
    parentIndent: 0,
    startsLine: true,
  });
  if (!props.valid || !isValidEnd(end, false)) addFault(c, document.offset);
  const isBlock = value?.type === "block-map" || value?.type === "block-seq";
  if (props.found !== undefined && isBlock && !props.hasNewline) addFault(c, document.offset);
  const { value: root } = composeNode(c, value, props, { parent: undefined, key: undefined, isKey: false }, document.offset);
  return value === undefined ? undefined : root;
}

function composeNode(
  c: Composition,
  token: CST.Token | null | undefined,
  props: Props,
  place: NodePlace,
  offset: number,
): YamlItem {
  if (token?.type === "alias") return composeAlias(c, token, props, place);
  const { anchor, tag } = props;
  if (tag !== undefined && !knownTag.test(tag.source)) c.isDoubtful = true;
  if (anchor === undefined) return { value: composeValue(c, token, props, place, offset), via: noVia };
  if (anchor.source === "&") addFault(c, anchor.offset);
  const anchored = addAnchor(c, anchor.source.slice(1));
  const value = composeValue(c, token, props, place, offset);
  anchored.node = value;
  return { value, via: noVia };
}

function composeValue(
  c: Composition,
  token: CST.Token | null | undefined,
  props: Props,
  place: NodePlace,
  offset: number,
): YamlNode {
  const tag = props.tag?.source;
  if (!token) return composeEmpty(c, props.end ?? offset, tag, place);
  switch (token.type) {
    case "scalar":
    case "single-quoted-scalar":
    case "double-quoted-scalar":
    case "block-scalar":
      return composeScalar(c, token, tag, place);
    case "block-map":
      return composeBlockMap(c, token, place);
    case "block-seq":
      return composeBlockSeq(c, token, props, place);
    case "flow-collection":
      return composeFlow(c, token, place);
    default:
      addFault(c, token.offset);
      return composeEmpty(c, token.offset, tag, place);
  }
}

function composeAlias(c: Composition, { offset, source, end }: CST.FlowScalar, props: Props, place: NodePlace): YamlItem {
  const hasProps = props.anchor !== undefined || props.tag !== undefined;
  if (hasProps || source === "*" || !isValidEnd(end, true)) addFault(c, offset);
  return followAlias(c, { start: offset, end: offset + source.length }, place.parent, place.key);
}
