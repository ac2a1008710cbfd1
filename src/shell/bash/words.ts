/** The parser's words as word parts. Reading a word also reads the commands that are substituted into it. */
import type { WordPart as SyntaxPart, Word as SyntaxWord } from "unbash";
import type { AssignmentFact, CommandFact, Quote, Word, WordPart } from "../facts.ts";
import { enter, leave, spend } from "./budget.ts";
import { readArithmetic } from "./arithmetic.ts";
import { readParameter, readSimpleParameter } from "./parameters.ts";
import { addLiteral, literalOf } from "../literals.ts";
import type { Frame } from "./reading.ts";
import { outerSpan } from "../source.ts";
import type { Source } from "../source.ts";
import { readCommandSubstitution, readProcessSubstitution } from "./substitutions.ts";

/** Who gets a word: its substitutions are captured by it. */
export interface Consumer {
  readonly by: CommandFact | AssignmentFact | undefined;
  /** The word is the target of a redirection, so `<( )` and `>( )` in it are pipes. */
  readonly redirect: boolean;
}

export interface WordReader {
  readonly frame: Frame;
  readonly consumer: Consumer;
}

/** Reads a word; `quote` is the quoting that surrounds it (for operands of `${X:-…}` inside quotes). */
export function readWord(word: SyntaxWord, reader: WordReader, quote: Quote = "none"): Word {
  const { source } = reader.frame;
  const parts: WordPart[] = [];
  if (spend(reader.frame.reading)) {
    const inner = word.parts;
    if (inner === undefined) addLiteral(parts, source, word, word.value, quote);
    else addParts(parts, inner, reader, quote);
  }
  return { span: outerSpan(source, word.pos, word.end), parts, literal: literalOf(parts) };
}

export function addParts(parts: WordPart[], inner: readonly SyntaxPart[], reader: WordReader, quote: Quote): void {
  for (const part of inner) {
    if (!spend(reader.frame.reading)) return;
    addPart(parts, part, reader, quote);
  }
}

function addPart(parts: WordPart[], part: SyntaxPart, reader: WordReader, quote: Quote): void {
  const { frame } = reader;
  switch (part.type) {
    case "Literal":
    case "Glob":
      return addLiteral(parts, frame.source, part, part.value, quote);
    case "SingleQuoted":
      return addLiteral(parts, frame.source, inside(part, 1, "'"), part.value, "single");
    case "AnsiCQuoted":
      return addLiteral(parts, frame.source, inside(part, 2, "'"), part.value, "ansi");
    case "DoubleQuoted":
    case "LocaleString":
      return addQuoted(parts, part, reader);
    case "SimpleExpansion":
      parts.push(readSimpleParameter(part, reader, quote));
      return;
    case "ParameterExpansion":
      return nested(parts, () => readParameter(part, reader, quote), frame);
    case "CommandExpansion":
      return nested(parts, () => readCommandSubstitution(part, reader, quote), frame);
    case "ProcessSubstitution":
      return nested(parts, () => readProcessSubstitution(part, reader, quote), frame);
    case "ArithmeticExpansion":
      return nested(parts, () => readArithmetic(part, reader, quote), frame);
    case "ExtendedGlob":
    case "BraceExpansion":
      return addPattern(parts, part, reader, quote);
  }
}

interface Stretch {
  readonly pos: number;
  readonly end: number;
}

/** What stands between the quotes; the closing one may be missing in broken input. */
function inside(part: Stretch & { readonly text: string }, opening: number, closing: string): Stretch {
  const pos = part.pos + opening;
  const closed = part.text.length > opening && part.text.endsWith(closing);
  return { pos, end: Math.max(pos, closed ? part.end - 1 : part.end) };
}

function addQuoted(
  parts: WordPart[],
  part: Extract<SyntaxPart, { type: "DoubleQuoted" | "LocaleString" }>,
  reader: WordReader,
): void {
  if (part.parts.length > 0) return addParts(parts, part.parts, reader, "double");
  addLiteral(parts, reader.frame.source, inside(part, part.type === "DoubleQuoted" ? 1 : 2, '"'), "", "double");
}

/** `{a,b}` and `@(a|b)`: their text, with the expansions inside. */
function addPattern(
  parts: WordPart[],
  part: Extract<SyntaxPart, { type: "ExtendedGlob" | "BraceExpansion" }>,
  reader: WordReader,
  quote: Quote,
): void {
  const { source } = reader.frame;
  let at = part.pos;
  for (const child of part.parts ?? []) {
    if (child.pos > at) addRaw(parts, source, { pos: at, end: child.pos }, quote);
    addPart(parts, child, reader, quote);
    at = child.end;
  }
  if (at < part.end) addRaw(parts, source, { pos: at, end: part.end }, quote);
}

function addRaw(parts: WordPart[], source: Source, at: Stretch, quote: Quote): void {
  addLiteral(parts, source, at, source.text.slice(at.pos, at.end), quote);
}

function nested(parts: WordPart[], read: () => WordPart, frame: Frame): void {
  if (!enter(frame.reading)) return;
  parts.push(read());
  leave(frame.reading);
}
