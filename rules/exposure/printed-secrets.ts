/** The secrets that scripts write to the job's log, as they are or in another form. */
import type { RelatedLocation } from "../../src/finding/location.ts";
import type { Audit, ScriptRun } from "../../src/rule/audit.ts";
import type { CommandFact, ScriptFacts } from "../../src/shell/facts.ts";
import { pipelineAfter } from "../../src/shell/sinks.ts";
import { quote } from "../../src/source/quote.ts";
import { combined } from "../data/handed-on.ts";
import { scriptsByFacts } from "../data/scripts-by-facts.ts";
import { possibleSecretsIn, secretIn } from "../data/secret-reads.ts";
import type { SecretRead } from "../data/secret-reads.ts";
import { isWrittenOut, kindInRun, secretKind } from "../data/secret-variables.ts";
import { handedOn } from "../data/text-filters.ts";
import type { HandedOn } from "../data/text-filters.ts";
import { printsOf } from "./prints.ts";
import { formsInLog } from "./way-to-log.ts";
import { namePolicyOf, placeInWords } from "../data/stored-secrets.ts";

export interface PrintedSecret extends Omit<SecretRead, "form"> {
  readonly script: ScriptRun;
  /** The command that prints it; undefined when the whole script is in another language. */
  readonly command: CommandFact | undefined;
  /** How it arrives in the log. */
  readonly form: HandedOn;
  /** Where it is kept, to follow its name; empty when that is not known. */
  readonly place: string;
  /** The command that gave it this form, when one did. */
  readonly changer: CommandFact | undefined;
}

const known = new WeakMap<Audit, readonly PrintedSecret[]>();

/** Worked out once for each audit: a secret is printed as it is or in another form, and each is a rule of its own. */
export function printedSecretsOf(audit: Audit): readonly PrintedSecret[] {
  let printed = known.get(audit);
  if (printed === undefined) {
    printed = [...scriptsByFacts(audit.scripts)].flatMap(([facts, scripts]) => [...secretsPrintedBy(facts, scripts, audit)]);
    known.set(audit, printed);
  }
  return printed;
}

function* secretsPrintedBy(facts: ScriptFacts, scripts: readonly ScriptRun[], audit: Audit): Iterable<PrintedSecret> {
  const policy = namePolicyOf(audit);
  const prints = printsOf(facts);
  for (const { name, span, command } of prints.names) {
    const kind = name === undefined ? undefined : secretKind(name, policy);
    if (name === undefined || kind === undefined) continue;
    const shown = command === undefined ? { form: "kept" as const, changer: undefined } : shownBy(command, "kept", [], facts);
    if (shown === undefined) continue;
    const read = { span, name, assumed: false, through: [], path: [] };
    for (const script of scripts) {
      const own = isWrittenOut(name, script) ? undefined : kindInRun(kind, name, policy, script.run);
      if (own !== undefined)
        yield { ...read, kind: own, script, command, ...shown, place: placeInWords(name, script.run, policy) };
    }
  }
  for (const { word, as, command } of prints.words) {
    for (const possible of possibleSecretsIn(word, command, facts, policy)) {
      for (const script of scripts) {
        const read = secretIn(possible, script, policy);
        const shown = read && shownBy(command, combined(read.form, as), read.through, facts);
        if (read === undefined || shown === undefined) continue;
        const place = placeInWords(read.name, script.run, policy);
        yield { ...read, script, command, ...shown, ...(as === "kept" ? {} : { changer: command }), place };
      }
    }
  }
}

/** In what form something arrives in the log that a command prints; undefined when it does not. */
function shownBy(
  command: CommandFact,
  printed: HandedOn,
  before: readonly CommandFact[],
  facts: ScriptFacts,
): Pick<PrintedSecret, "form" | "changer"> | undefined {
  const forms = formsInLog(command, printed, facts, (reader, form) => {
    const next = handedOn(reader);
    return next === undefined ? undefined : combined(form, next);
  });
  const form = (["changed", "cut", "kept"] as const).find((candidate) => forms.has(candidate));
  return form && { form, changer: form === "kept" ? undefined : changerAmong([...before, command, ...takersOf(command)]) };
}

/** The commands that may work on what a command prints: those behind it, and the one that it is substituted into. */
function takersOf(command: CommandFact): readonly CommandFact[] {
  const { substitutedInto: taker } = command;
  return [...pipelineAfter(command), ...(taker !== undefined && "words" in taker ? [taker, ...pipelineAfter(taker)] : [])];
}

function changerAmong(commands: readonly CommandFact[]): CommandFact | undefined {
  return commands.find((command) => {
    const as = handedOn(command);
    return as === "changed" || as === "cut";
  });
}

/** From the variable to the output, when there is something between: copies, and commands that change it. */
export function wayOf({ script, name, span, path, through, changer }: PrintedSecret): readonly RelatedLocation[] {
  const copies = path
    .toReversed()
    .map((copy) => ({ ...script.locate(copy.span), label: `${quote(name)} is copied into ${quote(copy.name)}` }));
  const changes = changer === undefined ? [] : [{ ...script.locate(changer.span), label: "it takes another form here" }];
  const read = { ...script.locate(span), label: "it is read here to be printed" };
  const changedBefore = changer !== undefined && through.includes(changer);
  const way = changedBefore ? [...copies, ...changes, read] : [...copies, read, ...changes];
  return way.length > 1 ? way : [];
}
