/** Keys of clouds that a script logs in with, sets or writes to files. */
import type { AssignmentFact, CommandFact, Word, WordPart } from "../../../src/shell/facts.ts";
import type { Reader } from "../../../src/shell/origins.ts";
import { quote } from "../../../src/source/quote.ts";
import type { KeyFlow } from "../../data/cloud/key-flow.ts";
import { isStoredName, storedNamesIn, storedNamesOf, type KeyScript } from "../../data/cloud/key-sources.ts";
import type { KeyLogin } from "../../data/cloud/logins.ts";
import { readWords } from "../../data/cloud/read-words.ts";
import type { TextAssignment } from "../../data/cloud/text-assignments.ts";
import { cloudVariable, mayBeKey } from "../../data/cloud/variables.ts";
import type { CloudProvider } from "../../data/oidc/use.ts";
import { plainRead, readsIn, toolOf } from "./script-reads.ts";
import type { ScriptUse } from "./use.ts";

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
