/** What a shell shows while it traces: by which option, and the secrets in what it prints. */
import { builtInVariable } from "../../src/config/built-in-variables.ts";
import type { ScriptRun } from "../../src/rule/audit.ts";
import type { CommandFact, ScriptFacts, TraceSwitch, Word } from "../../src/shell/facts.ts";
import { readsOf, sourcesOf } from "../../src/shell/variables.ts";
import { formAfter } from "../data/handed-on.ts";
import { possibleSecretsIn, secretIn } from "../data/secret-reads.ts";
import type { PossibleSecret, SecretRead, WordOwner } from "../data/secret-reads.ts";
import { isWrittenOut } from "../data/secret-variables.ts";
import type { NamePolicy } from "../data/stored-secrets.ts";
import {
  isConditional,
  isTraceShown,
  nestedSwitchIn,
  switchFor,
  switchForAssignment,
  traceSwitchesOf,
} from "./trace-switches.ts";
import type { TraceSwitches } from "./trace-switches.ts";

export interface Trace {
  readonly by: TraceSwitch;
  /** In the order of the text. */
  readonly mayShow: readonly PossibleSecret[];
  /** The words that it shows, each with its owner. */
  readonly words: readonly (readonly [Word, WordOwner])[];
  /** Tracing is on to the end, so that every command added later is traced too. */
  readonly isLeftOn: boolean;
  /** It is switched on only in some case, as by `[ -n "$DEBUG" ] && set -x`. */
  readonly isConditional: boolean;
  /** `file`: what a script file does that `bash -x` runs is not known, only what it is given. */
  readonly of: "script" | "file";
}

/**
 * What each option that switches tracing on makes the shell show: commands and assignments with their variables filled in. Not so
 * heredocs, here-strings, the list of a `for`, the subject of a `case` and arrays (seen with bash 5.2). An option that traces nothing is
 * left out. PowerShell's and cmd's traces show the text of the script.
 */
export function tracesOf(facts: ScriptFacts, policy: NamePolicy): Iterable<Trace> {
  const isPosix = facts.language === "bash" || facts.language === "sh";
  if (facts.traceSwitches.length === 0 || !isPosix || goesElsewhere(facts)) return [];
  const switches = traceSwitchesOf(facts);
  const traces = new Map<TraceSwitch, Draft>();
  for (const { by, reader, words, of } of tracedItems(facts, switches)) {
    let trace = traces.get(by);
    if (trace === undefined) traces.set(by, (trace = newTrace(by, of, switches)));
    for (const word of words) {
      if (word.literal !== undefined) continue;
      trace.words.push([word, reader]);
      trace.mayShow.push(...possibleSecretsIn(word, reader, facts, policy));
    }
  }
  return traces.values();
}

interface Draft extends Trace {
  readonly mayShow: PossibleSecret[];
  readonly words: (readonly [Word, WordOwner])[];
}

function newTrace(by: TraceSwitch, of: Trace["of"], switches: TraceSwitches): Draft {
  return { by, of, mayShow: [], words: [], isLeftOn: !switches.ended.has(by), isConditional: isConditional(by, switches) };
}

/** How people write the names of variables in contexts, and not those of a script's own. */
const storedName = /^[A-Z][A-Z\d_]*$/u;
const ownNames =
  /^(?:HOME|PATH|PWD|OLDPWD|USER|TMPDIR|SHELL|LANG|TERM|HOSTNAME|RANDOM|SECONDS|E?UID|PPID|IFS|BASH\w*|FUNCNAME)$/u;

/** A variable that a trace shows and that a context may hold, because neither the script, nor CircleCI, nor the shell sets it. */
export function storedNameShownBy({ words }: Trace, script: ScriptRun, policy: NamePolicy): string | undefined {
  // What the run is given is known: a secret among it would have been found by its name.
  if (policy.stored?.of(script.run).isComplete === true) return undefined;
  for (const [word, reader] of words) {
    for (const { name, yields, elsewhere } of readsOf(word)) {
      if (elsewhere || name === "" || yields === "length" || yields === "presence") continue;
      for (const source of sourcesOf(script.facts, name, reader)) {
        if (mayBeStored(source.name, script) && formAfter(source.derivedThrough, script.facts) !== undefined) return source.name;
      }
    }
  }
  return undefined;
}

function mayBeStored(name: string, script: ScriptRun): boolean {
  return storedName.test(name) && !ownNames.test(name) && builtInVariable(name) === undefined && !isWrittenOut(name, script);
}

/** The first of the surest secrets that a trace shows in a run of the script. */
export function secretShownBy({ mayShow }: Trace, script: ScriptRun, policy: NamePolicy): SecretRead | undefined {
  let best: SecretRead | undefined;
  for (const possible of mayShow) {
    const read = secretIn(possible, script, policy);
    if (read !== undefined && read.kind !== "shape") return read;
    best ??= read;
  }
  return best;
}

/** `BASH_XTRACEFD=5` sends traces to a descriptor of the script's own. */
function goesElsewhere({ assignments }: ScriptFacts): boolean {
  return assignments.some(({ name, value }) => name === "BASH_XTRACEFD" && value?.literal !== "1" && value?.literal !== "2");
}

interface TracedItem {
  readonly by: TraceSwitch;
  readonly reader: WordOwner;
  readonly words: readonly Word[];
  readonly of: Trace["of"];
}

function* tracedItems(facts: ScriptFacts, switches: TraceSwitches): Iterable<TracedItem> {
  const withScripts = new Set(facts.commands.map(({ nestedIn }) => nestedIn));
  for (const command of facts.commands) {
    const words = [...command.words, ...command.environment.flatMap(({ value }) => value ?? [])];
    const by = isUntraced(command) ? undefined : switchFor(command, switches);
    if (by !== undefined) yield { by, reader: command, words, of: "script" };
    const option = withScripts.has(command) || command.place !== "job" ? undefined : nestedSwitchIn(command, switches.nested);
    if (option !== undefined && isTraceShown(command)) yield { by: option, reader: command, words, of: "file" };
  }
  for (const assignment of facts.assignments) {
    const { value, scope, from } = assignment;
    if (value === undefined || scope !== undefined || from !== "assignment" || isArray(value, facts)) continue;
    // Every traced line begins with PS4, so it does not matter where it is set.
    const by = assignment.name === "PS4" ? switches.own[0] : switchForAssignment(assignment, switches);
    if (by !== undefined) yield { by, reader: assignment, words: [value], of: "script" };
  }
}

/** The subject of `case` is printed as it is written, and the switches themselves are not what one traces for. */
function isUntraced({ name }: CommandFact): boolean {
  return name === "case" || name === "set" || name === "shopt";
}

function isArray({ span }: Word, { text }: ScriptFacts): boolean {
  return text.charAt(span.start) === "(";
}
