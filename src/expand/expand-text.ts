/** Scalars → text as compiled: what is known is substituted, what is not keeps its reason, and every piece its origin. */
import type { YamlScalar } from "../yaml/node.ts";
import { isNull, locationOf } from "../yaml/node.ts";
import { evaluateExpression, isTruthy } from "./evaluate.ts";
import { referencesOf, type Primitive } from "./expression.ts";
import { lookUpText, type Found } from "./look-up.ts";
import type { Scope } from "./scope.ts";
import { parseTemplate, type TemplatePiece } from "./template.ts";
import type { Hop, Text, TextPart, UnknownReason } from "./text.ts";

export function expandText(scalar: YamlScalar, scope: Scope): Text {
  if (isNull(scalar)) return { scalar, parts: [] };
  const isVerbatim = !scope.world.templates || scalar.style === "included" || !scalar.text.includes("<<");
  if (isVerbatim) return { scalar, parts: [verbatim(scalar, 0, scalar.text.length)] };
  const parts: TextPart[] = [];
  addPieces(parseTemplate(scalar.text), scalar, scope, parts);
  return { scalar, parts };
}

function verbatim(scalar: YamlScalar, start: number, end: number): TextPart {
  return { kind: "known", text: scalar.text.slice(start, end), origin: { scalar, start }, token: undefined, hops: [] };
}

function addPieces(pieces: readonly TemplatePiece[], scalar: YamlScalar, scope: Scope, parts: TextPart[]): void {
  for (const piece of pieces) {
    if (piece.kind === "literal") parts.push(verbatim(scalar, piece.start, piece.end));
    else if (piece.kind === "section") addSection(piece, scalar, scope, parts);
    else addValue(piece, scalar, scope, parts);
  }
}

/** An undecided section may be there or not; it is kept, since what it holds may run. */
function addSection(
  section: Extract<TemplatePiece, { kind: "section" }>,
  scalar: YamlScalar,
  scope: Scope,
  parts: TextPart[],
): void {
  const value = evaluateExpression(section.expression, scope);
  if (value.known && isTruthy(value.value) === section.inverted) return;
  addPieces(section.pieces, scalar, scope, parts);
}

type ValuePiece = Extract<TemplatePiece, { kind: "value" }>;

function addValue(piece: ValuePiece, scalar: YamlScalar, scope: Scope, parts: TextPart[]): void {
  const { expression, source, token } = piece;
  const { budget, list } = scope.world;
  budget.parts -= 1;
  const unknown = (reason: UnknownReason, assumed: string | undefined): void => {
    const origin = { scalar, start: token.start, end: token.end };
    parts.push({ kind: "unknown", reason, expression: source, origin, token, hops: [], assumed });
  };
  if (budget.parts <= 0) {
    list.add("expansion-limit", "The parameters of this file expand to too much text; the rest was not checked.", scalar);
    unknown({ kind: "limit" }, undefined);
  } else if (expression.kind === "reference") {
    addFound(lookUpText(expression.name, scope), piece, parts, scope, unknown);
  } else {
    const value = evaluateExpression(expression, scope);
    if (value.known) parts.push(made(primitiveText(value.value), token));
    else unknown({ kind: "expression", names: referencesOf(expression) }, undefined);
  }
}

function addFound(
  found: Found,
  piece: ValuePiece,
  parts: TextPart[],
  scope: Scope,
  unknown: (reason: UnknownReason, assumed: string | undefined) => void,
): void {
  if (found.kind === "primitive") parts.push(made(primitiveText(found.value), piece.token));
  else if (found.kind === "unknown") {
    const { fallback } = found;
    unknown(found.reason, fallback?.kind === "scalar" ? fallback.text : undefined);
  } else if (found.bound.node.kind === "scalar") {
    const inner = expandText(found.bound.node, found.bound.scope).parts;
    // Every level of calls copies the parts again, so each copy is paid for.
    scope.world.budget.parts -= inner.length;
    for (const part of inner) parts.push({ ...part, token: piece.token, hops: [found.bound.hop, ...part.hops] });
  } else {
    // A map or list in the middle of a text: nothing that CircleCI could substitute.
    const at = locationOf(found.bound.node);
    scope.world.list.add("wrong-type", `\`${piece.source}\` is no text and cannot stand inside one.`, found.bound.node);
    unknown({ kind: "undefined", name: `${piece.source} at ${at.span.start}` }, undefined);
  }
}

/** Text that stands nowhere in the file, such as the outcome of a comparison. */
function made(text: string, token: { readonly start: number; readonly end: number }): TextPart {
  return { kind: "known", text, origin: undefined, token, hops: [] as readonly Hop[] };
}

function primitiveText(value: Primitive): string {
  return value === null ? "" : String(value);
}
