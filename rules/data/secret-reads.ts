/** Which secrets the words of a script read: by their names, through copies and `$( )`, and by names that other variables give. */
import type { ScriptRun } from "../../src/rule/audit.ts";
import { originsOf } from "../../src/shell/origins.ts";
import type { AssignmentFact, CommandFact, ScriptFacts, VariablePart, Word } from "../../src/shell/facts.ts";
import { readsOf, sourcesOf } from "../../src/shell/variables.ts";
import type { VariableSource } from "../../src/shell/variables.ts";
import type { Span } from "../../src/source/span.ts";
import { combined, formAfter } from "./handed-on.ts";
import { isIndirect, namesPointedAt, nameInHole } from "./named-variables.ts";
import type { SecretNameKind } from "./secret-names.ts";
import { isWrittenOut, kindInRun, secretKind } from "./secret-variables.ts";
import type { NamePolicy } from "./stored-secrets.ts";
import type { HandedOn } from "./text-filters.ts";

export interface SecretRead {
  /** The expansion, in the script. */
  readonly span: Span;
  /** The variable of the job's environment that holds the secret; not the copy that is read. */
  readonly name: string;
  readonly kind: SecretNameKind;
  /** The name is a parameter's default or a guess: whoever calls the command decides. */
  readonly assumed: boolean;
  /** How much of the value is left where it is read: `cut` for `${X:0:4}`, `changed` for a copy that went through `$(… | base64)`. */
  readonly form: HandedOn;
  /** Commands of `$( )` that the value went through on its way here. */
  readonly through: readonly CommandFact[];
  /** The assignments that copied it, the one nearest to the expansion first. */
  readonly path: readonly AssignmentFact[];
}

/** The command or assignment that has the word. */
export type WordOwner = CommandFact | AssignmentFact;

/** The secrets whose values a word carries, one for each expansion. */
export function secretReadsIn(word: Word, reader: WordOwner, script: ScriptRun, policy: NamePolicy): readonly SecretRead[] {
  return possibleSecretsIn(word, reader, script.facts, policy).flatMap((possible) => secretIn(possible, script, policy) ?? []);
}

/** An expansion that may yield a secret; `environment:` and parameters of a job run decide. */
export interface PossibleSecret {
  readonly part: VariablePart;
  readonly candidates: readonly Candidate[];
}

/** `variable` holds the value, or the name of the variable that does, or is named by an unknown parameter. */
interface Candidate extends Pick<SecretRead, "form" | "through" | "path"> {
  readonly by: "value" | "pointer" | "hole";
  readonly variable: string;
  /** Of `value` only. */
  readonly kind: SecretNameKind | undefined;
  readonly reader: WordOwner;
}

/** What holds for every run of a script: look once, then ask `secretIn` for each run. */
export function possibleSecretsIn(
  word: Word,
  reader: WordOwner,
  facts: ScriptFacts,
  policy: NamePolicy,
): readonly PossibleSecret[] {
  const found: PossibleSecret[] = [];
  for (const part of readsOf(word)) {
    if (part.elsewhere || part.yields === "length" || part.yields === "presence" || isBlackedOut(part)) continue;
    const candidates = [...candidatesOf(part, reader, facts, policy)];
    if (candidates.length > 0) found.push({ part, candidates });
  }
  return found;
}

/** `${TOKEN//?/*}`. */
function isBlackedOut({ yields, alternative }: VariablePart): boolean {
  return yields === "part" && /^(?:\*+|x+|#+)$/iu.test(alternative?.literal ?? "");
}

function* candidatesOf(part: VariablePart, reader: WordOwner, facts: ScriptFacts, policy: NamePolicy): Iterable<Candidate> {
  const { name, indirect } = part;
  const whole: HandedOn = part.yields === "part" ? "cut" : "kept";
  const base = { variable: name, kind: undefined, form: whole, through: [], path: [], reader } as const;
  if (name === "") {
    if (part.nameHole !== undefined) yield { ...base, by: "hole" };
    return;
  }
  if (indirect) {
    yield { ...base, by: "pointer" };
    return;
  }
  yield* pointersIn(name, reader, facts, whole);
  yield* valuesIn(part, reader, whole, facts, policy);
}

/** Each variable and form once, by its shortest way: a variable that is appended to in a loop carries the same secret many times. */
function* valuesIn(
  part: VariablePart,
  reader: WordOwner,
  whole: HandedOn,
  facts: ScriptFacts,
  policy: NamePolicy,
): Iterable<Candidate> {
  const kinds = new Map<string, SecretNameKind | undefined>();
  const known = new Set<string>();
  for (const { name: variable, changed, derivedThrough: through, path } of sourcesIn(facts, part.name, reader)) {
    if (!kinds.has(variable)) kinds.set(variable, secretKind(variable, policy));
    const kind = kinds.get(variable);
    const after = kind === undefined ? undefined : formAfter(through, facts);
    const last = path.at(-1);
    if (kind === undefined || after === undefined || (last === undefined && isLocal(part, facts))) continue;
    const form = combined(after, changed ? "cut" : whole);
    if (known.has(`${form} ${variable}`) || isSetInBranch(variable, last ?? reader, facts)) continue;
    if (last !== undefined && isIndirect(variable, last)) continue;
    known.add(`${form} ${variable}`);
    yield { by: "value", variable, kind, form, through, path, reader };
  }
}

/** `A=${!P}`, for a read of A: `sourcesOf` follows P itself, not what it points at. */
function* pointersIn(name: string, reader: WordOwner, facts: ScriptFacts, form: HandedOn): Iterable<Candidate> {
  if (facts.assignments.length === 0) return;
  for (const assignment of originsOf(facts, name, reader).assignments) {
    for (const { indirect, name: variable } of assignment.value === undefined ? [] : readsOf(assignment.value)) {
      if (indirect) yield { by: "pointer", variable, kind: undefined, form, through: [], path: [assignment], reader: assignment };
    }
  }
}

/** A script that sets nothing needs no following. */
function sourcesIn(facts: ScriptFacts, name: string, reader: WordOwner): readonly VariableSource[] {
  if (facts.assignments.length > 0) return sourcesOf(facts, name, reader);
  return [{ name, changed: false, derivedThrough: [], path: [] }];
}

/** What is set in some branch and read in some branch is most likely set and read in the same one. */
function isSetInBranch(name: string, reader: WordOwner, facts: ScriptFacts): boolean {
  if (!reader.conditional) return false;
  return originsOf(facts, name, reader).assignments.some(({ conditional, from }) => conditional && from !== "default");
}

/** In PowerShell only `$env:X` is a variable of the job. */
export function isLocal({ span }: VariablePart, { language, text }: ScriptFacts): boolean {
  return language === "powershell" && !/^\$\{?env:/iu.test(text.slice(span.start, span.start + 6));
}

/** The secret that a run of the script reads there, the surest if there are several. */
export function secretIn({ part, candidates }: PossibleSecret, script: ScriptRun, policy: NamePolicy): SecretRead | undefined {
  let best: SecretRead | undefined;
  for (const candidate of candidates) {
    const { form, through, path } = candidate;
    for (const { name, kind, assumed } of namesOf(candidate, part, script, policy)) {
      if ((best !== undefined && kind === "shape") || isWrittenOut(name, script)) continue;
      best = { span: part.span, name, kind, assumed, form, through, path };
      if (kind !== "shape") return best;
    }
  }
  return best;
}

function namesOf(
  { by, variable, kind, reader }: Candidate,
  part: VariablePart,
  script: ScriptRun,
  policy: NamePolicy,
): readonly Pick<SecretRead, "name" | "kind" | "assumed">[] {
  if (by === "value") {
    const own = kindInRun(kind, variable, policy, script.run);
    return own === undefined ? [] : [{ name: variable, kind: own, assumed: false }];
  }
  const names = by === "pointer" ? namesPointedAt(variable, reader, script) : nameInHole(part, script);
  return names.flatMap(({ name, assumed }) => {
    const found = secretKind(name, policy, script.run);
    return found === undefined ? [] : [{ name, kind: found, assumed }];
  });
}
