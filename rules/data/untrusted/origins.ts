/** Where the text of a word comes from: variables of the job, templates, what git and gh print. What holds for every run of a script. */
import type { AssignmentFact, CommandFact, ScriptFacts, SubstitutionPart, Word, WordPart } from "../../../src/shell/facts.ts";
import { originsOf } from "../../../src/shell/origins.ts";
import type { Span } from "../../../src/source/span.ts";
import { pipelineAfter } from "../../../src/shell/sinks.ts";
import { printedWords } from "../printed-words.ts";
import { handedOn } from "../text-filters.ts";
import { outputSource } from "./command-output.ts";
import { isHarmlessExpansion, isHarmlessOutput } from "./harmless.ts";
import type { UntrustedSource } from "./sources.ts";

export interface TextOrigin {
  /** The expansion in the word that brings it, or the one inside its `$( )`. */
  readonly span: Span;
  /** The part of the word in which it stands; undefined for what a command such as git prints by itself. */
  readonly part: WordPart | undefined;
  /** The variable that is read there; undefined for templates and for the output of commands. */
  readonly variable: string | undefined;
  readonly from:
    | { readonly kind: "variable"; readonly name: string }
    | { readonly kind: "hole"; readonly hole: number }
    | { readonly kind: "output"; readonly source: UntrustedSource };
  /** The assignments that copied it, the one nearest to the word first. */
  readonly path: readonly AssignmentFact[];
}

type Owner = CommandFact | AssignmentFact;

/** How many origins of one word or assignment are told apart, and how deep `$( )` and copies are followed. */
const limit = 50;
const deepest = 10;
/** A value that was copied more often than this is not followed further. */
const longestPath = 8;

/** False for a template in the script itself: that is `template-injection`, whatever becomes of it. */
export function isReadAtRunTime({ from, path }: TextOrigin): boolean {
  return from.kind !== "hole" || path.length > 0;
}

/** Everything that a word's text may be made of, harmless forms left out. */
export function textOriginsOf(word: Word, owner: Owner, facts: ScriptFacts): readonly TextOrigin[] {
  return ofWord(word, owner, facts, 0);
}

function ofWord(word: Word, owner: Owner, facts: ScriptFacts, depth: number): readonly TextOrigin[] {
  if (word.literal !== undefined || depth > deepest) return [];
  const found: TextOrigin[] = [];
  for (const part of word.parts) {
    if (part.kind === "literal") continue;
    found.push(...ofPart(part, owner, facts, depth));
    if (found.length >= limit) break;
  }
  return found;
}

function ofPart(part: WordPart, owner: Owner, facts: ScriptFacts, depth: number): readonly TextOrigin[] {
  switch (part.kind) {
    case "template":
      return [{ span: part.span, part, variable: undefined, from: { kind: "hole", hole: part.hole }, path: [] }];
    case "substitution":
      return ofSubstitution(part, facts, depth);
    case "variable": {
      const fallback = part.alternative === undefined ? [] : ofWord(part.alternative, owner, facts, depth + 1);
      const own =
        part.elsewhere || part.indirect || part.name === "" || isHarmlessExpansion(part, facts.text)
          ? []
          : ofVariable(part.name, owner, facts, depth).map((origin) => ({ ...origin, span: part.span, variable: part.name }));
      return [...own, ...fallback].map((origin) => ({ ...origin, part }));
    }
    default:
      return [];
  }
}

/** Where it is read is for the caller to say. */
type Carried = Pick<TextOrigin, "from" | "path">;

function ofVariable(name: string, owner: Owner, facts: ScriptFacts, depth: number): readonly Carried[] {
  const { assignments, outside } = originsOf(facts, name, owner);
  const found: Carried[] = [];
  for (const assignment of assignments) {
    for (const { from, path } of ofAssignment(assignment, facts, depth + 1)) {
      if (path.length < longestPath) found.push({ from, path: [assignment, ...path] });
    }
    if (found.length >= limit) break;
  }
  if (outside) found.push({ from: { kind: "variable", name }, path: [] });
  return eachOnce(found);
}

/** The same text by several ways counts once: a variable that is appended to again and again carries nothing new. */
function eachOnce<T extends Carried>(origins: readonly T[]): readonly T[] {
  const seen = new Set<string>();
  return origins.filter(({ from }) => {
    const key = from.kind === "hole" ? `hole ${from.hole}` : from.kind === "variable" ? `$${from.name}` : from.source.name;
    return !seen.has(key) && seen.add(key);
  });
}

const known = new WeakMap<AssignmentFact, readonly TextOrigin[]>();

/** Each assignment is followed once; one that depends on itself adds nothing new. */
function ofAssignment(assignment: AssignmentFact, facts: ScriptFacts, depth: number): readonly TextOrigin[] {
  let origins = known.get(assignment);
  if (origins === undefined) {
    known.set(assignment, []);
    origins = assignment.value === undefined ? [] : eachOnce(ofWord(assignment.value, assignment, facts, depth));
    known.set(assignment, origins);
  }
  return origins;
}

function ofSubstitution(part: SubstitutionPart, facts: ScriptFacts, depth: number): readonly TextOrigin[] {
  if (part.form === "process-out") return [];
  return part.commands.flatMap((command) => outputOriginsOf(command, facts, depth + 1).map((origin) => ({ ...origin, part })));
}

/** What a command prints and the filters behind it in the pipeline leave as it is, up to the command that reads it all. */
export function outputOriginsOf(
  command: CommandFact,
  facts: ScriptFacts,
  depth = 0,
  reader?: CommandFact,
): readonly TextOrigin[] {
  if (command.place !== "job" || isHarmlessOutput(command)) return [];
  if (pipelineAfter(command).some((next) => next !== reader && (isHarmlessOutput(next) || !handsOn(next)))) return [];
  const printed = namesOf(command) ?? printedWords(command, facts).map(({ word }) => word);
  const origins = printed.flatMap((word) => ofWord(word, command, facts, depth));
  const source = outputSource(command);
  if (source !== undefined)
    origins.push({ span: command.span, part: undefined, variable: undefined, from: { kind: "output", source }, path: [] });
  return origins.slice(0, limit);
}

/** `basename "$X"` prints a part of its argument. */
function namesOf({ name, args }: CommandFact): readonly Word[] | undefined {
  return name === "basename" || name === "dirname" ? args.slice(0, 1) : undefined;
}

/** `cut` and `jq` count, whichever field they take. */
function handsOn(command: CommandFact): boolean {
  return command.name === "cut" || command.name === "jq" || handedOn(command) !== undefined;
}

/** What a command reads from a pipe, a heredoc or a here-string. */
export function inputOriginsOf(reader: CommandFact, facts: ScriptFacts): readonly TextOrigin[] {
  const { input } = reader;
  if (input.kind === "heredoc" || input.kind === "here-string") return textOriginsOf(input.body, reader, facts);
  if (input.kind !== "pipe") return [];
  return facts.commands
    .filter((command) => pipelineAfter(command).includes(reader))
    .flatMap((command) => outputOriginsOf(command, facts, 0, reader));
}
