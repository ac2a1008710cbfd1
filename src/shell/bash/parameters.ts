/** `$X` and `${X…}` as word parts. */
import type { ParameterOperation, WordPart as SyntaxPart } from "unbash";
import type { Quote, VariablePart, Word } from "../facts.ts";
import { masksIn, outerSpan } from "../source.ts";
import { readWord } from "./words.ts";
import type { WordReader } from "./words.ts";

type ParameterExpansion = Extract<SyntaxPart, { type: "ParameterExpansion" }>;

export function readSimpleParameter(
  part: Extract<SyntaxPart, { type: "SimpleExpansion" }>,
  reader: WordReader,
  quote: Quote,
): VariablePart {
  return variable(part, part.text.slice(1), { pos: part.pos + 1, end: part.end }, reader, {
    quote,
    indirect: false,
    yields: "value",
    alternative: undefined,
  });
}

export function readParameter(part: ParameterExpansion, reader: WordReader, quote: Quote): VariablePart {
  const around = quote === "double" || quote === "heredoc" ? quote : "none";
  const { operation } = part;
  // An index may run commands; what it yields is not part of the word.
  if (part.index !== undefined) readWord(part.index, reader);
  const alternative = operation === undefined ? undefined : readOperands(operation, reader, around);
  const found = variable(part, part.parameter, { pos: part.parameterPos, end: part.parameterEnd }, reader, {
    quote,
    indirect: part.prefix === "!" && !listsNames(part),
    yields: yieldOf(part),
    alternative,
  });
  if (operation?.type === "Default" && operation.operator.endsWith("=")) assignDefault(found, part, reader);
  return found;
}

interface NamePlace {
  readonly pos: number;
  readonly end: number;
}

function variable(
  part: NamePlace,
  name: string,
  place: NamePlace,
  reader: WordReader,
  rest: Pick<VariablePart, "quote" | "indirect" | "yields" | "alternative">,
): VariablePart {
  const { source, place: where, passed } = reader.frame;
  const masks = masksIn(source, place.pos, place.end);
  const known = masks.length > 0 ? "" : name.includes("\\") ? name.replaceAll("\\\n", "") : name;
  return {
    kind: "variable",
    span: outerSpan(source, part.pos, part.end),
    name: known,
    nameHole: masks.find((mask) => mask.hole !== undefined)?.hole,
    elsewhere: where !== "job" && !passed.has(known),
    ...rest,
  };
}

/** `${!prefix@}` and `${!array[@]}` yield names and indices. */
function listsNames(part: ParameterExpansion): boolean {
  const index = part.index?.text;
  return part.operation?.type === "Names" || index === "@" || index === "*";
}

function yieldOf(part: ParameterExpansion): VariablePart["yields"] {
  const { operation } = part;
  if (part.prefix === "#") return "length";
  if (part.prefix === "!" && listsNames(part)) return "presence";
  if (operation === undefined) return "value";
  if (operation.type !== "Default") return "part";
  return operation.operator.endsWith("+") ? "presence" : "value";
}

/** Reads every operand, because it may run commands; returns the one that can take the value's place. */
function readOperands(operation: ParameterOperation, reader: WordReader, quote: Quote): Word | undefined {
  switch (operation.type) {
    case "Default":
      return readWord(operation.operand, reader, quote);
    case "Replace":
      readWord(operation.pattern, reader, quote);
      return readWord(operation.replacement, reader, quote);
    case "Slice":
      readWord(operation.offset, reader, quote);
      if (operation.length !== undefined) readWord(operation.length, reader, quote);
      return undefined;
    case "Remove":
    case "Transform":
    case "CaseModification":
      if (operation.operand !== undefined) readWord(operation.operand, reader, quote);
      return undefined;
    default:
      return undefined;
  }
}

/** `${X:=value}` sets X when it has no value. */
function assignDefault(found: VariablePart, part: ParameterExpansion, { frame }: WordReader): void {
  frame.reading.assignments.push({
    span: found.span,
    name: found.name,
    nameSpan: outerSpan(frame.source, part.parameterPos, part.parameterEnd),
    value: found.alternative,
    exported: false,
    append: false,
    scope: undefined,
    from: "default",
    functions: frame.functions,
    conditional: true,
    within: frame.within,
    place: frame.place,
  });
}
