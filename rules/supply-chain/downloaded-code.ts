/** Downloads whose content is run: piped into an interpreter, substituted into one, or saved and run later in the job. */
import type { ScriptRun } from "../../src/rule/audit.ts";
import type { AssignmentFact, CommandFact, Word } from "../../src/shell/facts.ts";
import { pipelineAfter } from "../../src/shell/sinks.ts";
import { readsOf } from "../../src/shell/variables.ts";
import { integrityCheck } from "../data/integrity-checks.ts";
import { executedFile, isInterpreter, passesInputOn, stdinRole } from "../data/interpreters.ts";
import { downloadsOf, type DownloadUse } from "../data/tools/download-use.ts";
import { wordText } from "../data/word-text.ts";
import { forgetChecked, isSameFile, type SavedDownload } from "./saved-downloads.ts";

export interface DownloadedCode {
  readonly script: ScriptRun;
  /** The URL. */
  readonly url: { readonly word: Word; readonly text: string };
  /** The command that runs what was fetched, in its own script. */
  readonly runner: { readonly script: ScriptRun; readonly command: CommandFact };
  readonly how: "piped" | "substituted" | "saved";
}

/** `scripts` are the steps of one job run, in order: a file that one step saves is there for the next. */
export function* downloadedCodeOf(scripts: readonly ScriptRun[]): Iterable<DownloadedCode> {
  const saved: SavedDownload[] = [];
  for (const script of scripts) {
    for (const command of script.facts.commands) {
      if (command.place !== "job") continue;
      if (integrityCheck(command) !== undefined) forgetChecked(saved, script, command);
      const use = downloadsOf(command);
      if (use !== undefined) yield* runAtOnce(script, command, use, saved);
      const run = savedAndRun(saved, command);
      if (run !== undefined) yield { ...run, runner: { script, command }, how: "saved" };
    }
  }
}

function* runAtOnce(script: ScriptRun, command: CommandFact, use: DownloadUse, saved: SavedDownload[]): Iterable<DownloadedCode> {
  const url = use.urls[0];
  if (url === undefined) return;
  if (use.file !== undefined) {
    saved.push({ script, url, file: use.file.name });
    return;
  }
  for (const next of pipelineAfter(command)) {
    if (next === command) continue;
    if (stdinRole(next) === "runs") {
      yield { script, url, runner: { script, command: next }, how: "piped" };
      return;
    }
    if (next.name === "tee") for (const word of next.args) saved.push({ script, url, file: wordText(word) });
    if (!passesInputOn(next)) return;
  }
  const last = pipelineAfter(command).at(-1) ?? command;
  if (last.output.kind === "file") saved.push({ script, url, file: wordText(last.output.target) });
  const taker = last.substitutedInto;
  const runner = taker && runnerOf(taker, last, script);
  if (runner !== undefined) yield { script, url, runner: { script, command: runner }, how: "substituted" };
}

/** `bash -c "$(curl …)"`, `eval "$(…)"`, `bash <(…)`, `source <(…)`; or a variable that one of these is given later. */
function runnerOf(taker: CommandFact | AssignmentFact, download: CommandFact, script: ScriptRun): CommandFact | undefined {
  if ("words" in taker) return isInterpreter(taker) && runsWord(taker, (word) => holds(word, download)) ? taker : undefined;
  return script.facts.commands.find(
    (command) =>
      command.span.start > taker.span.end &&
      isInterpreter(command) &&
      runsWord(command, (word) => [...readsOf(word)].some((part) => part.name === taker.name)),
  );
}

/** Whether the word is code to the interpreter: its script file, what follows `-c`, or anything for `eval`. */
function runsWord(command: CommandFact, isIt: (word: Word) => boolean): boolean {
  const file = executedFile(command);
  if (file !== undefined) return isIt(file);
  const { name, args } = command;
  if (name === "eval" || name === "iex" || name === "invoke-expression") return args.some(isIt);
  const code = args.findIndex((word) => /^-[a-z]*[cerE]$|^--eval$|^-command$/u.test(word.literal ?? ""));
  const word = code === -1 ? undefined : args[code + 1];
  return word !== undefined && isIt(word);
}

function holds(word: Word, download: CommandFact): boolean {
  return word.span.start <= download.span.start && download.span.end <= word.span.end;
}

function savedAndRun(saved: readonly SavedDownload[], command: CommandFact): SavedDownload | undefined {
  const file = executedFile(command);
  if (file === undefined) return undefined;
  const name = wordText(file);
  return saved.findLast((candidate) => isSameFile(candidate.file, name));
}
