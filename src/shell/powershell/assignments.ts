/** Assignments of PowerShell: `$x = …`, `$env:X = …`. */
import type { Draft } from "../drafts.ts";
import type { AssignmentFact, CommandFact, Word } from "../facts.ts";
import { joinWords } from "../join-words.ts";
import { masksIn } from "../source.ts";
import { skipBlanks } from "./blanks.ts";
import type { Frame, Reading } from "./reading.ts";
import { readStatement } from "./statements.ts";

const assignmentForm =
  /(?:\[[\w.]{1,100}(?:\[\])?\][ \t]*)?\$(?:\{([^}\n]{0,200})\}|([\w:]+))((?:\[[^\]\n]{0,200}\]|\.\w+){0,8})[ \t]*([-+*/]?=)(?!=)/y;

/** Reads an assignment if one begins here. */
export function readAssignment(reading: Reading, frame: Frame): boolean {
  assignmentForm.lastIndex = reading.at;
  const match = assignmentForm.exec(reading.text);
  if (match === null) return false;
  const [whole, braced, plain, member, operator] = match;
  const written = braced ?? plain ?? "";
  const start = reading.at;
  const nameStart = reading.text.indexOf(written, reading.text.indexOf("$", start));
  const fact = newAssignment(reading, frame, written, nameStart);
  fact.append = operator !== "=" || member !== "";
  reading.at += whole.length;
  skipBlanks(reading, true);
  readValue(reading, frame, fact);
  fact.span = { start, end: reading.at };
  return true;
}

const loopForm = /\s*\$(\w+)\s+in\s/iy;

/** Reads the `$x in` of `foreach ($x in …)`; what the list's commands print is caught by it. */
export function readLoopVariable(reading: Reading, frame: Frame): AssignmentFact | undefined {
  loopForm.lastIndex = reading.at;
  const match = loopForm.exec(reading.text);
  const name = match?.[1];
  if (match === null || name === undefined) return undefined;
  const fact = newAssignment(reading, frame, name, reading.text.indexOf("$", reading.at) + 1);
  fact.from = "for";
  reading.at += match[0].length;
  return fact;
}

function newAssignment(reading: Reading, frame: Frame, written: string, nameStart: number): Draft<AssignmentFact> {
  const name = written.replace(/^(?:env|script|global|local|using|private):/i, "");
  const nameSpan = { start: nameStart + written.length - name.length, end: nameStart + written.length };
  const fact: Draft<AssignmentFact> = {
    span: nameSpan,
    name: masksIn(reading.source, nameSpan.start, nameSpan.end).length > 0 ? "" : name,
    nameSpan,
    value: undefined,
    exported: /^env:/i.test(written),
    append: false,
    scope: undefined,
    from: "assignment",
    functions: frame.functions,
    conditional: frame.conditional,
    within: undefined,
    place: "job",
  };
  reading.assignments.push(fact);
  return fact;
}

/** What an expression comes to is the value; what commands print is caught. */
function readValue(reading: Reading, frame: Frame, fact: Draft<AssignmentFact>): void {
  const start = reading.at;
  const first = reading.commands.length;
  const level: CommandFact[] = [];
  const caught = /^null$/i.test(fact.name);
  readStatement(reading, {
    ...frame,
    output: caught ? { kind: "discarded" } : { kind: "captured", by: fact },
    substitutedInto: fact,
    level,
  });
  const [only] = level;
  const span = { start, end: Math.max(start, reading.at) };
  if (level.length === 1 && only !== undefined && only.name === undefined && reading.commands[first] === only) {
    reading.commands.splice(first, 1);
    fact.value = joinWords(only.words, { start, end: only.span.end });
  } else if (level.length > 0) fact.value = substitution(level, span);
}

function substitution(commands: readonly CommandFact[], span: Word["span"]): Word {
  return { span, parts: [{ kind: "substitution", span, form: "command", quote: "none", commands }], literal: undefined };
}
