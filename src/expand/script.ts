/** A compiled text as one string, and the way back from its characters to the file. */
import { locationOf, pathOf, type YamlScalar } from "../yaml/node.ts";
import { replaceInScalar } from "../yaml/replace-in-scalar.ts";
import { sourceSpan } from "../yaml/source-map.ts";
import type { Edit } from "../finding/fix.ts";
import type { Location } from "../finding/location.ts";
import type { Span } from "../source/span.ts";
import type { Text, TextPart, UnknownPart } from "./text.ts";

export interface CompiledText {
  readonly text: string;
  /** The unknown parts, masked in `text` with word characters, in order. */
  readonly holes: readonly Hole[];
  /** Where the characters of a span are written. */
  locate(span: Span): Location;
  /**
   * The edit that puts `replacement` in the place of a span. Undefined when these characters do not stand in the using scalar itself, as
   * what a parameter brings may be used elsewhere, or when its style cannot hold the replacement.
   */
  edit(span: Span, replacement: string): Edit | undefined;
}

/** An unknown part in its place. */
export interface Hole {
  readonly part: UnknownPart;
  /** The mask in the compiled text. */
  readonly span: Span;
  /** The `<< >>` that puts it into this text. A text that is one `<< >>` is only passed on: then the one inside the passed text. */
  readonly at: Location;
  /** The `<< >>` where the unknown value enters the configuration. */
  readonly origin: Location;
}

/** Word characters, so that a mask is part of a word to every shell. */
const mask = "___";

export function compileText(text: Text): CompiledText {
  const placed: PlacedPart[] = [];
  const holes: Hole[] = [];
  let whole = "";
  for (const part of text.parts) {
    const start = whole.length;
    whole += part.kind === "known" ? part.text : mask;
    placed.push({ part, start, end: whole.length });
    if (part.kind === "unknown") holes.push(holeAt(part, { start, end: whole.length }, text));
  }
  return {
    text: whole,
    holes,
    locate: (span) => locate(text.scalar, placed, span),
    edit: (span, replacement) => edit(text.scalar, placed, span, replacement),
  };
}

function edit(host: YamlScalar, placed: readonly PlacedPart[], span: Span, replacement: string): Edit | undefined {
  for (const { part, start, end } of placed) {
    const isWhole = part.kind === "known" && part.token === undefined && start <= span.start && span.end <= end;
    if (!isWhole || part.origin?.scalar !== host) continue;
    const base = part.origin.start - start;
    return replaceInScalar(host, { start: span.start + base, end: span.end + base }, replacement);
  }
  return undefined;
}

function holeAt(part: UnknownPart, span: Span, text: Text): Hole {
  const origin = locationIn(part.origin.scalar, part.origin);
  const passedOn = text.parts.every((other) => other.token === part.token);
  return { part, span, at: part.token === undefined || passedOn ? origin : locationIn(text.scalar, part.token), origin };
}

interface PlacedPart extends Span {
  readonly part: TextPart;
}

/**
 * The place to fix: where the characters themselves are written when one scalar holds them all, be it a caller's argument;
 * else the stretch of the using scalar, `<< >>` tokens whole.
 */
function locate(host: YamlScalar, placed: readonly PlacedPart[], span: Span): Location {
  const covered = placed.filter((piece) => overlaps(piece, span));
  const first = covered[0];
  if (first === undefined) return locationOf(host);
  const scalar = first.part.origin?.scalar;
  if (scalar !== undefined && covered.every((piece) => piece.part.origin?.scalar === scalar)) {
    return locationIn(scalar, unite(covered.map((piece) => inOrigin(piece, span))));
  }
  return locationIn(host, unite(covered.map((piece) => inHost(piece, span))));
}

function overlaps(piece: Span, span: Span): boolean {
  if (span.start === span.end) return piece.start <= span.start && span.start <= piece.end && piece.end > piece.start;
  return piece.start < span.end && span.start < piece.end;
}

function inOrigin({ part, start, end }: PlacedPart, span: Span): Span {
  if (part.kind === "unknown") return { start: part.origin.start, end: part.origin.end };
  const base = (part.origin?.start ?? 0) - start;
  return { start: Math.max(span.start, start) + base, end: Math.min(span.end, end) + base };
}

function inHost(piece: PlacedPart, span: Span): Span {
  return piece.part.token ?? inOrigin(piece, span);
}

function unite(spans: readonly Span[]): Span {
  return { start: Math.min(...spans.map((span) => span.start)), end: Math.max(...spans.map((span) => span.end)) };
}

/** A stretch of the text of a scalar, as the place where it is written. */
export function locationIn(scalar: YamlScalar, span: Span): Location {
  return { file: scalar.file, span: sourceSpan(scalar, span), path: pathOf(scalar) };
}
