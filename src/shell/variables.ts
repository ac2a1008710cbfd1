/** What words read, and which variables a variable's value comes from in the end. */
import type { AssignmentFact, CommandFact, ScriptFacts, VariablePart, Word, WordPart } from "./facts.ts";
import { originsOf } from "./origins.ts";
import type { Reader } from "./origins.ts";
import { pipelineAfter } from "./sinks.ts";

/**
 * The variables a word reads by itself, those in default values included. What is read by commands substituted into the word
 * belongs to these commands. `yields` says whether the value, or only its length or presence, becomes part of the word.
 */
export function* readsOf(word: Word): Iterable<VariablePart> {
  for (const part of word.parts) {
    if (part.kind !== "variable") continue;
    yield part;
    if (part.alternative !== undefined) yield* readsOf(part.alternative);
  }
}

/** An unknown template in a word: on its own, in a variable's name or in a default value. */
export interface TemplateUse {
  readonly hole: number;
  readonly part: WordPart;
}

export function* templatesIn(word: Word): Iterable<TemplateUse> {
  for (const part of word.parts) {
    if (part.kind === "template") yield { hole: part.hole, part };
    if (part.kind !== "variable") continue;
    if (part.nameHole !== undefined) yield { hole: part.nameHole, part };
    if (part.alternative !== undefined) yield* templatesIn(part.alternative);
  }
}

/** A variable that is not set by the script itself and whose value another one carries. */
export interface VariableSource {
  readonly name: string;
  /** The commands of `$( )` that worked on the value on its way; empty for a copy. */
  readonly derivedThrough: readonly CommandFact[];
  /** Only a part of the value, or a changed form, was taken on the way (`${X:0:4}`). */
  readonly changed: boolean;
  /** The assignments on the way, the one nearest to the reader first. */
  readonly path: readonly AssignmentFact[];
}

const sourceLimit = 100;

/** The variables of the environment whose values the variable `name` carries when `reader` reads it; itself when it is one. */
export function sourcesOf(facts: ScriptFacts, name: string, reader: Reader): readonly VariableSource[] {
  const sources: VariableSource[] = [];
  const seen = new Set<AssignmentFact>();
  const open: Step[] = [{ name, reader, derivedThrough: [], changed: false, path: [] }];
  for (let step = open.pop(); step !== undefined && sources.length < sourceLimit; step = open.pop()) {
    const { assignments, outside } = originsOf(facts, step.name, step.reader);
    if (outside) sources.push({ name: step.name, derivedThrough: step.derivedThrough, changed: step.changed, path: step.path });
    for (const assignment of assignments) {
      if (seen.has(assignment) || assignment.value === undefined) continue;
      seen.add(assignment);
      addSteps(open, assignment.value, { ...step, reader: assignment, path: [...step.path, assignment] });
    }
  }
  return sources;
}

interface Step extends VariableSource {
  readonly reader: Reader;
}

/** Adds what a word's value comes from: the variables in it, and those that its substituted commands read. */
function addSteps(open: Step[], word: Word, from: Step): void {
  for (const part of word.parts) {
    if (part.kind === "variable") addVariable(open, part, from);
    else if (part.kind === "substitution") {
      for (const command of part.commands) addCommand(open, command, from);
    }
  }
}

function addVariable(open: Step[], part: VariablePart, from: Step): void {
  const carries = part.yields === "value" || part.yields === "part";
  if (carries && part.name !== "" && !part.elsewhere) {
    open.push({ ...from, name: part.name, changed: from.changed || part.yields === "part" });
  }
  if (part.alternative !== undefined) addSteps(open, part.alternative, from);
}

function addCommand(open: Step[], command: CommandFact, from: Step): void {
  if (from.derivedThrough.includes(command)) return;
  const step: Step = { ...from, reader: command, derivedThrough: [...from.derivedThrough, command, ...pipelineAfter(command)] };
  for (const word of command.args) addSteps(open, word, step);
  if (command.input.kind === "here-string" || command.input.kind === "heredoc") addSteps(open, command.input.body, step);
}
