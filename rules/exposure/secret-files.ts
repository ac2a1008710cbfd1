/** The files to which a job's scripts write secrets. */
import type { ScriptRun } from "../../src/rule/audit.ts";
import type { CommandFact, ScriptFacts, Word } from "../../src/shell/facts.ts";
import type { Span } from "../../src/source/span.ts";
import { combined } from "../data/handed-on.ts";
import { directoryOf, pathOfWord, takesIn } from "../data/job-paths.ts";
import { possibleSecretsIn, secretIn, type PossibleSecret, type SecretRead } from "../data/secret-reads.ts";
import type { NamePolicy } from "../data/stored-secrets.ts";
import { handedOn, type HandedOn } from "../data/text-filters.ts";
import { keyFileOf } from "../data/tools/key-makers.ts";
import { secretFetchOf } from "../data/tools/secret-fetchers.ts";
import { wordText } from "../data/word-text.ts";
import { keptUrlOf } from "./git-urls.ts";
import { printsOf } from "./prints.ts";
import { formsInLog } from "./way-to-log.ts";

export interface SecretFile {
  /** As in `job-paths.ts`; `$BASH_ENV` stands for itself. */
  readonly path: string;
  readonly script: ScriptRun;
  /** What is written. */
  readonly span: Span;
  /** The variable that holds the secret; undefined for what a command fetches. */
  readonly read: SecretRead | undefined;
  readonly what: string;
}

/** What holds for every run of a script: something that may be secret, and the files it goes to. */
interface Write {
  readonly targets: readonly Word[];
  readonly span: Span;
  readonly possible: PossibleSecret | undefined;
  readonly what: string;
}

interface Changes {
  readonly writes: readonly Write[];
  /** Files that are written at all, and files that are taken away. */
  readonly targets: readonly Word[];
  readonly removed: readonly Word[];
  /** `cp` and `mv`. */
  readonly copies: readonly { readonly from: Word; readonly to: Word }[];
  readonly movesAbout: boolean;
}

const known = new WeakMap<ScriptFacts, Changes>();

function changesOf(facts: ScriptFacts, policy: NamePolicy): Changes {
  let changes = known.get(facts);
  if (changes === undefined) known.set(facts, (changes = readChanges(facts, policy)));
  return changes;
}

function readChanges(facts: ScriptFacts, policy: NamePolicy): Changes {
  const targets: Word[] = [];
  const removed: Word[] = [];
  const copies: { from: Word; to: Word }[] = [];
  const made: Write[] = [];
  let movesAbout = false;
  for (const command of facts.commands) {
    const { name, redirects } = command;
    const operands = command.args.filter(({ literal }) => literal?.startsWith("-") !== true);
    for (const { operator, target } of redirects) if (target !== undefined && operator.includes(">")) targets.push(target);
    if (name === "tee") targets.push(...operands);
    if (name === "rm" || name === "shred") removed.push(...operands);
    if (name === "cd" || name === "pushd") movesAbout = true;
    const to = operands.at(-1);
    if ((name === "cp" || name === "mv") && to !== undefined) copies.push(...operands.slice(0, -1).map((from) => ({ from, to })));
    const key = keyFileOf(command);
    if (key !== undefined) made.push({ targets: [key], span: command.span, possible: undefined, what: "key" });
    const kept = keptUrlOf(command);
    if (kept !== undefined) {
      for (const possible of possibleSecretsIn(kept.url, command, facts, policy))
        made.push({ targets: [kept.file], span: possible.part.span, possible, what: "" });
    }
  }
  return { writes: targets.length === 0 ? made : [...made, ...writesIn(facts, policy)], targets, removed, copies, movesAbout };
}

function* writesIn(facts: ScriptFacts, policy: NamePolicy): Iterable<Write> {
  for (const { word, as, command } of printsOf(facts).words) {
    const targets = filesReached(command, as, facts);
    if (targets.length === 0) continue;
    for (const possible of possibleSecretsIn(word, command, facts, policy)) {
      yield { targets, span: possible.part.span, possible, what: "" };
    }
  }
  for (const command of facts.commands) {
    const fetch = secretFetchOf(command);
    const isDump = (command.name === "env" || command.name === "printenv") && command.args.length === 0;
    if (fetch === undefined && !isDump) continue;
    const targets = filesReached(command, "kept", facts);
    if (targets.length > 0) yield { targets, span: fetch?.span ?? command.span, possible: undefined, what: fetch?.what ?? "env" };
  }
}

function filesReached(command: CommandFact, form: HandedOn, facts: ScriptFacts): readonly Word[] {
  const found = new Set<Word>();
  const passed = (reader: CommandFact, now: HandedOn): HandedOn | undefined => {
    const next = handedOn(reader);
    return next === undefined || next === "cut" ? undefined : combined(now, next);
  };
  formsInLog<HandedOn>(command, form, facts, passed, { filed: (target) => found.add(target) });
  return [...found];
}

/** What the scripts of a job have left behind up to some step. */
export interface FilesOfJob {
  /** By path. */
  readonly secret: Map<string, SecretFile>;
  /** Every file that a script is seen to write. */
  readonly written: Set<string>;
}

/** Nobody writes more files with secrets in one job. */
const fileLimit = 500;

/** Takes the next script of the job into account. */
export function leaveBehind({ secret, written }: FilesOfJob, script: ScriptRun, policy: NamePolicy): void {
  const { writes, targets, removed, copies, movesAbout } = changesOf(script.facts, policy);
  const from = movesAbout ? undefined : directoryOf(script.step, script.run);
  const place = (word: Word): string | undefined =>
    /^\$\{BASH_ENV\}$/u.test(wordText(word)) ? "$BASH_ENV" : pathOfWord(word, from);
  const keep = (path: string | undefined, file: Omit<SecretFile, "path">): void => {
    if (path === undefined || path.startsWith("/dev/") || secret.has(path) || secret.size >= fileLimit) return;
    secret.set(path, { ...file, path });
  };
  for (const target of targets) written.add(place(target) ?? "");
  for (const { possible, targets: files, span, what } of writes) {
    const read = possible && secretIn(possible, script, policy);
    if (possible !== undefined && (read === undefined || read.form === "cut")) continue;
    for (const target of files) keep(place(target), { script, span, read, what });
  }
  for (const { from: source, to } of copies) {
    const copied = secret.get(place(source) ?? "");
    const target = place(to);
    if (copied !== undefined && target !== undefined) keep(targetOf(target, copied.path, to), copied);
    if (target !== undefined && isModel(wordText(source))) written.add(target);
  }
  for (const path of secret.size === 0 ? [] : removed.map(place)) {
    for (const file of path === undefined ? [] : secret.keys()) if (takesIn(path ?? "", file)) secret.delete(file);
  }
}

/** `cp .env.example .env`: what comes from the repository's model is no secret. */
function isModel(path: string): boolean {
  return /\.(?:example|sample|template|tmpl|dist|defaults?|test|ci)$|(?:^|\/)(?:example|sample)\.env$/u.test(path);
}

/** `cp file folder/` keeps the name. */
function targetOf(target: string, source: string, word: Word): string {
  return wordText(word).endsWith("/") ? `${target}/${source.slice(source.lastIndexOf("/") + 1)}` : target;
}
