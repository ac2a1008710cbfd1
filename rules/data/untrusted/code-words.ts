/** Where a command takes code as text: `eval "…"`, `bash -c "…"`, `ssh host "…"`, a heredoc or a pipe that a shell reads, `python -c "…"`. */
import type { CommandFact, ScriptFacts, Word } from "../../../src/shell/facts.ts";
import { sinksOf } from "../../../src/shell/sinks.ts";
import { executedFile, isInterpreter, stdinRole } from "../interpreters.ts";
import { optionsNamed, parseOptions, wordSet } from "../options.ts";
import { printedWords } from "../printed-words.ts";
import { wordText } from "../word-text.ts";

export interface CodeWord {
  readonly word: Word;
  /** The command or assignment whose shell expands the word. */
  readonly owner: CommandFact;
  /** The command that runs it as code. */
  readonly runner: CommandFact;
  /** `text`: the value becomes code. `file`: it chooses the file that is run. */
  readonly how: "text" | "file";
}

/** Options of ssh that take a value. */
const ssh = { values: wordSet([..."BbcDEeFIiJLlmOoPpQRSWw"].map((letter) => `-${letter}`).join(" ")), stopAtOperand: true };
const shells = /^(?:ba|z|da|k|a|fi)?sh$/u;
const languages: readonly (readonly [RegExp, RegExp])[] = [
  [shells, /^-[a-z]*c$/u],
  [/^(?:python|pypy)[\d.]*$/u, /^-[a-zA-Z]*c$/u],
  [/^(?:node|nodejs|bun|deno|tsx|ts-node)$/u, /^(?:-[a-z]*[ep]|--eval|--print)$/u],
  [/^(?:ruby|perl|lua|Rscript|groovy|osascript)[\d.]*$/u, /^-[a-zA-Z]*[eE]$/u],
  [/^php[\d.]*$/u, /^-[rBRE]$/u],
  [/^(?:pwsh|powershell)$/iu, /^-(?:c|command)$/iu],
  [/^su$/u, /^(?:-[a-z]*c|--command)$/u],
];

export function* codeWordsOf(command: CommandFact, facts: ScriptFacts): Iterable<CodeWord> {
  const { name, args, input } = command;
  if (name === undefined) return;
  const text = (word: Word, owner = command): CodeWord => ({ word, owner, runner: command, how: "text" });
  if (name === "eval" || name === "iex" || name === "invoke-expression") yield* args.map((word) => text(word));
  else if (name === "trap") yield* args.slice(0, args.length - 1).map((word) => text(word));
  else if (name === "ssh")
    yield* parseOptions(args, ssh)
      .operands.slice(1)
      .map((word) => text(word));
  else if (name === "gcloud")
    yield* optionsNamed(parseOptions(args, { values: wordSet("--command") }), "--command").flatMap(({ value }) =>
      value === undefined ? [] : [text(value)],
    );
  else if (executedFile(command) !== undefined) yield* ofFile(command, facts);
  else {
    const option = languages.find(([names]) => names.test(name))?.[1];
    const at = option === undefined ? -1 : args.findIndex(({ literal }) => literal !== undefined && option.test(literal));
    const code = at === -1 ? undefined : args[at + 1];
    if (code !== undefined) yield* ofCode(command, code, facts);
    else if (at !== -1 && command.wrappers.includes("xargs")) yield* readByXargs(command, facts);
  }
  if (!readsCode(command)) return;
  if (input.kind === "heredoc" || input.kind === "here-string") yield text(input.body);
  if (input.kind === "pipe") for (const from of input.from) yield* printedInto(command, from, facts);
}

/** A remote shell without a command runs what it is fed. */
function readsCode(command: CommandFact): boolean {
  if (command.name === "ssh") return parseOptions(command.args, ssh).operands.length === 1;
  return isInterpreter(command) && stdinRole(command) === "runs";
}

/** What the commands in front of the pipe print, as far as they print words. */
function printedInto(runner: CommandFact, from: CommandFact, facts: ScriptFacts): readonly CodeWord[] {
  return printedWords(from, facts).map(({ word }) => ({ word, owner: from, runner, how: "text" }));
}

/** `xargs -I{} sh -c "… {}"` pastes what it reads. */
function ofCode(command: CommandFact, code: Word, facts: ScriptFacts): readonly CodeWord[] {
  const own: CodeWord = { word: code, owner: command, runner: command, how: "text" };
  const mark = placeholderOf(command);
  return mark === undefined || !wordText(code).includes(mark) ? [own] : [own, ...readByXargs(command, facts)];
}

/** What `xargs` puts its input in place of: `{}` of `-I{}`, `-I {}` and `-i`. */
function placeholderOf({ wrappers, wrapperWords }: CommandFact): string | undefined {
  if (!wrappers.includes("xargs")) return undefined;
  const texts = wrapperWords.map(({ literal }) => literal ?? "");
  const at = texts.findIndex((text) => /^-(?:I|i|-replace)/u.test(text));
  const option = texts[at];
  if (option === undefined) return undefined;
  const attached = option.replace(/^-(?:I|i|-replace=?)/u, "");
  return attached !== "" ? attached : option === "-I" ? texts[at + 1] : "{}";
}

function readByXargs(command: CommandFact, facts: ScriptFacts): readonly CodeWord[] {
  return command.input.kind === "pipe" ? command.input.from.flatMap((from) => printedInto(command, from, facts)) : [];
}

/** `source <(echo "…")` and a file that the script has written run what is printed; `source "$X"` runs a file of that name. */
function ofFile(command: CommandFact, facts: ScriptFacts): readonly CodeWord[] {
  const file = executedFile(command);
  const [part] = file?.parts ?? [];
  if (file === undefined || part === undefined) return [];
  if (part.kind === "substitution" && part.form === "process-in")
    return part.commands.flatMap((from) => printedInto(command, from, facts));
  if (file.literal === undefined)
    return isInterpreter(command) ? [{ word: file, owner: command, runner: command, how: "file" }] : [];
  const writers = writersOf(facts).get(plainPath(file.literal)) ?? [];
  return writers
    .filter((writer) => writer.span.start < command.span.start)
    .slice(-mostWriters)
    .flatMap((writer) => printedInto(command, writer, facts));
}

/** Of the commands that write a file the last ones are looked at. */
const mostWriters = 5;

const writersByFile = new WeakMap<ScriptFacts, ReadonlyMap<string, readonly CommandFact[]>>();

/** The commands that print into each file: `cat > run.sh <<EOF`. */
function writersOf(facts: ScriptFacts): ReadonlyMap<string, readonly CommandFact[]> {
  let writers = writersByFile.get(facts);
  if (writers === undefined) {
    const found = new Map<string, CommandFact[]>();
    for (const command of facts.commands) {
      for (const sink of sinksOf(command.output)) {
        if (sink.kind !== "file" || sink.target.literal === undefined) continue;
        const path = plainPath(sink.target.literal);
        const known = found.get(path);
        if (known === undefined) found.set(path, [command]);
        else known.push(command);
      }
    }
    writersByFile.set(facts, (writers = found));
  }
  return writers;
}

function plainPath(path: string): string {
  return path.replace(/^\.\//u, "");
}
