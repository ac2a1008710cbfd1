/** Keys of clouds that commands and assignments of a script take or pass on. */
import type { AssignmentFact, CommandFact, VariablePart, Word, WordPart } from "../../src/shell/facts.ts";
import type { Reader } from "../../src/shell/origins.ts";
import { readsOf } from "../../src/shell/variables.ts";
import type { Span } from "../../src/source/span.ts";
import { isPrinter, type KeyFlow } from "../data/cloud/key-flow.ts";
import { isStoredName, storedNamesIn, storedNamesOf, type KeyScript } from "../data/cloud/key-sources.ts";
import { readWords } from "../data/cloud/read-words.ts";
import type { KeyLogin } from "../data/cloud/logins.ts";
import type { TextAssignment } from "../data/cloud/text-assignments.ts";
import { cloudVariable, mayBeKey } from "../data/cloud/variables.ts";
import { lastOption, optionsNamed, wordSet } from "../data/options.ts";
import type { CloudProvider } from "../data/oidc/use.ts";
import { containerClients } from "../data/tools/containers.ts";
import { parseCommand } from "../data/tools/option-specs.ts";
import { quote } from "../../src/source/quote.ts";
import type { CloudUse } from "./cloud-use.ts";

export interface ScriptUse extends Pick<CloudUse, "provider" | "strength" | "what"> {
  readonly kind: "use";
  readonly span: Span;
  /** The variables of the job's environment on which it rests; none when a file or the script itself holds the key. */
  readonly names: readonly string[];
  /** The key itself, where the script holds it. */
  readonly written?: Span;
  /** The program that needs the key, where one is known. */
  readonly tool?: string;
  readonly profile?: string;
  readonly region?: string;
}

type KeySource = Pick<ScriptUse, "names" | "written">;

/** Where the key in a word comes from; undefined when the word brings no stored one. What only the caller knows is taken for one. */
function keySourceOf(script: KeyScript, word: Word, reader: Reader, provider: CloudProvider): KeySource | undefined {
  const names = storedNamesIn(script, word, reader);
  if (names.length > 0) return { names };
  const { literal } = word;
  if (literal === undefined) return word.parts.some((part) => part.kind === "template") ? { names } : undefined;
  return isKey(literal, provider) ? { names, written: word.span } : undefined;
}

/** A `$` in a literal is no variable. */
function isKey(literal: string, provider: CloudProvider): boolean {
  return !literal.startsWith("$") && mayBeKey(literal, provider);
}

export function useOfLogin(script: KeyScript, command: CommandFact, login: KeyLogin): ScriptUse | undefined {
  const { provider, does, at, key, tool, profile } = login;
  const source = key === undefined ? { names: namesPipedInto(script, command) } : keySourceOf(script, key, command, provider);
  if (source === undefined) return undefined;
  // A registry's password may be a short-lived token.
  if (tool === "docker" && provider === "azure" && source.names.length === 0) return undefined;
  const details = { tool, ...(profile !== undefined && { profile }) };
  return { kind: "use", provider, strength: "login", what: does, span: at.span, ...source, ...details };
}

function namesPipedInto(script: KeyScript, { input }: CommandFact): readonly string[] {
  if (input.kind !== "pipe") return [];
  return input.from.flatMap((command) => readWords(command).flatMap((word) => storedNamesIn(script, word, command)));
}

/** `X=$AWS_SECRET_ACCESS_KEY` takes a key, `AWS_SECRET_ACCESS_KEY=$X` makes one of whatever it is given. */
export function* usesOfAssignment(script: KeyScript, assignment: AssignmentFact): Iterable<ScriptUse> {
  const { name, nameSpan, value } = assignment;
  const known = cloudVariable(name);
  if (known === undefined) {
    if (value !== undefined) yield* readsIn(script, value, assignment, plainRead);
    return;
  }
  const { provider, part } = known;
  if (value === undefined) {
    if (assignment.from !== "assignment" || part === "id") return;
    const names = storedNamesOf(script, name, assignment);
    if (names.length > 0)
      yield { kind: "use", provider, strength: "read", what: `exports ${quote(name)}`, span: nameSpan, names };
    return;
  }
  const key = keySourceOf(script, value, assignment, provider);
  if (key === undefined) return;
  const [source] = key.names;
  const what =
    source === undefined || source === name ? `sets ${quote(name)}` : `copies ${quote(`$${source}`)} to ${quote(name)}`;
  yield { kind: "use", provider, strength: part === "id" ? "name" : "set", what, span: nameSpan, ...key };
}

/** Undefined when what is assigned comes from this job, or is a test value. */
export function useOfTextAssignment(
  script: KeyScript,
  command: CommandFact,
  assignment: TextAssignment,
  { file, consumer }: KeyFlow,
): ScriptUse | undefined {
  const { provider, name, nameSpan, value } = assignment;
  const source =
    typeof value === "string"
      ? sourceInText(script, command, assignment, value, file)
      : keySourceOf(script, wordOf(value), command, provider);
  if (source === undefined) return undefined;
  const what = `${file === undefined ? "hands" : "writes"} ${quote(name)} to ${quote(file ?? consumer ?? "a command")}`;
  return { kind: "use", provider, strength: "set", what, span: nameSpan, ...source, ...toolOf(consumer) };
}

function wordOf(part: WordPart): Word {
  return { span: part.span, parts: [part], literal: part.kind === "literal" ? part.text : undefined };
}

/**
 * `printf 'aws_secret_access_key=%s' "$KEY"`, and in a file `'export NAME=$OTHER'`, which a later shell expands; what commands print
 * there is made in the job.
 */
function sourceInText(
  script: KeyScript,
  command: CommandFact,
  { provider, valueSpan }: TextAssignment,
  text: string,
  file: string | undefined,
): KeySource | undefined {
  const name = file === undefined ? undefined : /^\$\{?([A-Za-z_]\w*)/u.exec(text)?.[1];
  if (name !== undefined && isStoredName(name)) return { names: [name] };
  const names = text.startsWith("%s") ? command.args.flatMap((word) => storedNamesIn(script, word, command)) : [];
  if (names.length > 0) return { names };
  return isKey(text, provider) ? { names, written: valueSpan } : undefined;
}

/** `docker run -e NAME`, `docker build --build-arg NAME`, `--secret id=x,env=NAME`: the value comes from the environment. */
export function* usesByContainer(script: KeyScript, command: CommandFact): Iterable<ScriptUse> {
  const name = command.name ?? "";
  if (!containerClients.includes(name) && !name.endsWith("-compose")) return;
  for (const { value } of optionsNamed(parseCommand(command), "-e", "--env", "--build-arg", "--secret")) {
    const variable = /^(?:\S*\b(?:env|id)=)?(\w+)$/u.exec(value?.literal ?? "")?.[1];
    const known = variable === undefined ? undefined : cloudVariable(variable);
    if (value === undefined || variable === undefined || known === undefined) continue;
    const names = storedNamesOf(script, variable, command);
    if (names.length === 0) continue;
    const strength = known.part === "id" ? "name" : "read";
    yield {
      kind: "use",
      provider: known.provider,
      strength,
      what: `hands ${quote(variable)} to ${quote(name)}`,
      span: value.span,
      names,
    };
  }
}

export function* usesByReading(script: KeyScript, command: CommandFact, flow: KeyFlow): Iterable<ScriptUse> {
  const targets = command.redirects.flatMap(({ operator, target }) =>
    operator.startsWith("<<") || target === undefined ? [] : [target],
  );
  const purpose = purposeOf(command, flow);
  for (const word of [...command.words.slice(0, 1), ...readWords(command), ...targets])
    yield* readsIn(script, word, command, purpose);
}

/** What a command does with the keys it reads. */
interface Purpose {
  readonly isTest: boolean;
  /** Around the variable's name. */
  readonly words: readonly [before: string, after: string];
  readonly details: Pick<ScriptUse, "tool" | "region">;
}

const plainRead: Purpose = { isTest: false, words: ["reads ", ""], details: {} };

function purposeOf(command: CommandFact, { file, consumer }: KeyFlow): Purpose {
  const isTest = command.name === "[" || command.name === "[[" || command.name === "test";
  if (isTest) return { isTest, words: ["looks for ", ""], details: {} };
  const region = command.name === "aws" ? lastOption(parseCommand(command), "--region")?.value?.literal : undefined;
  const details = { ...toolOf(consumer), ...(region !== undefined && { region }) };
  if (isPrinter(command) && file !== undefined) return { isTest, words: ["writes ", ` to ${quote(file)}`], details };
  return { isTest, words: ["reads ", consumer === undefined ? "" : ` for ${quote(consumer)}`], details };
}

function* readsIn(script: KeyScript, word: Word, reader: Reader, purpose: Purpose): Iterable<ScriptUse> {
  for (const part of readsOf(word)) {
    const known = part.elsewhere ? undefined : cloudVariable(part.name);
    if (known === undefined) continue;
    const names = storedNamesOf(script, part.name, reader);
    if (names.length === 0) continue;
    const isTaken = carries(part) && !purpose.isTest;
    const [before, after] = isTaken ? purpose.words : ["looks for ", ""];
    yield {
      kind: "use",
      provider: known.provider,
      strength: known.part === "secret" && isTaken ? "read" : "name",
      what: `${before}${quote(`$${part.name}`)}${after}`,
      span: part.span,
      names,
      ...purpose.details,
    };
  }
}

function carries({ yields }: VariablePart): boolean {
  return yields === "value" || yields === "part";
}

/** Programs for which a replacement can be written; a shell or a script says nothing about what is behind it. */
const cloudTools = wordSet(
  "aws gcloud gsutil bq az terraform tofu terragrunt serverless sls cdk sam pulumi packer kubectl helm eksctl",
);

function toolOf(name: string | undefined): { readonly tool?: string } {
  return name !== undefined && cloudTools.has(name) ? { tool: name } : {};
}
