/** The secrets among the arguments of the programs that a script starts: by the names of variables, and by what options mean. */
import { builtInVariable } from "../../src/config/built-in-variables.ts";
import type { ScriptRun } from "../../src/rule/audit.ts";
import type { CommandFact, ScriptFacts, VariablePart, Word, WordPart } from "../../src/shell/facts.ts";
import { originsOf } from "../../src/shell/origins.ts";
import { sourcesOf } from "../../src/shell/variables.ts";
import { spanContains, type Span } from "../../src/source/span.ts";
import { functionNames, startsProgram } from "./processes.ts";
import type { SecretNameKind } from "./secret-names.ts";
import { secretName } from "./secret-names.ts";
import { isLocal, possibleSecretsIn, secretIn, type PossibleSecret } from "./secret-reads.ts";
import { isWrittenOut } from "./secret-variables.ts";
import type { NamePolicy } from "./stored-secrets.ts";
import { downloaderNamed } from "./tools/downloaders.ts";
import { secretOptionsOf, takesNameOfSecret, type SecretOption } from "./tools/secret-options.ts";
import { keepsUrls } from "./url-credentials.ts";
import { leadingText, wordText } from "./word-text.ts";

export interface ArgumentSecret {
  /** The expansion. */
  readonly span: Span;
  readonly word: Word;
  /** The option that has it as its value, if any. */
  readonly option: SecretOption | undefined;
  /** The variable that holds it; undefined when only the option says that the value is secret. */
  readonly name: string | undefined;
  readonly kind: SecretNameKind | undefined;
  readonly assumed: boolean;
}

/** What holds for every run of a script: a command with those of its words that may carry a secret. */
export interface SuspectCommand {
  readonly command: CommandFact;
  readonly words: readonly SuspectWord[];
}

interface SuspectWord {
  readonly word: Word;
  readonly option: SecretOption | undefined;
  readonly possible: readonly PossibleSecret[];
  /** Parts that are a secret by the meaning of the option. */
  readonly meant: readonly WordPart[];
}

/** Only programs that are started have arguments that others see. `own` leaves out what other rules report of arguments. */
export function suspectCommands(facts: ScriptFacts, policy: NamePolicy, which: "all" | "own" = "own"): readonly SuspectCommand[] {
  const functions = functionNames(facts);
  const found: SuspectCommand[] = [];
  for (const command of facts.commands) {
    const words = [...command.wrapperWords, ...command.args];
    if (words.every(({ literal }) => literal !== undefined) || !startsProgram(command, facts.language, functions)) continue;
    const options = secretOptionsOf(command);
    const suspects: SuspectWord[] = [];
    let next = 0;
    for (const [index, word] of words.entries()) {
      // Both are in the order of the text.
      while ((options[next]?.value.span.end ?? Number.POSITIVE_INFINITY) <= word.span.start) next += 1;
      if (word.literal !== undefined || (which === "own" && isOthersBusiness(word, words[index - 1], command))) continue;
      const option = options[next];
      const own = option !== undefined && spanContains(word.span, option.value.span) ? option : undefined;
      const suspect = suspectWord(word, command, own, facts, policy);
      if (suspect !== undefined) suspects.push(suspect);
    }
    if (suspects.length > 0) found.push({ command, words: suspects });
  }
  return found;
}

function suspectWord(
  word: Word,
  command: CommandFact,
  option: SecretOption | undefined,
  facts: ScriptFacts,
  policy: NamePolicy,
): SuspectWord | undefined {
  const possible = possibleSecretsIn(word, command, facts, policy);
  const meant = option === undefined ? [] : meantParts(option, command).filter((part) => mayBeSecret(part, command, facts));
  return possible.length + meant.length === 0 ? undefined : { word, option, possible, meant };
}

/** Build arguments, and credentials in URLs that land in files as well, are reported by rules of their own; some options take names. */
function isOthersBusiness(word: Word, before: Word | undefined, { name = "" }: CommandFact): boolean {
  const text = wordText(word);
  const option = before?.literal ?? "";
  if (text.startsWith("--build-arg=") || option === "--build-arg") return true;
  if (takesNameOfSecret(/^[\w-]*(?==)/u.exec(text)?.[0] ?? option, name)) return true;
  return keepsUrls(name) && /:\/\/([^/@]*)@/u.exec(text)?.[1]?.includes("$") === true;
}

/** The parts of an option's value that are secret by its meaning: all, what stands behind `user:` or behind a telling header's name. */
function meantParts({ name, value }: SecretOption, command: CommandFact): readonly WordPart[] {
  const begin = leadingText(value);
  if (/^(?:env:|file:|fd:|stdin|@|<)/u.test(begin)) return [];
  if (!downloaderNamed(command.name)?.credentials.includes(name) || /pass|bearer/u.test(name)) return value.parts;
  if (/header$|^-H$/u.test(name)) return isTellingHeader(begin) ? value.parts : [];
  if (!/user$|^-[uUa]$|auth$/u.test(name)) return [];
  const colon = value.parts.findIndex((part) => part.kind === "literal" && part.text.includes(":"));
  return colon === -1 ? [] : value.parts.slice(colon + 1);
}

/** `Authorization:`, `PRIVATE-TOKEN:`, `X-Api-Key:`. */
function isTellingHeader(text: string): boolean {
  const header = /^([\w-]+)\s*:/u.exec(text)?.[1];
  return header !== undefined && (/authorization$/iu.test(header) || secretName(header.replaceAll("-", "_")) !== undefined);
}

/** False for literals, for variables that the script sets to them, and for CircleCI's own that are no secret. */
function mayBeSecret(part: WordPart, command: CommandFact, facts: ScriptFacts): boolean {
  if (part.kind === "substitution") return part.form === "command";
  if (part.kind !== "variable") return false;
  return isValue(part) && /^\w+$/u.test(part.name) && !isLocal(part, facts) && !isKnownText(part, command, facts);
}

function isValue({ yields, elsewhere }: VariablePart): boolean {
  return (yields === "value" || yields === "part") && !elsewhere;
}

function isKnownText({ name }: VariablePart, command: CommandFact, facts: ScriptFacts): boolean {
  const sources = sourcesOf(facts, name, command);
  const harmless = (variable: string): boolean => builtInVariable(variable)?.secret === false;
  if (sources.length > 0) return sources.every((source) => harmless(source.name));
  const { assignments: assigned } = originsOf(facts, name, command);
  return assigned.length > 0 && assigned.every(({ value }) => value?.parts.every(({ kind }) => kind !== "substitution") ?? false);
}

/** The secrets that a run of the script hands to the command, in the order of its words. */
export function argumentSecretsIn({ words }: SuspectCommand, script: ScriptRun, policy: NamePolicy): readonly ArgumentSecret[] {
  return words.flatMap((suspect): readonly ArgumentSecret[] => {
    const { word, option } = suspect;
    const named = suspect.possible
      .flatMap((possible) => secretIn(possible, script, policy) ?? [])
      .filter(({ form }) => form !== "cut");
    if (named.length > 0) return named.map(({ span, name, kind, assumed }) => ({ span, word, option, name, kind, assumed }));
    return suspect.meant
      .filter(
        (part) => part.kind !== "variable" || !(isWrittenOut(part.name, script) || policy.isSecretName(part.name) === false),
      )
      .slice(0, 1)
      .map(({ span }) => ({ span, word, option, name: undefined, kind: undefined, assumed: false }));
  });
}
