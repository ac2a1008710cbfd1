/** Assignments as facts: from assignment words, from `NAME=value` arguments, from lists. */
import type { Assignment, Word as SyntaxWord } from "unbash";
import type { AssignmentFact, CommandFact, Word, WordPart } from "../facts.ts";
import { joinWords } from "../join-words.ts";
import { addLiteral, literalOf } from "../literals.ts";
import type { Draft } from "../drafts.ts";
import type { Frame } from "./reading.ts";
import { masksIn, outerSpan } from "../source.ts";
import { readWord } from "./words.ts";

type Place = Pick<AssignmentFact, "span" | "name" | "nameSpan">;

/** Makes an assignment known; its value may be set later, when it captures what it is set from. */
export function newAssignment(frame: Frame, place: Place, rest: Partial<AssignmentFact> = {}): Draft<AssignmentFact> {
  const fact: Draft<AssignmentFact> = {
    span: place.span,
    name: place.name,
    nameSpan: place.nameSpan,
    value: undefined,
    exported: false,
    append: false,
    scope: undefined,
    from: "assignment",
    functions: frame.functions,
    conditional: frame.conditional,
    within: frame.within,
    place: frame.place,
    ...rest,
  };
  frame.reading.assignments.push(fact);
  return fact;
}

/** `X=…`, `X+=…`, `X=(…)`, `X[i]=…`. */
export function readAssignment(node: Assignment, frame: Frame, rest: Partial<AssignmentFact> = {}): Draft<AssignmentFact> {
  const { source } = frame;
  const { name, index, value } = node;
  const fact = newAssignment(
    frame,
    {
      span: outerSpan(source, node.pos, node.end),
      name: masksIn(source, node.pos, node.pos + name.length).length > 0 ? "" : name,
      nameSpan: outerSpan(source, node.pos, node.pos + name.length),
    },
    { append: node.append === true, ...rest },
  );
  const reader = { frame, consumer: { by: fact, redirect: false } };
  if (index !== undefined) readWord(index, reader);
  fact.value = value.type === "Word" ? readWord(value, reader) : readList(value.elements, frame, fact, value);
  return fact;
}

/** The words of an array or of a `for` as one word with blanks between. */
export function readList(
  words: readonly SyntaxWord[],
  frame: Frame,
  by: AssignmentFact | CommandFact | undefined,
  at: { readonly pos: number; readonly end: number },
): Word {
  const read = words.map((word) => readWord(word, { frame, consumer: { by, redirect: false } }));
  return joinWords(read, outerSpan(frame.source, at.pos, at.end));
}

/** An assignment that stands among the arguments (`export X=…`) as the word it also is. */
export function assignmentWord(node: Assignment, fact: AssignmentFact, frame: Frame): Word {
  const { source } = frame;
  const valueStart = node.value.pos;
  const parts: WordPart[] = [];
  addLiteral(parts, source, { pos: node.pos, end: valueStart }, source.text.slice(node.pos, valueStart), "none");
  for (const part of fact.value?.parts ?? []) {
    const last = parts.at(-1);
    if (last?.kind === "literal" && part.kind === "literal" && part.quote === "none" && parts.length === 1) {
      parts[0] = { ...part, span: { start: last.span.start, end: part.span.end }, text: last.text + part.text };
    } else parts.push(part);
  }
  return { span: fact.span, parts, literal: node.value.type === "Word" ? literalOf(parts) : undefined };
}

/** Splits a `NAME=value` word; undefined when it does not begin with a literal name. */
export function splitAssignment(word: Word): (Place & { readonly append: boolean; readonly value: Word }) | undefined {
  const [first, ...others] = word.parts;
  const match = first?.kind === "literal" ? /^([A-Za-z_]\w*)(\+?)=/.exec(first.text) : null;
  if (first?.kind !== "literal" || match === null) return undefined;
  const [head, name = "", plus] = match;
  const start = first.span.start;
  const rest = first.text.slice(head.length);
  const valueStart = start + head.length;
  const value: WordPart[] = rest === "" ? [] : [{ ...first, span: { start: valueStart, end: first.span.end }, text: rest }];
  value.push(...others);
  return {
    span: word.span,
    name,
    nameSpan: { start, end: start + name.length },
    append: plus === "+",
    value: { span: { start: valueStart, end: word.span.end }, parts: value, literal: literalOf(value) },
  };
}
