/** Where secrets that a script fetches at run time go: straight to the job's log, or through variables. */
import type { AssignmentFact, CommandFact, ScriptFacts, VariablePart, Word } from "../../src/shell/facts.ts";
import { originsOf } from "../../src/shell/origins.ts";
import { readsOf } from "../../src/shell/variables.ts";
import { combined } from "../data/handed-on.ts";
import { secretName } from "../data/secret-names.ts";
import { handedOn, type HandedOn } from "../data/text-filters.ts";
import { secretFetchOf, type SecretFetch } from "../data/tools/secret-fetchers.ts";
import { functionsOf } from "./functions.ts";
import { printsOf } from "./prints.ts";
import { formsInLog } from "./way-to-log.ts";

export interface ShownFetch {
  readonly fetch: SecretFetch;
  /** The expansion that is printed, and the assignments on its way, the first one first; undefined when the fetch itself prints. */
  readonly read: { readonly part: VariablePart; readonly path: readonly AssignmentFact[] } | undefined;
}

/** Fetches of one script that are looked at, and variables for each of them. */
const limit = 100;

export function shownFetchesOf(facts: ScriptFacts): readonly ShownFetch[] {
  const fetches = facts.commands.flatMap((command) => secretFetchOf(command) ?? []).slice(0, limit);
  if (fetches.length === 0) return [];
  const functions = functionsOf(facts);
  const reads = readsByName(facts);
  return fetches
    .filter(({ command }) => !functions.isNeverCalled(command))
    .flatMap((fetch) => [...showings(fetch, facts, reads)]);
}

interface Holder {
  readonly assignment: AssignmentFact;
  readonly path: readonly AssignmentFact[];
}

function* showings(fetch: SecretFetch, facts: ScriptFacts, reads: Reads): Iterable<ShownFetch> {
  const holders: Holder[] = [];
  const known = new Set<AssignmentFact>();
  const hold = (assignment: AssignmentFact, before: readonly AssignmentFact[]): void => {
    if (known.has(assignment) || known.size >= limit) return;
    known.add(assignment);
    holders.push({ assignment, path: [...before, assignment] });
  };
  if (arrives(fetch, fetch.command, facts, (by) => hold(by, []))) yield { fetch, read: undefined };
  // The list grows while it is walked.
  for (const { assignment, path } of holders) {
    const { prints = [], copies = [] } = reads.get(assignment.name) ?? {};
    for (const { part, command } of prints) {
      if (!holdsFor(assignment, command, facts)) continue;
      if (arrives(fetch, command, facts, (by) => hold(by, path))) yield { fetch, read: { part, path } };
    }
    for (const copy of copies) if (holdsFor(assignment, copy, facts)) hold(copy, path);
  }
}

/** By variable, the printed words and the assignments that read it. */
type Reads = ReadonlyMap<string, Readers>;

interface Readers {
  readonly prints: { readonly part: VariablePart; readonly command: CommandFact }[];
  readonly copies: AssignmentFact[];
}

function readsByName(facts: ScriptFacts): Reads {
  const reads = new Map<string, Readers>();
  const readersOf = (name: string): Readers => {
    const known = reads.get(name) ?? { prints: [], copies: [] };
    reads.set(name, known);
    return known;
  };
  for (const { word, command } of printsOf(facts).words) {
    for (const part of valuesIn(word)) readersOf(part.name).prints.push({ part, command });
  }
  for (const copy of facts.assignments) {
    for (const { name } of copy.value === undefined ? [] : valuesIn(copy.value)) readersOf(name).copies.push(copy);
  }
  return reads;
}

function valuesIn(word: Word): readonly VariablePart[] {
  return [...readsOf(word)].filter(({ yields, elsewhere }) => (yields === "value" || yields === "part") && !elsewhere);
}

/** The reader gets what the assignment holds. */
function holdsFor(assignment: AssignmentFact, reader: CommandFact | AssignmentFact, facts: ScriptFacts): boolean {
  return originsOf(facts, assignment.name, reader).assignments.includes(assignment);
}

function arrives(fetch: SecretFetch, command: CommandFact, facts: ScriptFacts, caught: (by: AssignmentFact) => void): boolean {
  const passed = (reader: CommandFact, form: HandedOn): HandedOn | undefined => {
    const next = takesDocumentApart(reader) ? partTaken(reader, fetch) : handedOn(reader);
    return next === undefined ? undefined : combined(form, next);
  };
  return formsInLog<HandedOn>(command, "kept", facts, passed, { caught }).size > 0;
}

function takesDocumentApart({ name }: CommandFact): boolean {
  return name === "jq" || name === "yq" || name === "gojq";
}

/** What else stands in the documents that services answer with. */
const harmlessField =
  /^(?:\w*name|\w*id|\w*arn|\w*versions?\w*|user|\w*email|expir\w*|\w*url|uri|host\w*|port|region|type|created\w*|updated\w*|lease_duration|length|keys|empty|has)$/iu;

/** Most fields of such a document are the secret; of Terraform's outputs only those that say so. */
function partTaken({ args }: CommandFact, { command }: SecretFetch): HandedOn | undefined {
  const [program, ...files] = args.filter(({ literal }) => literal?.startsWith("-") !== true);
  if (files.length > 0) return undefined;
  if (program?.literal === undefined) return "changed";
  const fields = program.literal.match(/[A-Za-z_]\w*/gu) ?? [];
  const last = fields.at(-1) ?? "";
  if (!/^(?:terraform|tofu|terragrunt)$/u.test(command.name ?? "")) return harmlessField.test(last) ? undefined : "changed";
  const output = last === "value" ? (fields.at(-2) ?? "") : last;
  return fields.length === 0 || secretName(output) !== undefined ? "changed" : undefined;
}
