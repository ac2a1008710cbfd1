/**
 * `[[ ]]`, `(( ))` and the subject of `case` as commands: they are none, but what they read shows in a trace, and what is
 * substituted into them runs.
 */
import type { ArithmeticCommand, Case, TestCommand, TestExpression, Word as SyntaxWord } from "unbash";
import type { CommandFact, Word } from "../facts.ts";
import { readExpression } from "./arithmetic.ts";
import { spend } from "./budget.ts";
import { newCommand } from "./commands.ts";
import { addLiteral, literalOf } from "../literals.ts";
import type { Draft } from "../drafts.ts";
import type { Frame } from "./reading.ts";
import { outerSpan } from "../source.ts";
import { readWord } from "./words.ts";
import type { WordReader } from "./words.ts";

/** Nobody asks for tests further out; a long chain of `&&` would keep very many. */
const mostTests = 16;

/** The tests that stand before what comes next, when these have come out true as well. */
export function alsoAllowedBy(before: readonly CommandFact[], tests: readonly CommandFact[]): readonly CommandFact[] {
  return [...before, ...tests].slice(-mostTests);
}

interface Stretch {
  readonly pos: number;
  readonly end: number;
}

function begin(
  keyword: string,
  node: Stretch,
  end: number,
  frame: Frame,
): { readonly command: Draft<CommandFact>; readonly words: Word[] } {
  const command = newCommand(frame, outerSpan(frame.source, node.pos, end));
  command.name = keyword;
  return { command, words: [textWord({ pos: node.pos, end: node.pos + keyword.length }, frame)] };
}

function complete(command: Draft<CommandFact>, words: readonly Word[]): void {
  command.words = words;
  command.args = words.slice(1);
}

function readerFor(frame: Frame, by: CommandFact): WordReader {
  return { frame, consumer: { by, redirect: false } };
}

/** A stretch of the source that the parser gives no word for. */
function textWord({ pos, end: stop }: Stretch, { source }: Frame): Word {
  const parts: Word["parts"][number][] = [];
  addLiteral(parts, source, { pos, end: stop }, source.text.slice(pos, stop), "none");
  return { span: outerSpan(source, pos, stop), parts, literal: literalOf(parts) };
}

export function readTest(node: TestCommand, frame: Frame): void {
  const { command, words } = begin("[[", node, node.end, frame);
  const reader = readerFor(frame, command);
  const open: TestExpression[] = [node.expression];
  for (let test = open.pop(); test !== undefined && spend(frame.reading); test = open.pop()) {
    switch (test.type) {
      case "TestUnary":
        words.push(operator(test.pos, test.operand.pos, frame), readWord(test.operand, reader));
        break;
      case "TestBinary":
        words.push(readWord(test.left, reader), operator(test.left.end, test.right.pos, frame), readWord(test.right, reader));
        break;
      case "TestLogical":
        open.push(...test.operands.toReversed());
        break;
      case "TestNot":
        open.push(test.operand);
        break;
      case "TestGroup":
        open.push(test.expression);
        break;
    }
  }
  complete(command, words);
}

/** The operator that stands between two offsets. */
function operator(from: number, to: number, frame: Frame): Word {
  const text = frame.source.text.slice(from, to);
  const pos = from + text.length - text.trimStart().length;
  return textWord({ pos, end: Math.max(pos, from + text.trimEnd().length) }, frame);
}

export function readArithmeticCommand(node: ArithmeticCommand, frame: Frame): void {
  const { command, words } = begin("((", node, node.end, frame);
  const { expression } = node;
  if (expression !== undefined) {
    const parts = readExpression(expression, readerFor(frame, command));
    words.push({ span: outerSpan(frame.source, expression.pos, expression.end), parts, literal: undefined });
  }
  complete(command, words);
}

export function readCase(node: Case, frame: Frame): void {
  const { command, words } = begin("case", node, node.word.end, frame);
  const reader = readerFor(frame, command);
  words.push(readWord(node.word, reader));
  complete(command, words);
  for (const { pattern, body } of node.items) {
    readPatterns(pattern, reader);
    const isRest = pattern.some(({ text }) => text === "*");
    const allowedBy = isRest ? frame.allowedBy : alsoAllowedBy(frame.allowedBy, [command]);
    frame.reading.readStatements(body.commands, { ...frame, conditional: true, allowedBy });
  }
}

/** Patterns are no words of the subject, but they may run commands. */
function readPatterns(patterns: readonly SyntaxWord[], reader: WordReader): void {
  for (const pattern of patterns) readWord(pattern, reader);
}
