/** Scalar tokens → scalar nodes. */
import { CST } from "yaml";
import { addFault } from "./composition.ts";
import type { Composition, NodePlace } from "./composition.ts";
import { plainValue, taggedValue } from "../nodes/core-schema.ts";
import type { Span } from "../../source/span.ts";
import type { ScalarStyle, YamlScalar } from "../node.ts";
import { emptyScalar } from "../nodes/tree.ts";
import { isValidEnd } from "./props.ts";

type ScalarToken = CST.FlowScalar | CST.BlockScalar;

/** No plain scalar may start with one of these. */
const badStart = /^[\t,%|>@`]/;

export function composeScalar(c: Composition, token: ScalarToken, tag: string | undefined, place: NodePlace): YamlScalar {
  const text = simpleText(c, token) ?? resolvedText(c, token, place);
  const style = styleOf(token);
  const span =
    token.type === "block-scalar" ? blockSpan(token, text) : { start: token.offset, end: token.offset + token.source.length };
  return {
    kind: "scalar",
    file: c.file,
    span,
    parent: place.parent,
    key: place.isKey ? text : place.key,
    style,
    text,
    value: tag !== undefined ? taggedValue(text, tag) : token.type === "scalar" ? plainValue(text) : text,
  };
}

/** The null, or by its tag the empty string, that stands where nothing is written. */
export function composeEmpty(c: Composition, offset: number, tag: string | undefined, place: NodePlace): YamlScalar {
  const empty = emptyScalar(c, offset, place.parent, place.isKey ? "" : place.key);
  return tag === undefined ? empty : { ...empty, value: taggedValue("", tag) };
}

function styleOf(token: ScalarToken): ScalarStyle {
  switch (token.type) {
    case "single-quoted-scalar":
      return "single";
    case "double-quoted-scalar":
      return "double";
    case "block-scalar":
      return headerOf(token).startsWith(">") ? "folded" : "literal";
    default:
      return token.source === "" ? "empty" : "plain";
  }
}

/** The text of a scalar on one line without escapes, which is nearly every one; undefined for others. */
function simpleText(c: Composition, token: ScalarToken): string | undefined {
  if (token.type === "block-scalar" || token.source.includes("\n")) return undefined;
  const { source, type } = token;
  let text = source;
  if (type !== "scalar") {
    const quote = type === "single-quoted-scalar" ? "'" : '"';
    text = source.slice(1, -1);
    if (source.length < 2 || !source.endsWith(quote) || text.includes(quote) || text.includes("\\")) return undefined;
  } else if (badStart.test(source)) addFault(c, token.offset);
  if (!isValidEnd(token.end, true)) addFault(c, token.offset);
  return text;
}

function resolvedText(c: Composition, token: ScalarToken, place: NodePlace): string {
  const resolved = CST.resolveAsScalar(token, true, (offset, code) => {
    // Asked about one scalar, the library does not know that the only value of a file need not be indented.
    if (code === "BAD_INDENT" && place.parent === undefined) c.isDoubtful = true;
    else addFault(c, offset);
  });
  return resolved.value;
}

function headerOf(token: CST.BlockScalar): string {
  return sourceOf(token.props[0]);
}

function sourceOf(token: CST.Token | undefined): string {
  return token !== undefined && "source" in token ? token.source : "";
}

/** A block scalar ends with the last character that is part of its text: a line break unless it is stripped. */
function blockSpan(token: CST.BlockScalar, text: string): Span {
  const start = token.offset;
  const header = headerOf(token);
  if (text === "") return { start, end: start + header.length };
  let end = start + token.source.length;
  for (const prop of token.props) end += sourceOf(prop).length;
  if (header.includes("-")) end -= token.source.endsWith("\r\n") ? 2 : token.source.endsWith("\n") ? 1 : 0;
  return { start, end };
}
