/** Text → the library's concrete syntax tree of its first document, with limits that keep hostile input harmless. */
import { CST, Lexer, Parser } from "yaml";
import type { Span } from "../../source/span.ts";
import { maxProblems, yamlProblem } from "../problem.ts";
import type { YamlProblem } from "../problem.ts";

/** How deeply collections may be nested: the tree is walked by recursion, here and by all who read it. */
export const maxDepth = 256;
/** How many lexemes a text may have: well above what 2 MB of real configuration hold. Each costs some 300 bytes. */
const maxLexemes = 500_000;

export interface TokenStream {
  /** Directives, the first document, document ends and errors, in order. */
  readonly tokens: readonly CST.Token[];
  readonly document: CST.Document | undefined;
  /** Comments of the YAML text, from `#` to the end of the line; comments inside scripts are part of the scripts. */
  readonly comments: readonly Span[];
  /** Where tokens stand that fit nowhere. */
  readonly faults: readonly number[];
  /** Something stands around the document that only the library can judge. */
  readonly isDoubtful: boolean;
  /** Set when reading stopped before the end of the text. */
  readonly stopped: YamlProblem | undefined;
}

interface Reading {
  readonly parser: Parser;
  readonly tokens: CST.Token[];
  readonly comments: Span[];
  readonly faults: number[];
  document: CST.Document | undefined;
  isDoubtful: boolean;
  lexemes: number;
  /** White space at the start of a line, held back until it is known whether anything follows. */
  indentation: string;
  atLineStart: boolean;
  /** A blank line, or one with only a comment, comes before. */
  afterBlank: boolean;
  /** The next lexeme is the content of a plain or block scalar. */
  inScalar: boolean;
}

export function readTokens(text: string): TokenStream {
  const reading: Reading = {
    parser: new Parser(),
    tokens: [],
    comments: [],
    faults: [],
    document: undefined,
    isDoubtful: false,
    lexemes: 0,
    indentation: "",
    atLineStart: true,
    afterBlank: false,
    inScalar: false,
  };
  let stopped: YamlProblem | undefined;
  for (const lexeme of new Lexer().lex(text)) {
    readLexeme(reading, lexeme);
    stopped = reasonToStop(reading, lexeme, text.length);
    if (stopped !== undefined || reading.faults.length > maxProblems) break;
  }
  if (reading.indentation !== "") take(reading, reading.parser.next(reading.indentation));
  if (stopped?.code !== "several-documents") take(reading, reading.parser.end());
  const { tokens, document, comments, faults, isDoubtful } = reading;
  return { tokens, document, comments, faults, isDoubtful, stopped };
}

/**
 * Passes a lexeme on to the library's parser. Of blank lines and lines with only a comment, which bear on nothing but by their
 * being there, one line break is passed on: the parser goes through long runs of them again and again.
 */
function readLexeme(reading: Reading, lexeme: string): void {
  reading.lexemes += 1;
  if (reading.inScalar) {
    pass(reading, lexeme);
    reading.inScalar = false;
    reading.atLineStart = lexeme.endsWith("\n");
    return;
  }
  const isBreak = lexeme === "\n" || lexeme === "\r\n";
  const isComment = lexeme.startsWith("#");
  if (isComment) {
    const start = reading.parser.offset + reading.indentation.length;
    reading.comments.push({ start, end: start + lexeme.length });
  }
  if (!reading.atLineStart) pass(reading, lexeme);
  else if (isComment || (isBreak && reading.afterBlank)) skip(reading, lexeme.length);
  else if (isBreak) passBlank(reading, lexeme);
  else if (reading.indentation === "" && (lexeme.startsWith(" ") || lexeme.startsWith("\t"))) reading.indentation = lexeme;
  else {
    pass(reading, lexeme);
    reading.atLineStart = lexeme === CST.DOCUMENT;
    reading.afterBlank = false;
  }
  if (isBreak) reading.atLineStart = true;
  reading.inScalar = lexeme === CST.SCALAR;
}

function skip(reading: Reading, length: number): void {
  reading.parser.offset += reading.indentation.length + length;
  reading.indentation = "";
}

function passBlank(reading: Reading, lexeme: string): void {
  skip(reading, 0);
  pass(reading, lexeme);
  reading.afterBlank = true;
}

function pass(reading: Reading, lexeme: string): void {
  if (reading.indentation !== "") {
    take(reading, reading.parser.next(reading.indentation));
    reading.indentation = "";
  }
  take(reading, reading.parser.next(lexeme));
}

function take(reading: Reading, tokens: Iterable<CST.Token>): void {
  for (const token of tokens) {
    reading.tokens.push(token);
    switch (token.type) {
      case "document":
        reading.document ??= token;
        break;
      case "error":
        reading.faults.push(token.offset);
        break;
      case "doc-end":
        if (reading.document === undefined || token.end?.some(({ type }) => type !== "newline")) reading.isDoubtful = true;
        break;
      case "directive":
        reading.isDoubtful = true;
        if (reading.tokens.length > maxProblems) reading.faults.push(token.offset);
        break;
      default:
    }
  }
}

function reasonToStop({ parser, document, lexemes }: Reading, lexeme: string, length: number): YamlProblem | undefined {
  if (parser.stack.length > maxDepth) {
    const message = `Collections are nested more than ${maxDepth} deep here, and nothing from here on was read; nest them less.`;
    return yamlProblem("too-deep", spanBefore(parser.offset, lexeme), message);
  }
  if (lexemes > maxLexemes) {
    const message = "The file holds more values than can be checked, and nothing from here on was read; split it.";
    return yamlProblem("too-many-values", spanBefore(parser.offset, lexeme), message);
  }
  const second = document === undefined ? undefined : parser.stack[0];
  if (second?.type !== "document") return undefined;
  const message = "A second YAML document starts here, and only the first is read; put it into a file of its own.";
  return yamlProblem("several-documents", { start: second.offset, end: Math.min(second.offset + 3, length) }, message);
}

function spanBefore(end: number, lexeme: string): Span {
  return { start: Math.max(0, end - lexeme.length), end };
}
