/** What stands around a node: indicators, anchors, tags, white space; and whether it may stand there. */
import type { CST } from "yaml";

export interface Props {
  readonly anchor: CST.SourceToken | undefined;
  readonly tag: CST.SourceToken | undefined;
  /** The `:`, `-`, `?` or `---` that was looked for. */
  readonly found: CST.SourceToken | undefined;
  readonly comma: CST.SourceToken | undefined;
  /** Where the first anchor or tag begins. */
  readonly start: number | undefined;
  readonly hasNewline: boolean;
  /** A line break after the anchor or tag. */
  readonly newlineAfterProp: CST.SourceToken | undefined;
  /** Past the last thing that is no white space, comment or comma; undefined when there is none. */
  readonly end: number | undefined;
  readonly valid: boolean;
}

export interface PropsPlace {
  readonly indicator: "doc-start" | "explicit-key-ind" | "map-value-ind" | "seq-item-ind";
  readonly inFlow: boolean;
  /** The token that follows. */
  readonly next: CST.Token | null | undefined;
  readonly parentIndent: number;
  readonly startsLine: boolean;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

interface Scan extends Mutable<Props> {
  readonly place: PropsPlace;
  atLineStart: boolean;
  hasSpace: boolean;
  /** The last token was an anchor or tag, so that white space must follow. */
  needsSpace: boolean;
  tab: CST.SourceToken | undefined;
}

/** Reads the tokens before a node, with the library's own rules for what is valid there. */
export function readProps(tokens: readonly CST.SourceToken[], place: PropsPlace): Props {
  const scan: Scan = {
    anchor: undefined,
    tag: undefined,
    found: undefined,
    comma: undefined,
    start: undefined,
    hasNewline: false,
    newlineAfterProp: undefined,
    end: undefined,
    valid: true,
    place,
    atLineStart: place.startsLine,
    hasSpace: place.startsLine,
    needsSpace: false,
    tab: undefined,
  };
  for (const token of tokens) {
    checkBefore(scan, token);
    readToken(scan, token);
  }
  checkLast(scan, place);
  return scan;
}

function checkBefore(scan: Scan, { type }: CST.SourceToken): void {
  if (scan.needsSpace && type !== "space" && type !== "newline" && type !== "comma") scan.valid = false;
  if (scan.tab !== undefined && scan.atLineStart && type !== "comment" && type !== "newline") scan.valid = false;
  scan.needsSpace = false;
  scan.tab = undefined;
}

function readToken(scan: Scan, token: CST.SourceToken): void {
  switch (token.type) {
    case "space":
      if (countsAsIndentation(scan.place) && token.source.includes("\t")) scan.tab = token;
      scan.hasSpace = true;
      return;
    case "newline":
      scan.atLineStart = scan.hasNewline = scan.hasSpace = true;
      if (scan.anchor !== undefined || scan.tag !== undefined) scan.newlineAfterProp = token;
      return;
    case "comment":
      if (!scan.hasSpace) scan.valid = false;
      scan.atLineStart = false;
      return;
    case "anchor":
    case "tag":
      if (scan[token.type] !== undefined) scan.valid = false;
      scan[token.type] = token;
      scan.start ??= token.offset;
      scan.needsSpace = true;
      break;
    default:
      readIndicator(scan, token);
      if (token.type === "comma") return;
  }
  scan.hasSpace = false;
  if (token.type !== scan.place.indicator) scan.atLineStart = false;
  scan.end = token.offset + token.source.length;
}

function readIndicator(scan: Scan, token: CST.SourceToken): void {
  const { indicator, inFlow } = scan.place;
  if (token.type === indicator) {
    if (scan.anchor !== undefined || scan.tag !== undefined || scan.found !== undefined) scan.valid = false;
    scan.found = token;
    scan.atLineStart = indicator === "seq-item-ind" || indicator === "explicit-key-ind";
  } else if (token.type === "comma" && inFlow) {
    if (scan.comma !== undefined) scan.valid = false;
    scan.comma = token;
    scan.atLineStart = scan.hasSpace = false;
  } else scan.valid = false;
}

/** In flow collections, and before one at the top level, tabs are mere white space. */
function countsAsIndentation({ inFlow, indicator, next }: PropsPlace): boolean {
  return !inFlow && (indicator !== "doc-start" || next?.type !== "flow-collection");
}

function checkLast(scan: Scan, { next, parentIndent }: PropsPlace): void {
  if (scan.needsSpace && next && !isSeparation(next)) scan.valid = false;
  const { tab, atLineStart } = scan;
  if (tab === undefined) return;
  if ((atLineStart && tab.indent <= parentIndent) || next?.type === "block-map" || next?.type === "block-seq") {
    scan.valid = false;
  }
}

function isSeparation(token: CST.Token): boolean {
  if (token.type === "scalar") return token.source === "";
  return token.type === "space" || token.type === "newline" || token.type === "comma";
}

/** True when only white space and comments follow a node. */
export function isValidEnd(tokens: readonly CST.SourceToken[] | undefined, spaceBeforeComment: boolean): boolean {
  if (tokens === undefined) return true;
  let hasSpace = !spaceBeforeComment;
  for (const { type } of tokens) {
    if (type === "space" || type === "newline") hasSpace = true;
    else if (type !== "comment" || !hasSpace) return false;
  }
  return true;
}
