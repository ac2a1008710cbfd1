/** Follows what a command prints through pipes, substitutions and filters to the job's log. */
import type { AssignmentFact, CommandFact, ScriptFacts, Sink, SubstitutionPart, Word } from "../../src/shell/facts.ts";
import { sinksOf } from "../../src/shell/sinks.ts";
import { spanContains } from "../../src/source/span.ts";
import { printedWords } from "../data/printed-words.ts";

/** How many commands are looked at for one print. */
const commandLimit = 200;

/** What a command that reads a text makes of it; undefined when none of it comes out there. */
export type Through<Form> = (reader: CommandFact, form: Form) => Form | undefined;

/** Where else it goes on its way: variables that catch it, files that it is written to. */
export interface WayObserver {
  caught?(by: AssignmentFact): void;
  filed?(target: Word): void;
}

/** The forms in which something arrives in the log that `command` prints in the given one. */
export function formsInLog<Form>(
  command: CommandFact,
  form: Form,
  facts: ScriptFacts,
  through: Through<Form>,
  observer: WayObserver = {},
): ReadonlySet<Form> {
  const arrived = new Set<Form>();
  const seen = new Map<Form, Set<CommandFact>>();
  const open: (readonly [CommandFact, Form])[] = [[command, form]];
  const pass = (reader: CommandFact, next: Form | undefined): void => {
    const known = next === undefined ? undefined : (seen.get(next) ?? new Set());
    if (next === undefined || known === undefined || known.has(reader) || known.size >= commandLimit) return;
    seen.set(next, known.add(reader));
    if (reader.name === "tee") for (const word of reader.args) if (word.literal?.startsWith("-") !== true) observer.filed?.(word);
    open.push([reader, next]);
  };
  for (let item = open.pop(); item !== undefined; item = open.pop()) {
    const [writer, now] = item;
    for (const sink of sinksOf(writer.output)) {
      if (sink.kind === "log") arrived.add(now);
      else if (sink.kind === "file") observer.filed?.(sink.target);
      else if (sink.kind === "pipe") for (const reader of sink.to.slice(0, commandLimit)) pass(reader, through(reader, now));
      else if (sink.kind === "captured") {
        if (sink.by !== undefined && "nameSpan" in sink.by) observer.caught?.(sink.by);
        for (const taker of takerOf(sink)) pass(taker, fromSubstitution(writer, taker, now, facts, through));
      }
    }
  }
  return arrived;
}

/** The command into whose words output is substituted; what an assignment catches is followed where the variable is read. */
function takerOf({ by }: Extract<Sink, { kind: "captured" }>): readonly CommandFact[] {
  return by !== undefined && "words" in by ? [by] : [];
}

/** `echo "$(…)"` prints it, `cat <(…)` and `base64 <<< "$(…)"` read it; other commands keep their arguments to themselves. */
function fromSubstitution<Form>(
  writer: CommandFact,
  taker: CommandFact,
  form: Form,
  facts: ScriptFacts,
  through: Through<Form>,
): Form | undefined {
  const { input } = taker;
  for (const { word } of printedWords(taker, facts)) {
    if (substitutionOf(word, writer) === undefined) continue;
    return "body" in input && input.body === word ? through(taker, form) : form;
  }
  const file = taker.args.find((word) => substitutionOf(word, writer)?.form === "process-in");
  return file === undefined ? undefined : through({ ...taker, args: taker.args.filter((word) => word !== file) }, form);
}

/** The `$( )` or `<( )` of a word in which a command stands, or which calls the function that it stands in. */
function substitutionOf({ parts }: Word, { span, functions }: CommandFact): SubstitutionPart | undefined {
  return parts.find(
    (part): part is SubstitutionPart =>
      part.kind === "substitution" &&
      (spanContains(part.span, span) || part.commands.some(({ name }) => name !== undefined && functions.includes(name))),
  );
}
