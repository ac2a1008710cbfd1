/** Every place at which a configuration reads a stored secret: in scripts, in arguments of orbs, in the credentials of images. */
import type { Argument, JobRun } from "../../src/expand/plan.ts";
import { compileText } from "../../src/expand/script.ts";
import { assumedText, type Text } from "../../src/expand/text.ts";
import type { Location } from "../../src/finding/location.ts";
import type { Audit, ScriptRun } from "../../src/rule/audit.ts";
import { possibleSecretsIn, secretIn, type PossibleSecret } from "../data/secret-reads.ts";
import { environmentEntry, isWrittenOut, secretKind } from "../data/secret-variables.ts";
import { scriptsByFacts } from "../data/scripts-by-facts.ts";
import { namePolicyOf, type NamePolicy } from "../data/stored-secrets.ts";
import { wordsOfScript } from "../data/script-words.ts";

export interface SecretUse {
  /** Of the variable. */
  readonly name: string;
  readonly at: Location;
  /** A guess: whoever calls the command says which variable it is. */
  readonly assumed: boolean;
  readonly run: JobRun;
}

/** What CircleCI itself gives every job is left out. */
export function* secretUsesOf(audit: Audit): Iterable<SecretUse> {
  yield* usesInScripts(audit);
  for (const run of audit.plan.runs) {
    for (const text of textsOf(run)) yield* usesInText(text, run, audit);
  }
}

function* usesInScripts(audit: Audit): Iterable<SecretUse> {
  const policy = namePolicyOf(audit);
  for (const [facts, runs] of scriptsByFacts(audit.scripts)) {
    for (const { name, span } of facts.environmentPrints) {
      if (name === undefined || !isStored(name, policy)) continue;
      for (const run of runs)
        if (isStored(name, policy, run.run) && !isWrittenOut(name, run))
          yield { name, at: run.locate(span), assumed: false, run: run.run };
    }
    for (const [word, owner] of wordsOfScript(facts)) {
      const possible = word.literal === undefined ? possibleSecretsIn(word, owner, facts, policy) : [];
      for (const secret of possible) yield* runs.flatMap((run) => useIn(run, secret, policy));
    }
  }
}

/** A copy is reported where it is made, and what `environment:` passes on where the caller gives it. */
function useIn(run: ScriptRun, secret: PossibleSecret, policy: NamePolicy): readonly SecretUse[] {
  const read = secretIn(secret, run, policy);
  if (read === undefined || read.kind === "built-in" || read.path.length > 0) return [];
  if (environmentEntry(read.name, run) !== undefined) return [];
  return [{ name: read.name, at: run.locate(read.span), assumed: read.assumed, run: run.run }];
}

function isStored(name: string, policy: NamePolicy, run?: JobRun): boolean {
  const kind = secretKind(name, policy, run);
  return kind !== undefined && kind !== "built-in";
}

function* textsOf({ kind, args, steps, executor }: JobRun): Iterable<Text> {
  if (kind === "orb-job") yield* argumentTexts(args);
  for (const step of steps) if (step.kind === "orb-command") yield* argumentTexts(step.args);
  if (executor.kind !== "docker") return;
  for (const { auth, awsAuth } of executor.images) {
    for (const text of [auth?.username, auth?.password, awsAuth?.accessKeyId, awsAuth?.secretAccessKey]) {
      if (text !== undefined) yield text;
    }
  }
}

function* argumentTexts(args: ReadonlyMap<string, Argument>): Iterable<Text> {
  for (const { text } of args.values()) if (text !== undefined) yield text;
}

/** `$NAME` and `${NAME}` in a value, or a value that is the name of a variable. */
function* usesInText(text: Text, run: JobRun, audit: Audit): Iterable<SecretUse> {
  const policy = namePolicyOf(audit);
  const value = assumedText(text);
  if (value === undefined || !/[A-Za-z_]/.test(value)) return;
  const compiled = compileText(text);
  for (const match of value.matchAll(/\$\{?([A-Za-z_]\w{0,300})|^([A-Z][A-Z\d_]{1,300})$/g)) {
    const name = match[1] ?? match[2] ?? "";
    if (!isStored(name, policy, run) || run.environment.some((entry) => entry.name === name)) continue;
    const isKnown = compiled.text === value;
    const span = isKnown ? { start: match.index, end: match.index + match[0].length } : { start: 0, end: compiled.text.length };
    yield { name, at: compiled.locate(span), assumed: !isKnown, run };
  }
}
